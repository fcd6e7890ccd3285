"""The rules: one module for each field of personal data."""
