"""S3's REST dialect, pure: requests in, operations, documents and pages of keys out. No sockets, no files."""
