"""``objectlambda demo``: compressed samples in six formats, served, and read through real S3 clients."""
