"""bzip2 streams and their blocks."""
