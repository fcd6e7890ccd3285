"""Detection: the analyzer, the registry of recognizers, and the streams of windows that they read."""
