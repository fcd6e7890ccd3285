"""Persons in shorthand and in passing: "TTOs w/ Kath", "Dtr Jean visiting", "requested from Stan in", "Doris H."."""

from __future__ import annotations

import re
from collections.abc import Iterator

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.base import WindowRecognizer
from objectlambda.pii.rules.common_words import is_common
from objectlambda.pii.rules.companies import is_company
from objectlambda.pii.rules.context import linear
from objectlambda.pii.rules.first_names import is_first_name
from objectlambda.pii.rules.gates import SHORTHAND
from objectlambda.pii.rules.known_things import are_things
from objectlambda.pii.rules.literals import has
from objectlambda.pii.rules.login_phrases import groups
from objectlambda.pii.rules.persons_in_notes import CAPITALISED, is_given, is_name
from objectlambda.pii.rules.scan import Scan
from objectlambda.pii.rules.things_of_kinds import is_of_kind
from objectlambda.pii.rules.words import words_of

_WITH = SHORTHAND.pattern(
    rb"\bw/ ?(%s)(?:[ ,.;:)!?'\n]|$)|\b(?i:dtr|dau|daughter|wife|husband|son|mum|mom|dad|sister|brother|mother"
    rb"|father)(?:-in-law)?"
    rb" (%s) (?:visiting|has|is|was|will|lives|called|rang|says|at|in|to|on|aware|informed|contacted|updated)\b"
    rb"|\b(?:dr|mr|mrs)\.? ([a-z]{4,20})(?:[ ,.;)\r\n]|$)" % (CAPITALISED, CAPITALISED)
)
_ACTS = SHORTHAND.pattern(
    rb"\b([A-Z][a-z]{2,8}) (?:will come|rang|texted|phoned|reckons|popped|forgot|is off (?:today|sick|work|til"
    rb"|till|until|this)|is on leave|is home|is"
    rb" ill|is away|is sick"
    rb"|called in|can come|is coming|says (?:he|she|her|his|they|it|we|you)(?:'s)?)\b"
)
"""What only persons do."""
_FROM = SHORTHAND.pattern(
    rb"\b(?:from|with|ask|asked|tell|told|by|contact|call|ring|text|email|see|for|and|or|to|via|let|of|nurse|aider|met|saw"
    rb"|gave|thank|thanks|when|because) ([A-Z][a-z]{2,14})"
    rb"(?: (?:in|at|on|about|re|who|and|or|from|said|for|if|when|re:|again|please|pls|to|there|here|will|has|had|needs"
    rb"|wants|got|did|does|came|went|left|knows|thinks|asked|told|gave|took|rang|called)\b|[,.;:!?)\n]|$)"
)
"""A known given name behind a preposition or a verb."""
_SHORTEST = 3
"""Words of three letters at the start of a sentence are as often verbs: "Try to find"."""
_CAPITAL_BEFORE = re.compile(rb"[A-Z][\w&.'\-]* \Z")
_FULL = SHORTHAND.pattern(
    rb"\b(?:by|from|with|told|asked|to|contact|see|ask|is|was) ([A-Z][a-z]{2,14} [A-Z][a-z\-]{2,20})(?:[ ,.;:)'\n]|$)"
)
"""The same with a surname: "driven by Gaz Tomlin"."""
_PAIR = SHORTHAND.pattern(
    rb"(?m)(?:^#{0,4} ?|1:1:? |\b(?i:sync|catch[ \-]?up|chat|call|meeting)(?: with|:"
    rb"| -)? )([A-Z][a-z]{2,14}) ?(?:/|&|<>|<->|x|and) ?"
    rb"(?:[A-Z][a-z]{1,14})(?:[ \t]*(?:\r?$|[\-,:(\x1a|]))"
)
"""Who meets whom, in a heading: "1:1 Ann / Mo"."""
_HUMAN = SHORTHAND.pattern(
    rb"(?:^|[\n.,;:!?)\x1a] ?|\b(?:that|and|but|because|if|when|while|so|as|since) )([A-Z][a-z]{2,14}) (?:needs"
    rb"|wants|said|says"
    rb"|asked|asks|thinks|knows|told|rang|phoned|emailed|texted|popped|reckons|promised|agreed|offered|suggested|mentioned|noted"
    rb"|apologi[sz]ed|explained|confirmed|replied|admitted|insisted|volunteered|complained|laughed|smiled|cried|arrived|lives"
    rb"|lived|works|worked|retired|died|spotted|noticed|reported|(?:will|can|could|should|may|to) (?:review|call"
    rb"|ring|bring"
    rb"|send|check|chase|email|come|attend|join|lead|cover|ask|speak|talk|write|meet|help|look|let|pick|collect|drop|drive))\b"
)
"""A known given name before what only persons do."""
_OTHER = re.compile(rb" ?(?:/|&|<>|<->|x|and) ?([A-Z][a-z]{1,14})")
_COUPLE = SHORTHAND.pattern(rb"\b([A-Z][a-z]{2,14} (?:&|and) [A-Z][a-z]{2,14} [A-Z][a-z'\-]{2,20})(?:[ ,.;:)\n]|$)")
"""A couple with one surname: "Pam & Geoff Tull"."""
_AT_FIRM = SHORTHAND.pattern(rb"\(([A-Z][a-z]{2,14}) (?:at|from|in) [A-Z]")
"""Who answers elsewhere: "the insurer (Faisal at Admiral)"."""
_CREDIT = SHORTHAND.pattern(rb"(?m)\.{4,} ?([A-Z][a-z]{2,14} [A-Z][A-Za-z'\-]{2,20})(?:,|[ \t]*\r?$)")
"""Who did it, behind the dots of credits: "Music ......... Ann Roe"."""
_AGAINST = SHORTHAND.pattern(rb"\b(?:R|Regina|Rex|State|People|Commonwealth) v\.? ([A-Z][a-z][A-Za-z'\-]{2,20})\b")
_ROLE_IS = SHORTHAND.pattern(
    rb"\b(?i:florist|registrar|solicitor|lawyer|builder|plumber|electrician|doctor|gp|nurse|dentist|vet|manager|boss|landlord"
    rb"|landlady|teacher|tutor|coach|contact|wife|husband|partner|son|daughter|brother|sister|mum|dad|mom|carer|midwife|neighbou?r"
    rb"|flatmate|friend|accountant|agent|chef|server|waiter|barber|therapist|consultant|keyworker) (?:is|was"
    rb"|=) (?:called )?"
    rb"([A-Z][a-z]{2,14})(?:[ ,.;:)!\n]|$)"
)
"""Who has a role: "Florist is Bryony at Petals"."""
_KISSED = SHORTHAND.pattern(
    rb"\b(?i:love|love u|love ya|love you|lots of love|all my love|lol|cheers|thx|thanks"
    rb"|ta)[,!.]{0,2} ([A-Z][a-z]{2,12}) x{1,5}\b"
)
"""A nick before kisses: "love u, Gabs xx"."""
_FAMILY = SHORTHAND.pattern(
    rb"\b[Tt]he ([A-Z][a-z]{3,16}s)(?: (?:called|rang|phoned|moved|lives?|lived|invited|came|said|asked|complained"
    rb"|want|wanted|agreed"
    rb"|next door|at (?:number|no\.?|\d)|down the|up the|across the|upstairs|downstairs|have (?:a |an |two |three "
    rb"|invited|moved"
    rb"|complained|agreed|been|asked)|are (?:away|coming|moving|on holiday|happy|having|very|back))\b|' (?:house"
    rb"|place|garden|dog"
    rb"|kids|car|fence|drive|flat|party))"
)
"""A family: "the Hendersons called again"."""
_DERIVED = re.compile(
    rb"\b(?:derived|moved?|forked|ported|inherits|migrat\w+|differs|switch\w*|based) (?:from|to|with|on) \Z"
)
_INITIALLED = SHORTHAND.pattern(rb"\b([A-Z][a-z]{2,14} [A-Z]\.(?: [A-Z][a-z'\-]{2,20})?)(?:[\s,;:)\"]|$)")
_DOCTOR = SHORTHAND.pattern(
    rb"\b(?:PCP|GP|Attending|Consultant|Cons|Surgeon|OIC|SIO|CSW|Social worker|Midwife|HV|CPN|RN|HCA|SHO"
    rb"|reg)[: ]{1,2}(?:Dr\.? )?"
    rb"([A-Z][a-z'\-]{3,20})(?:[\s,.;)]|$)"
)
"""Who treats or investigates: "PCP Lindholm"."""
_TECH = SHORTHAND.pattern(
    rb"\b(?:tech|technician|agent|nurse|driver|engineer|cleaner|worker|rep|manager|officer|colleague|host|guide)"
    rb" ([A-Z][a-z]{2,14} [A-Z]\.)(?:\s|[,;)])"
)
_OF_OFFICE = SHORTHAND.pattern(
    rb"\b([A-Z][a-z]{2,14}(?: [A-Z]\.)? [A-Z][A-Za-z'\-]{2,20}), (?:Notary Public|RN|R\.N\.|MD|M\.D\.|Esq|PhD"
    rb"|Ph\.D|CPA|DDS|LICSW|LCSW|MSW|Solicitor"
    rb"|Clerk|Secretary|Chair(?:man|woman|person)?|Director|Treasurer|Principal|Headteacher|Registrar|Coroner"
    rb"|Sheriff|Attorney|Trustee|Barrister)\b"
)
"""A given name, a surname and an office or a degree."""
_DUTY = SHORTHAND.pattern(
    rb"(?m)(?:^|[.;:!?] |^[ \t]*[-*\d.)]{1,4} |\d )([A-Za-z][a-z]{2,12}) to (?:recheck|ring|call|phone|check|send|email"
    rb"|contact|bring|ask|chase|book|order|write"
    rb"|speak|get|find|pay|collect|draft|circulate|follow|update|confirm|arrange|organi[sz]e|fix|talk|meet|drive"
    rb"|pick|buy)\b"
)
"""A duty in minutes: "Col to ring council"."""
_POSSESSES = SHORTHAND.pattern(
    rb"\b([A-Z][a-z]{2,14})['\x1a]s (?:mum|mom|mam|dad|wife|husband|son|daughter|lessons?|birthday|desk|bedroom"
    rb"|brother|sister|kids|funeral|wedding"
    rb"|mother|father|nan|gran|boyfriend|girlfriend|teacher|passport|inhaler|mobile|phone|number|parents|girl"
    rb"|boy|dog|cat|husband|uncle|aunt|cousin"
    rb"|surgeon|consultant|carer|neighbou?r|flatmate|roommate|handwriting|voice|ex)\b"
)
"""Whose relative or thing it is: "Ayaan's mum"."""
_IN_JSON = SHORTHAND.pattern(
    rb"(?i)(?:full name|your name|name, please|speaking (?:to|with)|who is"
    rb" this)[^\"\n?]{0,30}\?\"[^\n?]{0,60}?\"(?:msg|text|message|content|body|value)\""
    rb" ?: ?\"(?:(?:it's|its|i'm|im|my name is|this is|hi|yes|sure),? ){0,2}([a-z][a-z'\-]+(?:"
    rb" [a-z][a-z'\-]*\.?){0,3})\""
)
"""An answer to the question for a name, in a transcript in JSON."""
_WITH_NUMBER = SHORTHAND.pattern(
    rb"\b([A-Z][a-z]{2,14}(?: [A-Z][a-z]{2,20})?) \((?:\+\d|0\d|[2-9]\d\d[ .\-])[\d ().\-]{6,18}\)"
    rb"|[\"'(=]([A-Z][a-z]{2,14}) (?:\+\d|0\d|[2-9]\d\d[ .\-])[\d ().\-]{6,16}\d[\"')]"
)
"""Who has a telephone number, also in comments: "wake Ashok (+1 408 555 0117)"."""
_ABOVE_NUMBER = SHORTHAND.pattern(
    rb"\n[ \t]*\r?\n([A-Z][a-z]{1,12})[ \t]*\r?\n(?:[A-Za-z/]{1,6}[:.]? ?)?\+?\(?\d[\d ()\-]{8,16}\d[ \t]*(?:\r?\n|$)"
)
"""A given name above a telephone number, at the end of a mail."""
_IN_CAPITALS = SHORTHAND.pattern(
    rb"\b(?:HUSBAND|WIFE|SON|DAUGHTER|DTR|MOTHER|FATHER|SISTER|BROTHER|PARTNER|MUM|MOM|DAD|CARER"
    rb"|NOK|FRIEND|NEIGHBOU?R|NIECE"
    rb"|NEPHEW|NURSE|CAREGIVER|SPOUSE"
    rb"|HIJ[OA]|ESPOS[OA]|MADRE|PADRE|HERMAN[OA]),? \(?([A-Z][A-Z'\-]{2,15})(?:[ ,.;:)\r\n|]|$)"
)
"""A relative in notes in capitals: "HUSBAND DECLAN"."""
_CHILDREN = SHORTHAND.pattern(
    rb"(?i:\bchildren|\bkids|\bsiblings|\bsons|\bdaughters|\bdependents)(?i: are| named|:|,) "
    rb"(%s(?: \([^)\n]{1,12}\))?(?:(?:, | and | & )%s(?: \([^)\n]{1,12}\))?){0,6})" % (CAPITALISED, CAPITALISED)
)
_CHILD = linear(rb"(?:^|, | and | & )(%s)" % CAPITALISED)


class PersonInShorthandRecognizer(WindowRecognizer):
    """A person behind "w/", a relative or a preposition, before what only persons do, above a telephone number."""

    TYPES = (EntityType.NAME,)
    HOW = 'w/ Kath, "Dtr Jean visiting", "from Stan in", Doris H., "Children: Zara (4), Micah"'

    def find(self, scan: Scan) -> Iterator[Entity]:
        for start, end in groups(scan, _WITH_NUMBER):
            if (
                is_name(scan, start, end)
                and scan.shadow[start - 2 : start] != b"& "
                and not _CAPITAL_BEFORE.search(scan.shadow, max(0, start - 24), start)
            ):
                yield Entity(EntityType.NAME, start, end, 0.8)
        if scan.code:
            return
        for pattern in (_DUTY, _POSSESSES):
            for start, end in groups(scan, pattern):
                capital = scan.shadow[start : start + 1].isupper()
                long = capital and (pattern is _POSSESSES or end - start > _SHORTEST)
                long = long or is_given(scan, start, end)
                if long and is_name(scan, start, end):
                    yield Entity(EntityType.NAME, start, end, 0.75)
        for start, end in groups(scan, _IN_JSON) if has(scan.shadow, b'?"') else ():
            if is_name(scan, start, end) and (b" " in scan.shadow[start:end] or is_given(scan, start, end)):
                yield Entity(EntityType.NAME, start, end, 0.95)
        for pattern in (_TECH, _DOCTOR, _OF_OFFICE):
            for start, end in groups(scan, pattern):
                if is_name(scan, start, end) and (
                    pattern is not _OF_OFFICE or is_given(scan, start, scan.shadow.find(b" ", start))
                ):
                    yield Entity(EntityType.NAME, start, end, 0.85)
        for pattern in (_WITH, _ACTS, _ABOVE_NUMBER):
            for start, end in groups(scan, pattern):
                if is_name(scan, start, end):
                    yield Entity(EntityType.NAME, start, end, 0.8)
        for start, end in groups(scan, _IN_CAPITALS):
            given = scan.text[start:end].lower()
            if is_first_name(given) and not is_common(given):
                yield Entity(EntityType.NAME, start, end, 0.8)
        for start, end in groups(scan, _FROM):
            if not is_given(scan, start, end) or _DERIVED.search(scan.lower, max(0, start - 16), start):
                continue
            if not is_of_kind(scan.text, scan.text[start:end], start, end):
                yield Entity(EntityType.NAME, start, end, 0.7)
        for start, end in groups(scan, _HUMAN):
            if is_given(scan, start, end) and not are_things(scan.text[start:end]):
                yield Entity(EntityType.NAME, start, end, 0.75)
        yield from _together(scan)
        for start, end in groups(scan, _CREDIT):
            if is_given(scan, start, scan.shadow.find(b" ", start)):
                yield Entity(EntityType.NAME, start, end, 0.8)
        for pattern in (_AGAINST, _KISSED, _ROLE_IS, _AT_FIRM):
            for start, end in groups(scan, pattern):
                if is_given(scan, start, end) or (pattern in (_AGAINST, _KISSED) and is_name(scan, start, end)):
                    yield Entity(EntityType.NAME, start, end, 0.8)
        for start, end in groups(scan, _FAMILY):
            family = scan.text[start:end]
            if not is_common(family) and not is_common(family.removesuffix("s")) and not is_company(family):
                yield Entity(EntityType.NAME, start, end, 0.7)
        for start, end in groups(scan, _FULL):
            value = scan.text[start:end]
            given, _, surname = value.partition(" ")
            thing = is_common(surname) or is_company(value) or are_things(value)
            if is_given(scan, start, start + len(given)) and not thing:
                yield Entity(EntityType.NAME, start, end, 0.7)
        for start, end in groups(scan, _INITIALLED):
            if is_given(scan, start, scan.shadow.find(b" ", start, end)):
                yield Entity(EntityType.NAME, start, end, 0.8)
        for start, end in groups(scan, _CHILDREN):
            for child in _CHILD.finditer(scan.shadow[start:end]):
                first, last = start + child.start(1), start + child.end(1)
                if is_name(scan, first, last):
                    yield Entity(EntityType.NAME, first, last, 0.85)


def _together(scan: Scan) -> Iterator[Entity]:
    """Two persons: in the heading of a meeting, or a couple with one surname."""
    for start, end in groups(scan, _PAIR):
        other = _OTHER.match(scan.shadow, end)
        both = [(start, end), other.span(1)] if other else []
        if any(is_given(scan, *one) for one in both) and all(is_name(scan, *one) for one in both):
            yield from (Entity(EntityType.NAME, *one, 0.8) for one in both)
    for start, end in groups(scan, _COUPLE):
        first, joint, given, surname = words_of(scan.text, scan.shadow, start, end)
        second = end - len(f"{given} {surname}")
        known = is_given(scan, start, start + len(first)) and is_given(scan, second, second + len(given))
        if known and joint and not is_company(f"{given} {surname}"):
            yield Entity(EntityType.NAME, start, start + len(first), 0.8)
            yield Entity(EntityType.NAME, second, end, 0.8)
