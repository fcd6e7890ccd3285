"""Puts this folder, which has what its tests share, on the path of the folders below."""
