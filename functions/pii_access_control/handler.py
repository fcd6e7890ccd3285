"""PII access control behind an S3 Object Lambda access point. Deployed as ``handler.handler``."""

from objectlambda.lambda_handler import lambda_handler
from objectlambda.pii.assembly import PII_ACCESS_CONTROL
from objectlambda.pii.settings import AccessControlSettings
from objectlambda.pii.warming import warm

handler = lambda_handler(PII_ACCESS_CONTROL)
warm(AccessControlSettings)
