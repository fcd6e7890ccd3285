"""Redaction: replaces personal data in a stream of text while it passes.

>>> from objectlambda.pii.redaction import Mode, Redaction, redact
>>> list(redact([b"ssn: 536-22-1234"], Redaction(mode=Mode.REPLACE_WITH_PII_ENTITY_TYPE)))  # doctest: +SKIP
[b'ssn: [SSN]']
"""

from __future__ import annotations

from objectlambda.pii.redaction.modes import KEYED, Mode, Redaction
from objectlambda.pii.redaction.redact import redact, redact_windows

__all__ = ["KEYED", "Mode", "Redaction", "redact", "redact_windows"]
