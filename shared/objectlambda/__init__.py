"""S3 Object Lambda functions that stream: decompression, PII redaction and PII access control."""

__version__ = "0.1.0"
