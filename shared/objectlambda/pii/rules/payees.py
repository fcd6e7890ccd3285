"""Persons whom bank statements name behind the kind of a payment: "FASTER PAYMENT J HOLLINS", "BIZUM DE ANA RUIZ"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.ascii_shadow import fold
from objectlambda.pii.rules.base import WindowRecognizer
from objectlambda.pii.rules.common_words import is_common
from objectlambda.pii.rules.companies import is_company
from objectlambda.pii.rules.context import linear
from objectlambda.pii.rules.first_names import FIRST_NAMES, PARTICLES
from objectlambda.pii.rules.scan import Scan
from objectlambda.pii.rules.words import words

_OF_PERSONS = (
    rb"bizum|zelle(?: payment| transfer)?|venmo(?: payment)?|cash ?app|indn|individual name|interac e-?transfer"
)
"""Payments that persons send to each other."""
_ALONE = rb"faster payments?(?: receipt| received| sent)?|standing order|direct credit|bgc|fp[io]"
"""Kinds of payments behind which a name may stand without a preposition."""
_KINDS = (
    rb"payments?|paid|transfer|tfr|cheque|giro"
    rb"|transferencia(?: recibida| emitida| realizada| inmediata| sepa| bancaria)?|transf\.?(?: inm\.?| sepa)?|traspaso"
    rb"|ingreso(?: en efectivo)?|abono|pago|adeudo|gutschrift|.berweisung|virement|vir(?: sepa)?"
)
_LINKS = (
    rb"(?: ?[:\-]| to| from| by| received from| sent to| of| in favou?r of| de| a| a favor de| a nombre de| enviado a"
    rb"| recibido de| por cuenta de| para| von| an| pour)"
)


@cache  # of patterns that never change: threads may share them; compiled at the first payment, for a quick start
def _patterns() -> tuple[re.Pattern[bytes], re.Pattern[bytes]]:
    """The kind of a payment and what leads to the name, over the text in lower case; the name, over the text."""
    head = re.compile(
        rb"(?:(%s)%s?|(?:%s)%s?|(?:%s)%s)(?: ?(?:mr|mrs|ms|miss|dr|sr|sra|d\.|dna\.?) )? ?(?=\S)"
        % (_OF_PERSONS, _LINKS, _ALONE, _LINKS, _KINDS, _LINKS)
    )
    word = rb"[A-Z\x1a][A-Za-z\x1a.'\-]*,?"
    return head, re.compile(rb"%s(?: (?:%s|(?:de|del|la|los|las|van|von|y|da|dos)\b)){1,5}" % (word, word))


_SIGNS = linear(
    rb"(?:payments?|paid|transfer|tfr|cheque|giro|transf|traspaso|ingreso|abono|pago|adeudo|gutschrift|.berweisung"
    rb"|virement|vir|bizum|zelle|venmo|cash ?app|indn|individual name|interac e|faster p|standing order"
    rb"|direct credit|bgc|fp[io])[a-z\-]*[ :.]"
)
"""Where the kind of a payment may stand; only there is a name looked for, in Python's slower expressions."""
_REACH = 160
_ENDS = words(
    """
    ref reference rent concepto conc alquiler nomina via on at for id inv invoice acct account mandate no num cuota
    recibo mensualidad fecha valor from to by with cta cuenta iban desde por en bic swift memo note thanks
    """
)
_MOST = 5
_MANY = 3
"""So many words in capitals that are none of a language are a name, even if none of them is a known first name."""


class PayeeRecognizer(WindowRecognizer):
    """A person's name behind the kind of a payment."""

    TYPES = (EntityType.NAME,)
    HOW = "FASTER PAYMENT J HOLLINS, BIZUM DE …"

    def find(self, scan: Scan) -> Iterator[Entity]:
        if scan.code:
            return
        for start, _ in scan.matches(_SIGNS, lower=True):
            if not scan.lower[start - 1 : start].isalpha():
                yield from _payee(scan, start)


def _payee(scan: Scan, at: int) -> Iterator[Entity]:
    """The person whom the kind of a payment at ``at`` names."""
    heads, names = _patterns()
    head = heads.match(scan.lower, at, at + _REACH)
    name = names.match(scan.shadow, head.end(), head.end() + _REACH) if head else None
    if head and name:
        last = _end_of_name(scan.text[name.start() : name.end()], between_persons=bool(head[1]))
        if last:
            yield Entity(EntityType.NAME, name.start(), name.start() + last, 0.9)


def _end_of_name(value: str, *, between_persons: bool) -> int:
    """The length of the name that ``value`` begins with; 0 if it names a company or no one."""
    taken: list[str] = []
    for word in value.split(" ")[:_MOST]:
        plain = fold(word.strip(",.").lower()).decode()
        if plain in _ENDS or (
            len(plain) > 2 and plain not in PARTICLES and plain not in FIRST_NAMES and is_common(word)
        ):
            break
        taken.append(word)
    while taken and taken[-1] in PARTICLES:
        taken.pop()
    name = " ".join(taken).rstrip(",")
    rest = value[len(name) :].strip().split(" ")[0]
    if len(taken) < 2 or is_company(name.title()) or is_company(f"{name} {rest}".title()):
        return 0
    plain_words = [fold(word.strip(",.").lower()).decode() for word in taken]
    initials = sum(len(word) == 1 for word in plain_words)
    known = any(word in FIRST_NAMES for word in plain_words) or taken[0].endswith(",")
    many = len(taken) >= _MANY and min(map(len, plain_words)) >= _MANY
    if initials == len(taken) or not (between_persons or known or initials or many):
        return 0
    return len(name)
