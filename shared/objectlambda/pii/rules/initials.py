"""The initials of persons whose full names stand in a window: "TF says …" beside "Mr T Fairweather"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from objectlambda.pii.rules.scan import Scan
from objectlambda.pii.rules.words import byte_words

NO_INITIALS = byte_words(
    """
    tv uk us eu un it hr pr qa ai pm am ceo cfo cto coo vp gp er icu ed or pt ot sw rn md lp api sql db os pc id
    ok no all any not usa bbc fbi cia nhs dvla irs dod la ny dc sf nyc and for the you but can now new old one
    two sla mvp kpi eta tbd tbc aws gcp ci cd ui ux css php tls ssl ssh dns vpn lan wan cpu gpu ram ssd usb pdf
    csv xml faq rfc poc crm erp mri ct ecg ekg uti iv bp hpc pmh dn tto nok ph tp fy sho dr re cc fw fyi asap if
    in on at to by of as is be do go up we he she who how why add set run po ac ds nb ps sc qc tc llc ltd inc
    plc get put sso mfa sms log bug fix job key map tag app end use see top sun mon tue wed thu fri sat jan feb
    mar apr jun jul aug sep oct nov dec ir sr jr mr ms ii iii iv vi
    """
)
_TOKEN = re.compile(rb"[A-Z](?<![\w&/.\-@#].)[A-Z]{1,2}(?![\w&@\-]|/[a-z]|\.\w)")
_BEFORE = re.compile(
    rb"(?:^|\n)[ \t]*(?:[-*>] ?|\d{1,2}[.)] ?)?\Z|[.;:] \Z"
    rb"|\b(?:by|[Pp]roposed|[Ss]econded|approved|signed|checked|from|with|if|that|and|ask|asked|told|cc|per|for|to|see|let|when|thinks|says|said|tells|met|saw|via|or|but|because|as|while"
    rb"|action|owner|minutes|notes|init(?:ials)?)[: ] ?\Z"
)
"""What stands before a person and not before the name of a unit, as "the FA" and "an AO"."""
_BEHIND = re.compile(
    rb" (?:to [a-z]{3,}|will|would|says?|said|asks?|asked|has|had|was|is|reported|agreed|noted|thanked|thinks|wants"
    rb"|wanted|removes|explained|confirmed|advised|proposed|suggested|declined|accepted|sent|called|left|joined|can|could|should"
    rb"|does|did|raised|presented|mentioned|reviewed|updated|accepts|agrees|disputes|denies|added|replied|sworn|started|gave"
    rb"|opened|closed|referred|welcomed|queried|stated|requested|offered|felt|believed|recalled|understood|described|read"
    rb"|showed|produced|responded|commented|pointed|outlined|summari[sz]ed|adjourned|declared|insisted|refused|apologi[sz]ed"
    rb"|spoke|took|made|wrote|met|attended|present|absent|rang|phoned|emailed|visited|admits|admitted|accepted)\b"
    rb"|'s [a-z]|[,:)] ?|[ \t]*\r?(?:\n|\Z)|\.(?: |\r?\n|\Z)"
)
_FEWEST = 2


def initials_of(scan: Scan, names: Collection[str]) -> Iterator[tuple[int, int]]:
    """The places at which the initials of one of the full ``names`` stand where persons stand."""
    sought = {initials.encode() for name in names for initials in _initials(name)}
    sought = {initials for initials in sought if initials.lower() not in NO_INITIALS}
    if not sought:
        return
    shadow = scan.shadow
    for token in _TOKEN.finditer(shadow):
        if token[0] in sought:
            start, end = token.span()
            if _BEFORE.search(shadow, max(0, start - 12), start) and _BEHIND.match(shadow, end):
                yield start, end


def _initials(name: str) -> Iterator[str]:
    """The first letters of all words of a name, and those of the first and the last."""
    letters = [word[0] for word in re.split(r"[\s.]+", name) if word[:1].isupper() and word.isascii()]
    if len(letters) >= _FEWEST:
        yield "".join(letters[:3])
        yield letters[0] + letters[-1]
