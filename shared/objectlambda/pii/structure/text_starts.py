"""How texts of several formats begin, told by their first line; a text of another format may stand before it."""

from __future__ import annotations

import re

_OF_SQL = (
    r"(?i:INSERT\s++(?:\w{1,16}+\s++){0,2}?INTO\s|CREATE\s++TABLE\s|COPY\s++\S++\s*+\([^()\n]*+\)\s*+FROM\s++stdin)"
)
_OF_EMBEDDED = (
    r"(?:MSH|FHS|BHS)[^\w\s][^\w\s]{2,5}|PID\||ISA[^\w\s]|UNA.{6}|UNB\+|NM1\*"
    r"|BEGIN:V(?:CARD|CALENDAR)|dn::? ?[\w\-]+ ?="
)
_OF_RECORDS = r"0 HEAD\b|\{1:F\d\d|:20:|!Type:|OFXHEADER"
_OF_MARKUP = r"<\?xml\s|<!DOCTYPE\s|<(?i:html|table|body)[\s>]"
_COLUMN = r"[A-Za-z_][\w .]{0,40}+"
_HEADER = "|".join(rf"{_COLUMN}(?:{mark}{_COLUMN}){{2,40}}\r?\n" for mark in (",", ";", "\t"))
STARTS_IN_TEXT = re.compile(rf"\n(?={_OF_SQL}|{_OF_RECORDS}|{_OF_MARKUP}|{_HEADER})")
"""What is not read as part of a free text, which finds segments of messages by itself."""
STARTS = re.compile(
    rf"\n(?={_OF_SQL}|{_OF_EMBEDDED}|{_OF_RECORDS}|{_OF_MARKUP}|{_HEADER}|<[A-Za-z][\w:.\-]*+>|[\[{{]\s*+[\[{{\"]"
    r"|\d{4}-\d\d-\d\d[T ]\d\d:\d\d|[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d)"
)
