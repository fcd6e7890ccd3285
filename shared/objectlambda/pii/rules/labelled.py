"""Values of any form, told only by their label: passports, licences, plates, user names, passwords.

These rules start from the label, because ``D1234567`` itself does not show what it is. The value follows the label
after a separator or words like "is"; in a field, the value is the whole field.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator
from operator import attrgetter
from typing import ClassVar

from objectlambda.pii.entities import Entity
from objectlambda.pii.rules.answers import OF_MESSAGES, OPENING, answer_behind, question_before, question_mark
from objectlambda.pii.rules.answers import REACH as ANSWER_REACH
from objectlambda.pii.rules.base import WindowRecognizer
from objectlambda.pii.rules.concepts import NAME, OTHER
from objectlambda.pii.rules.literals import has
from objectlambda.pii.rules.scan import Scan
from objectlambda.pii.rules.words import byte_words

REACH = 160
_START = attrgetter("start")
BETWEEN = re.compile(
    rb"[\"'`)\]]{0,2}[ \t]*(?:\((?:[a-z0-9 .'/\-]{1,24})\)[ \t]*)?"
    rb"(?:(?:[:=#>|.,-]{1,4}"
    rb"|(?:on file|on record|is|was|no|num|number|nr|id|es|numero|n\.o|n|nro|el|code|issued|set to|set|now|changed to)"
    rb"(?=[\s\"'`:=#>(\[*$.,<-]|$))[ \t]*){0,5}(?:\r?\n[ \t]*)?[\"'`(\[]{0,2}"
)
SEPARATED = re.compile(rb"[:=>]")
_EMPTY = re.compile(rb"[:=]\s*\n\s*$|(?<![ \t])=[ \t]+$|:[ \t]+-{1,2}[ \t]+$")
"""A gap after a key with an empty value."""
_NEXT = re.compile(
    rb"[\"']?[A-Za-z_][A-Za-z0-9_.\-]*(?: [A-Za-z]{2,12})?[\"']?[ \t]*(?:\[[^\]\n]{0,20}\][\w.]*[ \t]*)?[:=]|[#*(@/]"
)
"""The next line's key, or a line that is code."""
_ASSIGNS = re.compile(rb"[ \t]{1,4}=[ \t]{1,4}[^=\s]")
"""What makes a word behind a label the next key: "reason = Invalid password : server = 10.0.0.9"."""
_KEY = re.compile(rb"[\"']?[A-Za-z_#][A-Za-z0-9_.\-]*[\"']?[ \t]?[:=]|#|- |\[")
"""The next key, a comment or a list after a key without a value."""

_REMARK = re.compile(rb"(?: [a-z]{2,12}){1,4}\)")
"""The rest of a remark in place of a value, as Terraform writes it: "(known after apply)"."""


NO_VALUES = byte_words(
    """
    foo bar baz qux foobar good two three six ten
    uuid guid timeuuid filtered filtered] redacted] removed] hidden] masked]
    null none nil nan true false undefined unknown n/a na string str text varchar char int integer
    number boolean bool required optional yes no on off empty hidden redacted masked removed encrypted
    password passwd secret changeme? value input type field label enabled disabled default example
    placeholder todo tbd prompt env os self this user username name login email mail id not reset change
    changed expired expires invalid incorrect wrong missing failed failure success ok error must should
    can will has have had was were is are be been and or but for to the a an of in at by with from your
    my our his her policy manager protected protection field recovery forgot confirm confirmation update
    updated strength length de la el los las un una su para por con y o no es ser fue esta caducada
    incorrecta requerida nula ninguna root admin administrator system postgres nobody daemon guest
    anonymous service www-data nginx apache mysql ubuntu ec2-user oracle sa sys bot everyone all public
    unassigned support info test deploy runner git jenkins agent agents logged logins logs accounts account session
    sessions profile profiles group groups data table list lists interface experience story stories
    guide manual input inputs space defined aborted host gpasswd iamuser assumedrole
    facing friendly specific details input-output count counts
    role roles permission permissions created deleted added removed locked unlocked authentication
    authorization authenticated clicked requested reported can't cannot doesn't did does who whose that
    hadoop hdfs yarn hive hbase zookeeper kafka spark flink airflow rabbitmq memcached elasticsearch daemon www sshd
    man lp uucp gnats cli etl terraform ansible kubelet
    config md5 crypt ssha bcrypt
    msgid msgid_plural msgstr msgctxt
    see please use using contact check enter click via when if it's needs need may might its isn't consulte pulse
    which with usuario usuaria contrasena contrasenas clave nombre client cliente seguridad olvidada
    """
)
"""Words that follow "password" or "user" and are neither."""
IDS = re.compile(
    rb"(?=[A-Z]*\d)[UWBTC][A-Z0-9]{8,10}|(?=[A-Za-z]*\d)(?=[A-Z0-9]*[a-z])(?=[a-z0-9]*[A-Z])[A-Za-z0-9]{24,}"
)
"""The id of a member of Slack, and a token, such as the "receiptHandle" of a queue."""
PLACEHOLDER = re.compile(
    rb"[*xX.\-_#\x1a]+|[<\[({$%].*|.*\$\{.*|.*\{\{.*|\(.*|!(?:Ref|Sub|GetAtt|ImportValue|FindInMap|Join|Select|If|vault|secret|env|reference)\b.*"
)


def is_value(value: bytes) -> bool:
    """Whether ``value`` is neither a word of the sentence, a type, a mask nor a variable."""
    return value.lower() not in NO_VALUES and PLACEHOLDER.fullmatch(value) is None


class LabelledRecognizer(WindowRecognizer):
    """Finds values after a label, or in a field, of one of ``CONCEPTS``."""

    CONCEPTS: ClassVar[int]
    FIRST: ClassVar[bool] = False
    """Whether a field may hold more text after the value, as in "Passport: 512345678 issued 12 May 2018"."""
    COMMAS: ClassVar[bool] = True
    """Whether a comma may stand between a label and its value; commas also separate the names of columns."""
    QUOTED_IN_CODE: ClassVar[bool] = False
    """Whether a value in a program must have quotes; without quotes it is a variable."""
    ASIDE: ClassVar[re.Pattern[bytes] | None] = None
    """What else may stand between a label and its value, such as a state or a class; matched on ``lower``."""
    VALUE: ClassVar[re.Pattern[bytes]]
    """The form of a value, anchored at its start; matched on ``shadow``."""

    def accepts(self, value: bytes, *, separated: bool) -> float:
        """The score of a value, 0 if it is invalid; ``separated`` if a colon or an equals sign stands before it."""
        raise NotImplementedError

    def find(self, scan: Scan) -> Iterator[Entity]:
        return self._labelled(scan) if scan.speaks_of(self.CONCEPTS) else iter(())

    def _labelled(self, scan: Scan) -> Iterator[Entity]:
        entity_type = self.TYPES[0]
        open_fields: set[int] = set()
        for field in scan.named(self.CONCEPTS):
            start, end = strip_span(scan.shadow, field.start, field.end)
            if self.FIRST and end > start and not self.whole(scan.shadow[start:end]):
                first = self.VALUE.match(scan.shadow, start, end)
                end = start if first is None else first.end()
            score = self.accepts(scan.shadow[start:end], separated=True) if end > start else 0.0
            if score and self.whole(scan.shadow[start:end]):
                yield Entity(entity_type, start, end, score)
            elif self.FIRST:
                open_fields.add(field.start)
        hits = scan.hits
        for index, concepts in enumerate(hits.concepts):
            if not concepts & self.CONCEPTS:
                continue
            label_end = hits.ends[index]
            if scan.shadow[label_end : label_end + 1] == b"_":
                continue
            limit = min(len(scan.shadow), label_end + REACH)
            if hits.questions and not scan.code and (answer := self._answer(scan, index, open_fields)) is not None:
                yield answer
                continue
            gap = BETWEEN.match(scan.lower, label_end, limit)
            if gap is None or gap.end() == label_end:
                continue
            if _EMPTY.search(scan.lower, label_end, gap.end()) and (
                _KEY.match(scan.shadow, gap.end(), limit) or _NEXT.match(scan.shadow, gap.end(), limit)
            ):
                continue  # "logname= uid=0", "password:" above "min_length: 12"
            if b"\n" in gap.group() and scan.lower[hits.starts[index] - 3 : hits.starts[index]] == b"'s ":
                continue  # a terminal that asks: "ann@host's password:"
            if b"\n" in gap.group() and _NEXT.match(scan.shadow, gap.end(), limit):
                continue
            if b"\n" in gap.group() and _is_blank(scan.shadow, hits.starts[index], label_end):
                continue
            if not self.COMMAS and b"," in gap.group():
                continue
            separated = SEPARATED.search(scan.lower, label_end, gap.end()) is not None
            found = self._value(scan, index, gap.end(), separated=separated, open_fields=open_fields)
            if found is None and self.ASIDE is not None and (aside := self.ASIDE.match(scan.lower, label_end, limit)):
                found = self._value(scan, index, aside.end(), separated=separated, open_fields=open_fields)
            if found is not None:
                yield found

    def _answer(self, scan: Scan, label: int, open_fields: Collection[int]) -> Entity | None:
        """The answer to the question in which the context phrase number ``label`` stands; None if it is no value."""
        label_end = scan.hits.ends[label]
        mark = question_mark(scan.lower, label_end)
        if mark < 0:
            return None
        for field in scan.fields[bisect_left(scan.fields, mark, key=_START) :]:
            if field.start > mark + ANSWER_REACH:
                break
            start, end = strip_span(scan.shadow, field.start, field.end)
            if start == end or (scan.names[field.name] & ~NAME and field.name not in OF_MESSAGES):
                continue
            opening = OPENING.match(scan.lower, start, end)
            start = start if opening is None else opening.end()
            if question_before(scan.lower, start, mark) is None or not self.whole(scan.shadow[start:end]):
                continue
            if score := self.accepts(scan.shadow[start:end], separated=False):
                return Entity(self.TYPES[0], start, end, score)
        begin = answer_behind(scan.lower, label_end)
        return self._value(scan, label, begin, separated=False, open_fields=open_fields, asked=True)

    def _value(
        self, scan: Scan, label: int, begin: int, *, separated: bool, open_fields: Collection[int], asked: bool = False
    ) -> Entity | None:
        """The value at ``begin`` after the context phrase number ``label``; None if there is no valid one.

        ``asked`` says that a question with the phrase stands before it.
        """
        value = self.VALUE.match(scan.shadow, begin, min(len(scan.shadow), max(scan.hits.ends[label], begin) + REACH))
        if value is None or value.end() == begin:
            return None
        start, end = strip_span(scan.shadow, value.start(), value.end())
        holder = scan.field(start, end)
        if holder is not None and asked:
            if scan.names[holder.name] & ~(NAME | OTHER) and holder.name not in OF_MESSAGES:
                return None  # another value
        elif holder is not None and holder.start > scan.hits.starts[label] and holder.start not in open_fields:
            said = scan.text[scan.hits.starts[label] : scan.hits.ends[label]]
            if not holder.name or not said.endswith(holder.name) or said == holder.name:
                return None  # "Driver's licence:" is a longer label than the field's name "licence"
        if self.QUOTED_IN_CODE and scan.shadow[start - 1 : start] not in (b'"', b"'", b"`") and scan.code:
            return None
        if start < end and (scan.hits.is_label(start, end) or _ASSIGNS.match(scan.shadow, end)):
            return None  # "USER_ID = 'user_id'"
        if scan.shadow[start - 1 : start] == b"(" and _REMARK.match(scan.shadow, end):
            return None  # "username = (sensitive value)"
        score = self.accepts(scan.shadow[start:end], separated=separated)
        return Entity(self.TYPES[0], start, end, score) if score else None

    def whole(self, value: bytes) -> bool:
        """Whether all of a field's value is one value of this kind."""
        match = self.VALUE.match(value)
        return match is not None and match.end() == len(value)


def _is_blank(shadow: bytes, start: int, end: int) -> bool:
    """Whether the label at ``start`` is a blank to fill in, "<password>", in what is no XML."""
    return shadow[start - 1 : start] == b"<" and shadow[end : end + 1] == b">" and not has(shadow, b"</")


def strip_span(shadow: bytes, start: int, end: int) -> tuple[int, int]:
    """The bounds of ``shadow[start:end]`` without the blanks and quotes around it."""
    while start < end and shadow[start] in b" \t\r\n\"'":
        start += 1
    while end > start and shadow[end - 1] in b" \t\r\n\"'":
        end -= 1
    return start, end
