"""Persons in Spanish deeds, judgments, minutes and reports: behind a title, or who appears, signs, owns, or is heir."""

from __future__ import annotations

import re
from collections.abc import Iterator

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.base import WindowRecognizer
from objectlambda.pii.rules.common_words import is_common
from objectlambda.pii.rules.companies import is_company
from objectlambda.pii.rules.gates import CALLED, Gated
from objectlambda.pii.rules.known_things import are_things
from objectlambda.pii.rules.login_phrases import groups
from objectlambda.pii.rules.persons_in_notes import is_given
from objectlambda.pii.rules.scan import Scan
from objectlambda.pii.rules.words import TITLES, byte_words, words

_WORD = rb"[A-Z\x1a](?:[A-Za-z\x1a]*['\-*]?[A-Za-z\x1a]+|\.(?:a\.?)?)"
_SMALL = (
    rb"(?:de la|de las|de los|de|del|la|las|los|y|e|i|da|dos|viuda de|vda\. de|DE LA|DE LAS|DE LOS|DE|DEL|LA|Y|E|I)"
)
_FULL = rb"%(word)s(?:[ \t](?:%(small)s[ \t])?%(word)s){1,4}" % {b"word": _WORD, b"small": _SMALL}
_TITLES = (
    rb"(?:Ilm[oa]|ILM[OA]|Excm[oa]|EXCM[OA]|Sres?|SRES?|Sra|SRA|Srta|SRTA|D|Dn|DN|Dna|DNA|Dra?|DRA?|Dres|Drs"
    rb"|Lic(?:d[oa]|enciad[oa])?|LIC|Lcd[oa]|Ld[oa]|LD[OA]|Ing|ING|Arq|ARQ|Mtr[oa]|MTR[OA]|Abo?g|Crs?|Cra|Cdora?|Esc"
    rb"|Escr|Proc|Not|Prof|Profa|Obst|Enf|DUE|TS|Psic|Psic.l|Odont|Kgo|Kga|Klgo|Klga|Bioq|Q\.F\.B|Q\.F|Qco|Tec|T.c"
    rb"|Insp|Subinsp|Comis|Cmdte|Cap|Tte|Sgto|Cbo|Cnel|Gral|Agte|Pbro|Mons|Hn[oa]|Rvd[oa]|Mag|Dip|Sen|Min|C\.P|C\.P\.N"
    rb"|C\.P\.A|Cont|Econ|Biol|MVZ|M\.V\.Z|M\.V|M\.C|M\.I|Phd|Bach|Br|Tcnlgo|Ab)\.(?:a\.?)?"
)
_TITLE = (
    rb"(?:(?:%s|Do.a|Don|DO.A|DON|[Ss]e.ora?|SE.ORA?|[Ss]e.orita|Licenciad[oa]|Letrad[oa]|Procuradora?)[ \t]{1,2})"
    % _TITLES
)


def _led(before: bytes, name: bytes = _FULL) -> Gated:
    """Finds a name behind ``before`` and titles; the gate looks for its capital alone."""
    return CALLED.pattern(before + _TITLE + rb"{0,4}(%s)" % name, needle=before + rb"[A-Z\x1a]")


_TITLED = CALLED.pattern(
    rb"(?:^|[^A-Za-z\d\x1a.])(?:%s[ \t]{0,2}){1,4}(%s)" % (_TITLE, _FULL),
    needle=rb"(?:^|[^A-Za-z\d\x1a.])%s[A-Z\x1a]" % _TITLE,
)
"""A person behind titles: "Ilma. Sra. D.ª Ana Roa", "Cr. Luis Roa"."""
_CALLED_DON = CALLED.pattern(
    rb"(?:^|[^A-Za-z\d\x1a.])(?:D\.a?|Dna\.|[Dd]on|[Dd]o.a|DON|DO.A|Crs?\.|Cra\.|Cdora?\.) (%s)" % _WORD
)
"""The same with one name: "don Luis", "Cr. Roa"."""
_APPEARING = _led(
    rb"\b(?i:comparecen?|comparecio|de una parte|de otra parte|de la otra|por una parte|por otra parte"
    rb"|por la otra parte"
    rb"|(?:el|la|quien)(?: que)? (?:abajo firmante|suscribe|firma)|los abajo firmantes|quien suscribe"
    rb"|quien acredita ser"
    rb"|me llamo|se presenta|nos presentamos|ante mi|a favor de|a bienes de|a instancias? de|a peticion de"
    rb"|a solicitud de"
    rb"|en nombre(?: y representacion)? de|en representacion de|representad[oa] por|asistid[oa] (?:por|de)"
    rb"|promovid[oa] por"
    rb"|interpuest[oa] por|presentad[oa] por|formulad[oa] por|seguid[oa] por|iniciad[oa] por|otorgad[oa] por"
    rb"|suscrit[oa] por"
    rb"|firmad[oa] por|expedid[oa] por|denunciad[oa] por|conducid[oa] por|tripulad[oa] por|propiedad de|titularidad de"
    rb"|a nombre de|casad[oa] con|divorciad[oa] de|viud[oa] de|conviviente de|esposa de|esposo de|hij[oa] de|padres? de"
    rb"|madre de|en contra de|contra|herederos? de|causante|finad[oa]|atendid[oa] por|valorad[oa] por|remitid[oa] por"
    rb"|derivad[oa] por|acompanad[oa] (?:de|por)|en compania de|elaborad[oa] por|revisad[oa] por|autorizad[oa] por"
    rb"|recibid[oa] por|entregad[oa] (?:a|por)|dirigid[oa] a|notificad[oa] a|nombrad[oa] a|designad[oa] a|preside"
    rb"|presidid[oa]"
    rb" por|bajo la presidencia de|con la asistencia de|con la presencia de|en presencia de|se propone a|testigos?"
    rb"|mi (?:nombre es|poderdante|representad[oa]|mandante|patrocinad[oa]|client[ea]))[,:;]?[ \t]{1,2}"
    rb"(?i:(?:el|la|los|las|al|su|mi|una?)[ \t])?(?i:(?:senora?|ciudadan[oa]|doctora?|licenciad[oa]|ingenier[oa]"
    rb"|contador"
    rb"|contadora|profesora?|agente|letrad[oa]|procuradora?|notari[oa]|abogad[oa]|hermano|hermana|madre|padre|espos[oa]"
    rb"|mujer|marido|hij[oa]|ti[oa]|vecin[oa]),?[ \t])?"
)
"""Who appears before a notary, a court or the police, who acts for whom, who owns, signs or treats."""
_KIN = _led(
    rb"\b(?i:mama|papa|mami|papi|abuel[oa]|abuelit[oa]|ti[oa]|prim[oa]|niet[oa]|sobrin[oa]|suegr[oa]|nuera|yerno"
    rb"|cunad[oa]"
    rb"|padrino|madrina|ahijad[oa]|compadre|comadre|hermanit[oa]|novi[oa]|espos[oa]|marido|mujer|companer[oa]"
    rb"|jef[ea]|amig[oa]"
    rb"|vecin[oa]|profe|tutora?)(?: de)? ",
    rb"%s(?:[ \t](?:%s[ \t])?%s){0,4}" % (_WORD, _SMALL, _WORD),
)
"""A relative, or whose relative: "la mamá de Ana Roa", "mi tía Ana"."""
_FIRM_BEHIND = re.compile(
    rb",? ?(?:S\. ?A\.|S\.?A\.?S?\b|S\. ?L\.|S\.?L\.?U?\b|S\. ?de ?R|S\.? ?C\."
    rb"|S\.A\.P\.I|E\.I\.R\.L|LTDA|Ltda|SOCIEDAD|Sociedad)"
)
"""The legal form of a firm behind its name."""
_MIDDLE = re.compile(rb"[A-Z][a-z'\-]+ D\. ?\Z")
"""An initial that is no title: "Faina D. Roa"."""
_REACH = 40
_SHORTEST = 2
_SPACED = re.compile(r"\S+")
_STREETS = words(
    "av avda avenida calle c/ c plaza pza paseo apt apto apartado doctor doctora hospital centro tel tfno cl"
)
_JOINTS = words("y e i de la las los del da dos do das")
_CITIZEN = CALLED.pattern(
    rb"\b(?:[Ee]l|[Ll]a|[Aa]l|[Dd]el|[Ll]os|[Ll]as|EL|LA|AL|DEL|LOS|LAS|por|POR|[Ss]us?|\d\.-?"
    rb"|[:;,]) CC?\. (?:[A-Z]{2,6}\. )?(%s)" % _FULL
)
"""A citizen, as Mexico's offices write it: "la C. ANA ROA PAZ"."""
_TOLD = _led(
    rb"\b(?:(?:[Uu]na?|[Ee]l|[Ll]a) tal (?:de )?|(?i:pregunt(?:ar|e|a|en) por|de parte de) |(?i:le dicen|le llaman"
    rb"|le decian|lo apodan|la apodan|conoce como"
    rb"|conocen como"
    rb"|apodad[oa]|de apodo|alias|mote)(?: de)? [\"'\x1a]?)",
    rb"(?:(?:[Ee]l|[Ll]a|[Ll]os) )?%s(?:[ \t](?:%s[ \t])?%s){0,3}" % (_WORD, _SMALL, _WORD),
)
"""Whom one knows by name or nickname alone: "una tal Edurne", "conocido como "El Chispas""."""
_SPOKEN_TO = _led(
    rb"\b(?:[Ll]es? (?:avis|dij|dec|dig|pregunt|cont|escrib|grit|respond|contest|deb|ped|pid)[a-z]{1,6}"
    rb"|(?i:di|deci|digan|pregunta|avisa|pasa|manda|da|escribi?|llama|pedi|pidel?|entrega|deci|preguntar|avisar|pasar|dar"
    rb"|pedir|mandar|escribir|contar|dejar)les?) a (?:la |el )?",
    rb"%s(?:[ \t](?:%s[ \t])?%s){0,3}" % (_WORD, _SMALL, _WORD),
)
"""To whom somebody speaks: "le avisó a Coqui", "dile a Edurne"."""
_SPOKEN_WITH = _led(
    rb"\b(?i:habla[rnd]?|hable|hablo|hablas|hablamos|hablen|quede|comunicarse|comunicate|contactar?) con (?:la |el )?",
    rb"%s(?:[ \t](?:%s[ \t])?%s){0,3}" % (_WORD, _SMALL, _WORD),
)
_SHORT = (
    rb"(?:Hdez|Hdz|Hndz|Fdez|Fdz|Fndz|Glez|Glz|Gzlez|Gzlz|Gtez|Mtnez|Mtz|Mrtz|Mtez|Rguez|Rdguez|Rdz|Rgz|Rdez|Dguez|Dgz"
    rb"|Jmnez|Jmz|Jmenez|Schez|Snchz|Sanchz|Gtrrez|Gtz|Gcia|Gca|Vzqz|Vzquez|Vqz|Lpz|Alvz|Alvrz|Prz|Rmz|Rmrz|Mdez"
    rb"|Bmdez)\b\.?"
)
_SHORTENED = CALLED.pattern(
    rb"\b((?:[A-Z][A-Za-z'.\-]+ (?:%s )?){0,3}%s(?:[ \-][A-Z][A-Za-z'\-]+){0,2})"
    % (rb"(?:de la|de los|de|del)", _SHORT),
    needle=rb"\b%s" % _SHORT,
)
"""Surnames as Spanish abbreviates them: "Luis Fdez. Roa", "Hdez"."""
_NO_NAMES = byte_words(
    """
    estado ministerio fiscal administracion ayuntamiento banco tribunal juzgado registro ley codigo constitucion sala
    audiencia camara seguridad social hacienda republica provincia ciudad municipio comunidad direccion secretaria
    partes
    parte empresa sociedad compania fundacion universidad hospital colegio consejo junta asociacion sindicato federacion
    servicio departamento instituto real san santa nuestra general nacional dios reyes pascua guerra norte sur este
    oeste
    usted ustedes quien quienes todo todos nadie alguien el la los las lo un una en por para con su sus mi mis que si no
    """
)


class PersonInDeedRecognizer(WindowRecognizer):
    """A person behind Spanish titles and offices, or who appears, signs, owns, sues or is a relative."""

    TYPES = (EntityType.NAME,)
    HOW = '"Ilma. Sra. D.ª …", "Cr. …", "comparece …", "a favor de …", "conducido por …", "la mamá de …"'

    def find(self, scan: Scan) -> Iterator[Entity]:
        if scan.code or scan.catalogue:
            return
        for pattern, score in _PATTERNS:
            for begin, stop in groups(scan, pattern):
                if _MIDDLE.search(scan.shadow, max(0, begin - _REACH), begin):
                    continue
                field = scan.field(begin, stop)
                if field is not None and field.name in scan.columns_of_things:
                    continue  # a cheese called "Don Luis"
                for start, end in _each(scan, begin, stop):
                    if _is_person(scan, start, end, pattern=pattern):
                        yield Entity(EntityType.NAME, start, end, score)


def _each(scan: Scan, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The names of one person and of those behind "y", up to a title: "Ana Roa y Luis Paz", "ANA ROA Y DON"."""
    first = last = start
    joined = False
    for word in _SPACED.finditer(scan.text, start, end):
        plain = word[0].rstrip(".ª").lower()
        if plain in TITLES or plain in _STREETS or (last > first and is_common(word[0])):
            break
        if joined and is_given(scan, *word.span()):
            yield first, last
            first = word.start()
        joined = plain in ("y", "e")
        if plain not in _JOINTS:
            last = word.end()
    if last > first:
        yield first, last


_PATTERNS = (
    (_TITLED, 0.93),
    (_CALLED_DON, 0.8),
    (_CITIZEN, 0.93),
    (_APPEARING, 0.9),
    (_TOLD, 0.8),
    (_SPOKEN_TO, 0.8),
    (_SPOKEN_WITH, 0.8),
    (_KIN, 0.8),
    (_SHORTENED, 0.9),
)


def _is_person(scan: Scan, start: int, end: int, *, pattern: Gated) -> bool:
    value = scan.text[start:end]
    words = scan.lower[start:end].split()
    if pattern is _SHORTENED:
        return True
    if pattern is _CALLED_DON and scan.shadow.endswith((b"don ", b"dona "), 0, start) and len(words[0]) > _SHORTEST:
        return _NO_NAMES.isdisjoint(words)  # "don Segundo": in small letters it is nothing but a title
    if _FIRM_BEHIND.match(scan.shadow, end):
        return False
    if pattern is _TOLD and words[0] in (b"el", b"la", b"los"):
        words = words[1:] or words
        return not is_company(value)
    if pattern in (_SPOKEN_TO, _SPOKEN_WITH) and are_things(value):
        return False
    if not _NO_NAMES.isdisjoint(words) or is_company(value.title()) or is_common(value):
        return False
    if is_given(scan, start, start + len(words[0])):
        return True
    if is_common(words[0].decode(errors="replace")):
        return False
    return pattern in (_TITLED, _CALLED_DON, _CITIZEN, _TOLD, _SPOKEN_TO, _SPOKEN_WITH) or len(words) > 1
