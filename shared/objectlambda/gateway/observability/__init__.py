"""Metrics, the log of requests, and the endpoints that tell of the gateway itself."""
