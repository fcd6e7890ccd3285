"""Two ways to run a function for a request: in this process, or over the wire as S3 Object Lambda does it."""
