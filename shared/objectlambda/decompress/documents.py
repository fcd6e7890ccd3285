"""ZIP files that are no archives to their users: office documents, packages of programs, arrays of numbers."""

from __future__ import annotations

from objectlambda.source import Source

_SUFFIXES = (
    ".docx", ".docm", ".dotx", ".xlsx", ".xlsm", ".xltx", ".pptx", ".pptm", ".vsdx",
    ".odt", ".ods", ".odp", ".odg", ".epub",
    ".jar", ".war", ".ear", ".aar", ".apk", ".aab", ".ipa", ".whl", ".egg", ".nupkg", ".xpi", ".crx", ".vsix",
    ".npz", ".kmz", ".3mf", ".sketch", ".mcworld", ".pbix",
)  # fmt: skip
_MEDIA_TYPES = (
    "application/vnd.openxmlformats-officedocument.",
    "application/vnd.oasis.opendocument.",
    "application/vnd.ms-",
    "application/vnd.android.package-archive",
    "application/epub+zip",
    "application/java-archive",
    "application/x-java-archive",
)
_FIRST_MEMBERS = (
    b"[Content_Types].xml", b"_rels/.rels", b"mimetype", b"META-INF/", b"AndroidManifest.xml", b"docProps/",
)  # fmt: skip
"""With which the programs that write such files begin them (ECMA-376 part 2, OpenDocument part 2, EPUB OCF, JAR)."""

_LOCAL_HEADER = b"PK\x03\x04"
_LOCAL_BYTES = 30
_SPANNING_MARK = b"PK00"


def is_document(source: Source) -> bool:
    """Whether the ZIP file ``source`` is one, by its key's suffix, its media type or its first member."""
    if source.key.lower().endswith(_SUFFIXES):
        return True
    if source.headers.get("content-type", "").lower().startswith(_MEDIA_TYPES):
        return True
    head = source.read_at(0, _LOCAL_BYTES + 36).removeprefix(_SPANNING_MARK)
    return head.startswith(_LOCAL_HEADER) and head[_LOCAL_BYTES:].startswith(_FIRST_MEMBERS)
