"""Transformed objects kept on disk: made once, read by many and in parts, never served half or broken."""
