"""Office documents: the texts that a reader sees in them, under names, and the same documents redacted.

Their reader (`objectlambda.pii.documents.office`) is imported with the first document, not at a cold start.
"""

from __future__ import annotations

from collections.abc import Sequence

from objectlambda.decompress.zip.member import Member

MAX_PARTS = 10_000

CONTENT_TYPES = "[Content_Types].xml"
XML_PARTS = (".xml", ".rels", ".vml")
"""The suffixes of XML parts."""

_ROOTS = ("word/document.xml", "xl/workbook.xml", "ppt/presentation.xml")


def is_document(members: Sequence[Member]) -> bool:
    """Whether an archive with these members is an Office file, which is redacted part by part."""
    names = {member.name for member in members}
    return CONTENT_TYPES in names and any(root in names for root in _ROOTS)
