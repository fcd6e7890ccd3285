"""Decompression behind an S3 Object Lambda access point. Deployed as ``handler.handler``."""

from objectlambda.aws.lambda_handler import lambda_handler
from objectlambda.decompress import DECOMPRESS

handler = lambda_handler(DECOMPRESS)
