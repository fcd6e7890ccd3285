"""Our own S3 Object Lambda (--wire), which runs the unmodified handlers."""
