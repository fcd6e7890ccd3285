"""Personal data: what it is, where it stands in a text, and how it is taken out."""
