"""Names told by their place and not by their form: ``Patient: amira diallo``, a signature, "Will Power reported that".

The network goes by capitals and known words. Here the label, the sign-off or the verb decides, so that names in lower
case, in Chinese, Japanese or Korean, and names that consist of ordinary words are found as well.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from typing import ClassVar

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.ascii_shadow import fold
from objectlambda.pii.rules.base import WindowRecognizer
from objectlambda.pii.rules.common_words import is_common
from objectlambda.pii.rules.companies import is_company
from objectlambda.pii.rules.context import linear
from objectlambda.pii.rules.first_names import ALL_NAMES, ALSO_WORDS, FIRST_NAMES, PARTICLES, rarer_first_names
from objectlambda.pii.rules.gates import WORDS
from objectlambda.pii.rules.known_things import are_things
from objectlambda.pii.rules.literals import has
from objectlambda.pii.rules.scan import Scan
from objectlambda.pii.rules.words import LABELS_BEHIND_NAMES, words_of

_SURE_LABELS = (
    rb"patient|referee|references?|referencia|customer|passenger|tenant|policy ?-?holder|insured|guest|student|pupil"
    rb"|teacher|employee|caller|requester"
    rb"|requestor|applicant|beneficiary|landlord|plaintiff|claimant|witness|complainant|spouse|husband|wife|mother"
    rb"|father|son|daughter|guardian|next of kin|emergency contact|card ?-?holder|name on (?:the )?card"
    rb"|account ?-?holder"
    rb"|full name|contact person|contact name|(?:reported|requested|submitted|prepared|approved|referred|signed"
    rb"|opened|raised|logged|entered|completed|witnessed|filed|assigned) (?:by|to)|assigned to|attending|physician"
    rb"|doctor|nurse"
    rb"|parent|technician|child|defendant|signed|supervisor|buyer|seller|resident|borrower|donor|instructor|candidate"
    rb"|visitor"
    rb"|dependent|recipient|ship to|bill to|sold to|deliver to"
    rb"|payee|payer|taxpayer|decedent|testator|grantor|grantee|lessee|lessor|consignee|shipper|remitter|drawer"
    rb"|subscriber|interviewer|interviewee|respondent|(?:customer|patient|client|employee|guest|student"
    rb"|owner|tenant|passenger|member|applicant|caller|beneficiary|spouse)(?:'s)?[ _]?(?:full )?name"
    rb"|paciente|cliente|titular(?: de la (?:tarjeta|cuenta|p.liza))?|tomadora?|asegurad[oa]|solicitante|emplead[oa]"
    rb"|alumn[oa]|profesora?|tutora?|madre|padre|familiar|hij[oa]|marido|esposa?|c.nyuge|m.dic[oa]|doctora?"
    rb"|enfermer[oa]"
    rb"|beneficiari[oa]|destinatari[oa]|testigo|demandante|demandad[oa]|denunciante|firmado|fdo\.?|(?:atendid|enviad"
    rb"|asignad|solicitad|aprobad|firmad|elaborad|preparad|recibid|redactad)[oa] (?:por|a)|soci[oa]|nombre completo"
    rb"|nombre y apellidos|nombre del? (?:paciente|cliente|titular|alumn[oa]|emplead[oa]|asegurad[oa])|conductora?"
    rb"|compradora?|vendedora?|arrendadora?|arrendatari[oa]|propietari[oa]|inquilin[oa]|hu.sped|pasajer[oa]"
    rb"|persona de contacto|contacto de emergencia|interesad[oa]|trabajadora?|usuari[oa] final"
)
"""Labels of persons alone."""
_OTHER_LABELS = (
    rb"name|client|contact|owner|provider|sender|attn\.?|attention|signature|member|manager|agent|driver|author"
    rb"|worker"
    rb"|from|to|cc|engineer|operator|speaker|host|tech|chef|server|florist|registrar|labou?r|stylist|instructor"
    rb"|starter|timekeeper|umpire|scorer|steward|marshal|firma|.rbitr[oa]|juez|cronometrador"
    rb"|nombre|apellidos|contacto|remitente|jef[ea]|representante|t.cnic[oa]|responsable|para|de|autora?|agente"
)
"""Labels that stand before persons and before things; a known first name decides."""
_NAME = rb"[A-Za-z\x1a][A-Za-z'\-\x1a]+\.?(?:(?: ?, ?| )[A-Za-z\x1a][A-Za-z'\-\x1a]*\.?){0,4}"
_TITLES = rb"(?:(?:mr|mrs|ms|miss|dr|prof|sir|sra?|srta|dra|don|do.a|d\.?.?|lic|ing)\.?[ ]+)?"
_LABELLED = linear(
    rb"(?im)(?:^[ \t>*\-#|\"'\d.)]{0,12}|[;|,.\t(][ \t]{0,3}|[ \t]{2})(?:%s|%s)(?: name)?[ \t]*[*_\"']{0,3}[ \t]*[:=]"
    rb"[*_\"']{0,3}[ \t]*%s%s" % (_SURE_LABELS, _OTHER_LABELS, _TITLES, _NAME)
)
_SURE_LABEL = re.compile(rb"[^A-Za-z]*(?:%s)(?: name)?[ \t]*[*_\"']{0,3}[ \t]*[:=]" % _SURE_LABELS, re.IGNORECASE)
_VALUE = re.compile(rb"[:=][*_\"']{0,3}[ \t]*(%s)(%s)\Z" % (_TITLES, _NAME), re.IGNORECASE)
_ENDS = re.compile(
    rb"\. [A-Z\d]|[*_\"'.]{0,3}[ \t]*(?:[\r\n,;(|<\[)/]|[ \t]{2}|\t| -|\Z| \d)"
    rb"|[*_\"']{0,3}[ \t]+(?:and|y|&|from|of|called|tel|ph)\b"
)
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’\-])*")
_LABEL_BEHIND = re.compile(rb" (?:%s)\Z" % LABELS_BEHIND_NAMES.encode())
_FULL_STOP = re.compile(rb"[A-Za-z\x1a]{3}\. ")
_SAID = re.compile(rb"(?:(?:yeah|yes|yep|hi|hiya|hello|hey|uh|um|oh|well|okay|ok|sure|no|it's|its),? )+", re.IGNORECASE)
"""What is said before a name: "Caller: Yeah hi Monique"."""
_SPEAKS = 3
"""A label that stands before this many values names the speaker of a dialogue: "Customer: no worries"."""

_SIGNED = WORDS.pattern(
    rb"(?im)^[ \t>]{0,6}(?:(?:kind|best|warm|many|with|kindest|warmest)? ?(?:regards|wishes|thanks)|sincerely"
    rb"|(?:yours|very truly|respectfully|cordially)[ a-z]{0,14}|cheers|ta|thanks(?: again| so much)?|thank you"
    rb"|best|love"
    rb"|(?:un )?(?:cordial )?(?:saludos?|abrazo|beso)(?: cordial(?:es)?)?|atentamente|cordialmente|gracias"
    rb"|atte\.?|quedo de usted|reciba un cordial saludo"
    rb"|muchas gracias),?[ \t!.]*\r?\n(?:[ \t>]*\r?\n){0,2}[ \t>]{0,6}"
    rb"(?:(?-i:[A-Z])\.? )?(?-i:[A-Z\x1a])[A-Za-z'\-\x1a]+\.?"
    rb"(?: (?-i:[A-Z\x1a])[A-Za-z'\-\x1a]*\.?){0,3}(?: x{1,5})?[ \t]*$"
)
"""A sign-off and the name below it."""
_KISSES = re.compile(r" x{1,5}\Z")
_PERSONAL = (
    rb"said|says|asked|asks|reported|reports|wrote|writes|told|tells|replied|answered|agreed|agrees|seconded|proposed"
    rb"|thanked|apologi[sz]ed|lives|lived|works|worked|joined|emailed|e-mailed|phoned|promised|volunteered|explained"
    rb"|explains|suggested|suggests|thinks|believes|wants|knows|complained|mentioned|noted|moved that|retired|married"
    rb"|was born|died|passed away|teaches|studied|smiled|laughed|nodded|chaired|spoke|objected|abstained|attended"
    rb"|(?:will|to|has to|should|agreed to|offered to) (?:ask|write|call|send|check|contact|report|speak|chair"
    rb"|present"
    rb"|follow|bring|arrange|prepare|review|organi[sz]e|draft|email|phone|talk|meet|attend|update|confirm|circulate)"
    rb"|dijo|dice|pregunt.|inform.|escribi.|respondi.|vive|viv.a|trabaja|trabajaba|propuso|explic.|opina|cree|quiere"
    rb"|pidi.|agradeci.|coment.|llam.|expone|expuso|naci.|muri.|falleci.|se jubil.|asisti.|se compromete|enviar."
    rb"|pedir."
)
_ACTS = WORDS.pattern(rb"\b[A-Z][a-z]+ (?:[A-Z]\.? )?[A-Z][A-Za-z'\-]+,? (?:%s)\b" % _PERSONAL)
"""A full name and what only persons do."""

_REMITTER = re.compile(rb"\?3[23]([A-Z][A-Za-z\x1a.'\- ]{2,34}?)[ \t]*(?=[?\r\n]|\Z)")
"""Who sent or got the money in a line ``:86:`` of SWIFT MT940, also of one that is cut out of its statement."""
_WITH_LOGIN = linear(rb"[A-Za-z\x1a'\-]+ [A-Za-z\x1a'\-]+ \(@?[a-z][a-z0-9._\-]+\)")
_LOGIN_IN_BRACKETS = re.compile(rb"\(@?[a-z][a-z0-9._\-]++\)")
_CJK = r"[\u3400-\u9fff\u3040-\u30ff\uac00-\ud7afー]"


@cache  # of one pattern that never changes: threads may share it; compiled when such a text comes, for a quick start
def _cjk_labelled() -> re.Pattern[str]:
    """A name in Chinese, Japanese or Korean behind a label in any of the languages."""
    return re.compile(
        r"(?:(?i:(?:patient|customer|name|client|contact|passenger|guest|student|employee|tenant|owner|recipient"
        r"|applicant|doctor|teacher|caller|nombre|paciente|cliente|titular|contacto|alumn[oa]"
        r"|emplead[oa])(?: name)?[\"']?[ \t]*[:=])"
        r"|(?:姓名|名字|患者|病人|客户|客戶|顾客|联系人|聯絡人|收件人|收货人|员工|学生|老师|医生|持卡人|申请人|氏名"
        r"|お名前|名前|担当者|担当|お客様|顧客|受取人|医師|社員|学生|이름|성명|환자|고객|담당자|수취인|의사|학생|직원)"
        r"(?:名|姓名|이름|명)?[\"']?[ \t]*[:：=])"
        r"[ \t\"'　]*((?:%s{1,4}[ 　·・]%s{1,8}?|%s{2,6}?))(?:さん|様|先生|氏|님|씨)?(?!%s)" % ((_CJK,) * 4)
    )


_LABELS_OF_NAMES = ("名", "名前", "名称", "名稱", "名字", "이름")
"""How words end that are themselves labels, in a catalogue of messages: "商品名"."""


class NameLabelRecognizer(WindowRecognizer):
    """A person's name after a label, below a sign-off, or before a verb of persons."""

    TYPES = (EntityType.NAME, EntityType.USERNAME)
    HOW: ClassVar[Mapping[str, str]] = {
        EntityType.NAME: "Patient: …, 姓名: …, in any case; below Kind regards; … said, … vive",
        EntityType.USERNAME: "Ann Roe (aroe)",
    }

    def find(self, scan: Scan) -> Iterator[Entity]:
        if scan.far_eastern:
            for found in _cjk_labelled().finditer(scan.text):
                if not found[1].endswith(_LABELS_OF_NAMES):
                    yield Entity(EntityType.NAME, found.start(1), found.end(1), 0.9)
        if scan.code or scan.catalogue:
            return
        if b":" in scan.shadow or b"=" in scan.shadow:
            yield from _labelled(scan)
        if has(scan.shadow, b":86:"):
            for field in _REMITTER.finditer(scan.shadow):
                yield Entity(EntityType.NAME, field.start(1), field.end(1), 0.85)
        if _LOGIN_IN_BRACKETS.search(scan.shadow) is not None:
            for start, end in scan.matches(_WITH_LOGIN):
                yield from _login_behind(scan, start, end)
        for start, end in scan.matches(_SIGNED):
            first = scan.shadow.rfind(b"\n", start, end) + 1
            signer = scan.text[first:end].strip(" \t>\r")
            signer = _KISSES.sub("", signer)
            first = scan.text.find(signer, first)
            if not is_common(signer) and not is_company(signer):
                yield Entity(EntityType.NAME, first, first + len(signer), 0.85)
        for start, end in scan.matches(_ACTS):
            given, last, *behind = words_of(scan.text, scan.shadow, start, end)
            if len(last.rstrip(".")) == 1:
                last = f"{last} {behind[0]}"
            value = f"{given} {last}".rstrip(",")
            if given.lower() in ALL_NAMES and not is_company(value):
                yield Entity(EntityType.NAME, start, start + len(value), 0.8)


def _login_behind(scan: Scan, start: int, end: int) -> Iterator[Entity]:
    """The login in brackets behind a name that has its letters: "Ann Roe (aroe)"."""
    first = scan.shadow.rfind(b"(", start, end) + 1
    *_, given, surname = scan.lower[start : first - 1].split()
    login = scan.lower[first : end - 1].replace(b" ", b"_")
    plain = login.rstrip(b"0123456789")
    made_of_both = (
        (login.startswith(given[:1]) and surname[:4] in login)
        or (len(given) > 3 and login.startswith(given[:4]) and surname[:1] in login[4:])
        or (login.startswith(surname[:4]) and plain.endswith(given[:1]))
    )
    if given.decode() not in FIRST_NAMES and is_common(surname.decode()):
        return  # "Jenkins Pipeline (jpipeline)"
    if login not in (given, surname) and made_of_both:
        yield Entity(EntityType.USERNAME, first, end - 1, 0.85)


def _labelled(scan: Scan) -> Iterator[Entity]:
    found = [(start, _VALUE.search(scan.shadow, start, end)) for start, end in scan.matches(_LABELLED)]
    labels = Counter(scan.lower[start : value.start()].strip(b" \t\n") for start, value in found if value is not None)
    for start, value in found:
        if value is None:
            continue
        first, last = _trimmed(scan, *value.span(2))
        said = _SAID.match(scan.shadow, first, last)
        if said is not None:
            first = said.end()
            if scan.lower[first:last].split(b" ")[0].decode(errors="replace") not in FIRST_NAMES:
                continue
        if _ENDS.match(scan.shadow, last) is None:
            continue
        sure = _SURE_LABEL.match(scan.shadow, start, value.end()) is not None
        sure = sure and labels[scan.lower[start : value.start()].strip(b" \t\n")] < _SPEAKS
        if scan.about_things and is_common(scan.text[first:last].partition(" ")[0]):
            continue  # "Lantern Jack" with armour
        if _is_person(scan.text[first:last], sure=sure, titled=bool(value[1])):
            yield Entity(EntityType.NAME, first, last, 0.93)


def _trimmed(scan: Scan, start: int, end: int) -> tuple[int, int]:
    """The name up to a full stop, and up to a comma unless a given name follows: "Roe, Ann", but "Ann", "tired"."""
    if (stop := _FULL_STOP.search(scan.shadow, start, end)) is not None:
        end = stop.start() + 3
    if (label := _LABEL_BEHIND.search(scan.shadow, start, end)) is not None:
        end = label.start()
    comma = scan.shadow.find(b",", start, end)
    if comma < 0:
        return start, end
    behind = scan.text[comma + 1 : end].strip()
    street = scan.shadow[end : end + 2].strip().isdigit()
    if behind[:1].isupper() and scan.text[start].isupper() and not (street or " " in behind or is_common(behind)):
        return start, end
    return start, comma


_ARTICLES = ("El ", "La ", "Los ", "Las ", "The ", "Un ", "Una ", "My ", "Mi ", "Su ", "Saint ", "Mont ", "Les ")
"""What begins a sentence behind a label and no name: "Doctor: El paciente …"."""


def _is_person(value: str, *, sure: bool, titled: bool) -> bool:
    parts = [part for part in _WORD.findall(value) if part.lower() not in PARTICLES]
    if not parts or is_company(value.title()) or value.startswith(_ARTICLES):
        return False
    ends = {fold(part.lower()).decode() for part in (parts[0], parts[-1])}
    known = not ends.isdisjoint(FIRST_NAMES) or fold(parts[0].lower()).decode() in rarer_first_names()
    if len(parts) == 1:
        single = parts[0]
        if single.islower() or single.isupper():
            return known and fold(single.lower()).decode() not in ALSO_WORDS
        return titled and not is_common(single)
    if value.islower() and are_things(parts[0]):
        return False  # "pontiac catalina"
    if is_common(value) and not (known and sure and value.istitle()):
        return False
    if known:
        return sum(is_common(part) for part in parts) < len(parts)
    return sure and not any(is_common(part) for part in parts) and max(map(len, parts)) > 2
