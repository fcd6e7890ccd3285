"""ZIP archives, read from their central directory."""
