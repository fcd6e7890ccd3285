"""The quality of PII detection, measured: labelled documents, a scorer, stock Presidio beside ours, targets."""
