"""Identifiers beside Comprehend's types, one module a country; each type is one row (:class:`Identifier`).

They are looked for only where a setting names them: ``ALL`` does not stand for them.
"""

from __future__ import annotations

from objectlambda.pii.identifiers.identifier import Form, Identifier
from objectlambda.pii.identifiers.rows import identifiers, register

__all__ = ["Form", "Identifier", "identifiers", "register"]
