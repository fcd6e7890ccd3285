"""Texts in windows to entities: the analyzer, its registry, and what streams through them."""
