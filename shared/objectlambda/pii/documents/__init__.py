"""Office documents: what a reader sees in them as named texts, and the same documents without personal data.

What reads them (`objectlambda.pii.documents.office`) is imported when the first document comes, not at a cold start.
"""

from __future__ import annotations

from collections.abc import Sequence

from objectlambda.decompress.zip.member import Member

MAX_PARTS = 10_000

CONTENT_TYPES = "[Content_Types].xml"
XML_PARTS = (".xml", ".rels", ".vml")
"""How the names of XML parts end."""

_ROOTS = ("word/document.xml", "xl/workbook.xml", "ppt/presentation.xml")


def is_document(members: Sequence[Member]) -> bool:
    """Whether an archive with these members is an Office file that is redacted as such."""
    names = {member.name for member in members}
    return CONTENT_TYPES in names and any(root in names for root in _ROOTS)
