"""PII redaction behind an S3 Object Lambda access point. Deployed as ``handler.handler``."""

from objectlambda.lambda_handler import lambda_handler
from objectlambda.pii.assembly import PII_REDACTION
from objectlambda.pii.settings import RedactionSettings
from objectlambda.pii.warming import warm

handler = lambda_handler(PII_REDACTION)
warm(RedactionSettings)
