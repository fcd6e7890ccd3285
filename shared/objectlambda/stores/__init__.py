"""Where the objects lie: a folder, or a bucket at any S3 endpoint. Each gives origins, listings and presigned URLs."""
