"""The S3-speaking server: access points appear as buckets, and what is read through them is transformed."""
