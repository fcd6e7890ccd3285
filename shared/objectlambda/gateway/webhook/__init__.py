"""Object Lambda as MinIO and AIStor speak it: an event comes by POST, the transformed object is the response to it."""
