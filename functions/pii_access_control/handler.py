"""PII access control behind an S3 Object Lambda access point. Deployed as ``handler.handler``."""

import os

from objectlambda.aws.lambda_handler import lambda_handler
from objectlambda.pii.functions import PII_ACCESS_CONTROL, warm_up

handler = lambda_handler(PII_ACCESS_CONTROL)
warm_up(PII_ACCESS_CONTROL.settings, os.environ)
