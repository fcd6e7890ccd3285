"""Transformed objects behind an HTTP API or a buffered function URL. Deployed as ``handler.handler``.

The script ``streaming`` beside it starts the whole gateway instead, for a function URL that streams.
"""

import os

from objectlambda.aws.function_url import handler_from

handler = handler_from(os.environ)
