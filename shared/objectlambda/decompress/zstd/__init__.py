"""Zstandard frames and seek tables."""
