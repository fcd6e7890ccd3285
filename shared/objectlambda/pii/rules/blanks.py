"""Values on the lines of a printed form: "Street_608 W. 9th_____ City_Pueblo__"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.base import WindowRecognizer
from objectlambda.pii.rules.common_words import is_common
from objectlambda.pii.rules.concepts import ADDRESS, BIRTH, DATE, EMAIL, NAME, OTHER, PHONE, PLACE
from objectlambda.pii.rules.field_concepts import field_concepts
from objectlambda.pii.rules.scan import Scan
from objectlambda.pii.rules.words import words

_BLANK = re.compile(
    r"(?:^|[_ \t])([A-Z][\w'’#./() ]{0,40}?)[:#]? ?_+([^_\n]{1,60})_+(?=[_ \n\r]|[A-Z]|$)", re.MULTILINE
)
_FEWEST = 2
_PERSONS = words("name signature notify applicant guardian parent witness owner tenant patient contact signed")
_PARTS = words("street address city town state st zip postcode county province")


class BlankRecognizer(WindowRecognizer):
    """A name or an address written on the line behind its label."""

    TYPES = (EntityType.NAME, EntityType.ADDRESS)
    HOW = "Name___Ann Roe___ City_Leeds__ on the lines of a form"

    def find(self, scan: Scan) -> Iterator[Entity]:
        if "_" not in scan.written or scan.code:
            return
        blanks = list(_BLANK.finditer(scan.written)) if "__" in scan.written else []
        if len(blanks) < _FEWEST:
            return
        for blank in blanks:
            value = blank[2].strip()
            start = blank.start(2) + len(blank[2]) - len(blank[2].lstrip())
            label = words(blank[1].lower())
            concepts = field_concepts(blank[1])
            if not value or concepts & (PHONE | EMAIL | BIRTH | DATE):
                continue
            if value.endswith(":") or (value.isalpha() and field_concepts(value)):
                continue  # the label of the next line
            if label & _PARTS or concepts & (ADDRESS | PLACE):
                yield Entity(EntityType.ADDRESS, start, start + len(value), 0.85)
            elif (label & _PERSONS or (concepts & NAME and not concepts & OTHER)) and not is_common(value):
                yield Entity(EntityType.NAME, start, start + len(value), 0.85)
