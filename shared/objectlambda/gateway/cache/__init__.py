"""The cache of transformed objects on disk: each is made once and verified whenever it is read."""
