"""Office documents: what a reader sees in them as named texts, and the same documents without personal data."""
