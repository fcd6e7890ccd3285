"""Decompression behind an S3 Object Lambda access point. Deployed as ``handler.handler``."""

from objectlambda.decompress import DECOMPRESS
from objectlambda.lambda_handler import lambda_handler

handler = lambda_handler(DECOMPRESS)
