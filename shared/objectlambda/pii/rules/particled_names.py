"""Names with particles between a given name or initials and the surname: "Thijs ten Brinke", "T. ten Brinke"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from objectlambda.pii.rules.common_words import is_common
from objectlambda.pii.rules.companies import is_company
from objectlambda.pii.rules.first_names import FIRST_NAMES, is_only_first_name
from objectlambda.pii.rules.gates import NOTES
from objectlambda.pii.rules.scan import Scan
from objectlambda.pii.rules.words import TITLES

_PARTICLED = NOTES.pattern(
    rb"\b((?:[A-Z]\.? ?){1,3}|[A-Z][a-z]+(?:-[A-Z][a-z]+)? )((?:van (?:de[nr]?|het|'t) |von der |von dem |van "
    rb"|von |ten |ter |op de[nr]? |"
    rb"af |bin |ibn |vom |zum |zur |zu |O |Mc |Mac |Ni |Nic |Ui )[A-Z][a-z]{2,20}(?:-[A-Z][a-z]+)?)\b"
)
_ARTICLE = re.compile(rb"(?:^|[^a-z])(?:der|die|das|de[nmrs]?|het|eine?[nmrs]?|een|i[mn]|a[mn]|vom|zu[mr])[ \n]\Z")
"""What stands before a noun of German or Dutch."""
_PREPOSITIONS = frozenset(("von", "vom", "zum", "zur", "zu", "af"))
"""Particles that stand behind any noun as well, before another noun with a capital."""
_LONGEST_INITIAL = 2


def names_with_particles(scan: Scan) -> Iterator[tuple[int, int]]:
    """Where the names stand in the window."""
    for start, end in scan.matches(_PARTICLED):
        first, _, last = scan.text[start:end].partition(" ")
        plain = scan.lower[start : start + len(first)].decode(errors="replace")
        particle, _, surname = last.rpartition(" ")
        if not particle and first.isupper():
            continue  # an abbreviation that ends like a particle: "UNO Runtime"
        if first.rstrip(".").lower() in TITLES:
            yield start + len(first) + 1, end
        elif plain not in FIRST_NAMES and _ARTICLE.search(scan.lower, max(0, start - 8), start):
            continue
        elif particle in _PREPOSITIONS and len(first) > _LONGEST_INITIAL and not is_only_first_name(plain):
            continue  # "Gruppen von Elementen"
        elif not is_common(first) and not is_common(surname) and not is_company(scan.text[start:end]):
            yield start, end
