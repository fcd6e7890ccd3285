"""PII redaction behind an S3 Object Lambda access point. Deployed as ``handler.handler``."""

import os

from objectlambda.aws.lambda_handler import lambda_handler
from objectlambda.pii.functions import PII_REDACTION, warm_up

handler = lambda_handler(PII_REDACTION)
warm_up(PII_REDACTION.settings, os.environ)
