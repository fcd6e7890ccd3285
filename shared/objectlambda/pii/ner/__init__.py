"""The bundled model's network: a convolutional token tagger for NAME, ADDRESS, ORG and LOC, run in plain NumPy."""
