"""Parquet files, read and written in a process of their own: a damaged file ends that process and nothing else."""
