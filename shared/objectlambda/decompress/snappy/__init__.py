"""snappy's framed and raw formats."""
