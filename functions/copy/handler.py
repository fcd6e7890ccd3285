"""Transformed copies on S3 Batch Operations and S3 events. Deployed as ``handler.handler``."""

import os

from objectlambda.aws.copy_handler import copy_handler, warm_up

handler = copy_handler(os.environ)
warm_up(os.environ)
