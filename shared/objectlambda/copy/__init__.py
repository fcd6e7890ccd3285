"""Whole buckets and folders through functions: one engine for ``copy``, ``scan``, Dask and the AWS batch handlers."""
