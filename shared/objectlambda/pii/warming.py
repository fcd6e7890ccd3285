"""Loading the detector while Lambda initialises a function, so that no caller waits for it."""

from __future__ import annotations

import os

from objectlambda.errors import ObjectLambdaError
from objectlambda.pii.api import local_analyzer
from objectlambda.pii.settings import PiiSettings
from objectlambda.settings import load


def warm(kind: type[PiiSettings]) -> None:
    """Load what settings of type ``kind`` name in the environment, and label one text with it; in Lambda only.

    With SnapStart it becomes part of the snapshot. A wrong setting is not told here, where Lambda would start the
    function over and over, but in the answer to each request.
    """
    if "AWS_LAMBDA_INITIALIZATION_TYPE" not in os.environ:
        return
    try:
        settings = load(kind, os.environ)
        analyzer = local_analyzer(settings.recognizers_file, settings.model)
    except ObjectLambdaError:
        return
    analyzer.analyze_many(["Warming up."], language_code=settings.language_code)
