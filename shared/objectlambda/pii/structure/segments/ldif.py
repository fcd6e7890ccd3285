"""LDIF: lines ``attribute: value``, ``attribute:: base64``, folded ones (RFC 2849); attributes of RFC 4519 and 2798.

The values of a distinguished name (``dn``, ``member``, ``manager``) are named by their own attributes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from objectlambda.pii.entities import NOTHING, EntityType, Field
from objectlambda.pii.rules.words import words
from objectlambda.pii.structure.segments.records import Escape, folded_line_end

_BY_TYPE: dict[str, str] = {
    EntityType.NAME: "sn surname givenname middlename initials personaltitle",
    EntityType.PHONE: """
        telephonenumber mobile homephone facsimiletelephonenumber pager fax telexnumber otherphone ipphone
    """,
    EntityType.ADDRESS: """
        street streetaddress postaladdress homepostaladdress registeredaddress l localityname st postalcode
        postofficebox physicaldeliveryofficename
    """,
    EntityType.EMAIL: "mail rfc822mailbox email secondemail mailalternateaddress proxyaddresses",
    EntityType.USERNAME: "uid userid samaccountname memberuid nickname",
    EntityType.PASSWORD: "userpassword unicodepwd authpassword",
    EntityType.DATE_TIME: "dateofbirth birthdate createtimestamp modifytimestamp whencreated whenchanged",
    NOTHING: """
        objectclass ou dc o c co changetype structuralobjectclass entryuuid entrycsn version loginshell uidnumber
        gidnumber add replace delete
    """,
}
_TYPES = {attribute: kind for kind, attributes in _BY_TYPE.items() for attribute in words(attributes)}
_NAMES = words("cn commonname displayname gecos name")
_OWN_NAMES = words("uid userid samaccountname cn commonname displayname gecos name sn")
_DISTINGUISHED = words(
    """
    dn member uniquemember manager owner secretary seealso roleoccupant creatorsname modifiersname memberof newsuperior
    newrdn
    """
)
_OF_THINGS = re.compile(
    r"\bou ?= ?(?:groups?|roles?|services?|(?:service|system)[ _\-]?(?:accounts?|users?)|systems?|applications?|apps?"
    r"|computers?|machines?|hosts?|servers?|printers?|devices?|grupos?|servicios?|sistemas?|equipos?)(?=,|\Z|\s)",
    re.IGNORECASE,
)
"""The branch of a directory that holds no persons."""
_LINE = re.compile(r"([A-Za-z][\w.\-]{0,60}+)((?:;[\w\-]{1,40}+)*+):([:<]?)[ \t]*+")
_RDN = re.compile(r"(?<![\w\-])([A-Za-z][\w\-]{0,40}+)[ ]?+=[ ]?+((?:[^,+\\]|\\.)++)")
_FULL_NAME = re.compile(r"[^\W\d_][\w'’.\-]*+(?: [^\W\d_][\w'’.\-]*+){1,4}")
_FOLD = re.compile(r"\r?\n[ ]")
_ESCAPE = Escape("\n ", _FOLD, lambda _: "")
MARKS = ("\ndn:", "`dn:", '"dn:', "objectclass:", "objectClass:")
"""What a text must hold to have entries in it."""


class LdifReader:
    """Reads the lines of entries; a line that begins with a blank continues the line before."""

    separators = "\r\n"
    escape: Escape | None = _ESCAPE

    def __init__(self) -> None:
        self._of_things = False

    def record_end(self, text: str, start: int, stop: int) -> int:
        """See :class:`Reader`."""
        return folded_line_end(text, start, stop)

    def values(self, text: str, start: int, end: int) -> list[Field]:
        """See :class:`Reader`."""
        line = text[start:end].rstrip("\r\n")
        if not line.strip():
            return []
        head = _LINE.match(line)
        if head is None:  # a comment
            return [Field(start, start + len(line), "")]
        attribute = head[1].lower()
        if attribute.startswith("mozilla"):  # of the address book of Thunderbird: mozillaHomeStreet, mozillaNickname
            attribute = attribute.removeprefix("mozilla").removeprefix("home").removeprefix("work")
        begin = head.end()
        if attribute == "dn":
            self._of_things = _OF_THINGS.search(line, begin) is not None
        elif self._of_things and attribute in _OWN_NAMES:
            return [Field(start + begin, start + len(line), attribute, NOTHING)] if begin < len(line) else []
        if attribute in _DISTINGUISHED and not head[3] and not _FOLD.search(line):
            return [Field(start + f.start, start + f.end, f.name, f.type) for f in _names(line, begin)]
        return [_value(line, attribute, start, begin)] if begin < len(line) else []


def _value(line: str, attribute: str, start: int, begin: int) -> Field:
    kind = _TYPES.get(attribute, "")
    value = line[begin:]
    if attribute in _NAMES:
        kind = EntityType.NAME if _FULL_NAME.fullmatch(value) and value[0].isupper() else ""
    elif (kind == EntityType.PHONE and not any(map(str.isdigit, value))) or (
        kind == EntityType.NAME and len(value) < 2
    ):
        kind = ""
    return Field(start + begin, start + len(line), attribute, kind)


def _names(line: str, begin: int) -> Iterator[Field]:
    """The values of a distinguished name."""
    at = begin
    of_things = _OF_THINGS.search(line, begin) is not None
    for pair in _RDN.finditer(line, begin):
        if any(map(str.isalnum, line[at : pair.start()])):
            yield Field(at, pair.start(), "")
        field = _value(line[: pair.end()], pair[1].lower(), 0, pair.start(2))
        yield field._replace(type=NOTHING) if at == begin and of_things else field
        at = pair.end()
    if any(map(str.isalnum, line[at:])):
        yield Field(at, len(line), "")


def embedded_values(text: str, start: int, end: int) -> list[Field]:
    """The typed values of entries inside other text."""
    reader, fields = LdifReader(), []
    position = start
    inside = False
    while position < end:
        record = reader.record_end(text, position, end)
        record = end if record < 0 else record
        first = re.compile(r"[ \t\"'`]*+").match(text, position, record)
        begin = first.end() if first else position
        if text.startswith(("dn:", "dn::"), begin):
            inside = True
        elif not text[position:record].strip() or not _LINE.match(text, begin, record):
            inside = False
        if inside:
            fields += [field for field in reader.values(text, begin, record) if field.type]
        position = record
    return fields


def begins(head: str) -> bool:
    """Whether a text that begins with ``head`` consists of entries."""
    return re.match(r"(?:\s*+(?:#[^\n]*+|version: ?\d+)\r?\n)*+\s*+dn::? ?[\w\-]+ ?=", head) is not None
