"""Persons behind kin, trades and titles in German, French, Italian, Portuguese and Dutch: "meinem Sohn Korbinian"."""

from __future__ import annotations

from collections.abc import Iterator

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.base import WindowRecognizer
from objectlambda.pii.rules.common_words import is_common
from objectlambda.pii.rules.gates import SHORTHAND, Gated
from objectlambda.pii.rules.known_things import are_things
from objectlambda.pii.rules.login_phrases import groups
from objectlambda.pii.rules.persons_in_notes import is_name
from objectlambda.pii.rules.scan import Scan
from objectlambda.pii.rules.words import words

_WORD = rb"[A-Z][a-z]+(?:['\-][A-Z]?[a-z]+)?"
_NAME = rb"%(word)s(?: (?:(?:van der|van de|van|von der|von|de|da|dos|di|le|la|ten|ter) )?%(word)s){0,2}" % {
    b"word": _WORD
}
_END = rb"(?:[ ,.;:)!?'\"\r\n]|$)"


def _led(before: bytes) -> Gated:
    """Finds a name behind ``before``; the gate looks for the name's capital alone."""
    return SHORTHAND.pattern(rb"\b%s(%s)%s" % (before, _NAME, _END), needle=rb"\b%s[A-Z]" % before)


_GERMAN = _led(
    rb"(?:[Mm]ein|[Dd]ein|[Ss]ein|[Ii]hr|[Uu]nser|[Ee]uer)(?:e[mnrs]?)? (?:verstorbene[nrs]? |altere[nrs]? "
    rb"|jungere[nrs]? )?"
    rb"(?:Sohn|Sohnes|Tochter|Bruder|Schwester|Vater|Mutter|Mama|Papa|Mann|Frau|Ehemann|Ehefrau|Gatte|Gattin|Onkel"
    rb"|Tante|Cousine?|Neffe|Nichte|Enkel(?:in)?|Oma|Opa|Schwager|Schwagerin|Nachbar(?:n|in)?|Freund(?:in)?"
    rb"|Lebensgefahrt(?:e|in|en)|Partner(?:in)?|Kolleg(?:e|en|in)|Chef(?:in)?|Hausarzt|Hausarztin|Vermieter(?:in)?"
    rb"|Mitbewohner(?:in)?|Kind|Patenkind|Baby|Arzt|Anwalt|Herrn|Frau),? "
)
_GERMAN_TITLES = _led(
    rb"(?:Herrn?|Frau|Fraulein|Familie|Fam\.|Eheleute|Gebr\.|Zeug(?:e|in)|Mandant(?:in|en)?|Klager(?:in)?"
    rb"|Beklagte[nr]?"
    rb"|Angeklagte[nr]?|Geschadigte[nr]?|Patient(?:in)?|Schwester|Pfleger|Hausmeister|Elektriker|Klempner"
    rb"|Handwerker|Kontoinhaber(?:in)?)"
    rb" (?:(?:Dr\.|Prof\.|med\.|Dipl\.-Ing\.|Mag\.) ){0,3}"
)
_FRENCH = _led(
    rb"(?:[Mm]on|[Mm]a|[Tt]on|[Tt]a|[Ss]on|[Ss]a|[Nn]otre|[Vv]otre|[Ll]eur|[Ll]e petit|[Ll]a petite) (?:petite? "
    rb"|grande? "
    rb"|defunte? |jeune )?(?:fils|fille|frere|soeur|saur|pere|mere|maman|papa|mari|femme|epouse|epoux|oncle|tante"
    rb"|cousine?|neveu|niece"
    rb"|petit-fils|petite-fille|grand-mere|grand-pere|mamie|papi|beau-frere|belle-saur|belle-mere|beau-pere"
    rb"|voisine?|amie?|copine?|copain|compagn(?:on|e)|conjointe?|collegue|patronn?e?|medecin|enfant|bebe|eleve"
    rb"|assistante?|filleule?),? "
)
_FRENCH_TITLES = _led(
    rb"(?:MM?\.|Mmes?|Mlles?|Maitre|Docteur|Monsieur|Madame|Mademoiselle|[Ff]amille|[Ee]poux|[Vv]euve|[Nn]ourrice"
    rb"|[Ll]e plombier|[Ll]a concierge|[Ll]e gardien|[Ll]'infirmiere|[Ll]a maitresse|[Ll]e docteur)"
    rb" (?:et M(?:me|\.) )?"
)
_ITALIAN = _led(
    rb"(?:[Mm]i[oa]|[Tt]u[oa]|[Ss]u[oa]|[Nn]ostr[oa]|[Vv]ostr[oa]|[Ll]oro)"
    rb" (?:figli[oa]|fratello|sorella|padre|madre|marito|moglie|zi[oa]|cugin[oa]|nipote|nonn[oa]|suocer[oa]"
    rb"|cognat[oa]|nuora|genero"
    rb"|vicin[oa]|amic[oa]|collega|fidanzat[oa]|compagn[oa]|mamma|papa|capo|coinquilin[oa]),? "
)
_ITALIAN_TITLES = _led(
    rb"(?:[Ss]ig\.?(?:ra|na|ri)?\.?|[Ss]ignor[ae]?|[Ss]ignorina|[Dd]ott\.?(?:ssa)?\.?|[Dd]ottor(?:essa)?|[Aa]vv\."
    rb"|[Aa]vvocato"
    rb"|[Ii]ng\.|[Gg]eom\.|[Rr]ag\.|[Aa]rch\.|[Pp]rof\.?(?:ssa)?\.?|[Ss]uor|[Mm]aestr[oa]|[Mm]\.llo(?: Capo)?"
    rb"|[Mm]aresciallo|[Bb]rig\.|[Aa]pp\.|[Cc]ar\.|zi[oa]|nonn[oa]|[Ii]l medico|[Ll]'idraulico|[Ll]a bidella"
    rb"|[Ff]amiglia|[Cc]oniugi)"
    rb" "
)
_PORTUGUESE = _led(
    rb"(?:[Mm]eu|[Mm]inha|[Tt]eu|[Tt]ua|[Ss]eu|[Ss]ua|[Nn]osso|[Nn]ossa|[Oo]|[Aa]|[Dd]o|[Dd]a|[Aa]o) (?:filh[oa]"
    rb"|irma[o]?"
    rb"|pai|mae|marido|esposa|mulher|ti[oa]|prim[oa]|sobrinh[oa]|net[oa]|avo|sogr[oa]|cunhad[oa]|vizinh[oa]|amig[oa]"
    rb"|namorad[oa]"
    rb"|colega|patroa|pedreiro|encanador|canalizador|eletricista|pintor|porteiro|zelador|sindic[oa]|diarista"
    rb"|faxineira|enfermeir[oa]|professora?|medic[oa]|advogad[oa]|menin[oa]|afilhad[oa]|caseiro|motorista),? "
)
_PORTUGUESE_TITLES = _led(rb"(?:[Ss]eu|dona|[Dd]na\.?|[Ss]enhora?|[Dd]outora?|ti[oa]|vov[oa]) ")
_DUTCH = _led(
    rb"(?:[Mm]ijn|[Zz]ijn|[Hh]aar|[Oo]nze|[Ss]?jouw|[Jj]e|[Dd]e|[Mm]'n) (?:zoon|dochter|broer|zus|zusje|broertje|vader"
    rb"|moeder"
    rb"|mama|papa|man|vrouw|echtgeno(?:ot|te)|oom|tante|neef|nicht|opa|oma|schoonzus|zwager|buurman|buurvrouw"
    rb"|vriend(?:in)?"
    rb"|collega|baas|huisarts|loodgieter|elektricien|schilder|juf|meester|kleinzoon|kleindochter|partner),? "
)
_DUTCH_TITLES = _led(
    rb"(?:[Dd]hr\.?|[Mm]w\.?|[Mm]evr\.?|[Mm]eneer|[Mm]evrouw|[Dd]e heer|[Ff]am\.|[Ff]amilie|[Jj]uf|[Mm]eester"
    rb"|[Ll]oodgieter"
    rb"|[Bb]uurman|[Bb]uurvrouw|[Oo]om|[Tt]ante) (?:(?:dr\.|mr\.|drs\.|ir\.) )?(?:(?:[A-Z]\.){1,3} ?)?"
)
_PATTERNS = (
    _GERMAN,
    _GERMAN_TITLES,
    _FRENCH,
    _FRENCH_TITLES,
    _ITALIAN,
    _ITALIAN_TITLES,
    _PORTUGUESE,
    _PORTUGUESE_TITLES,
    _DUTCH,
    _DUTCH_TITLES,
)
_NOBODY = words(
    "doktor direktor direktorin professor pfarrer mama papa maman mamma kind krankheit praesident prasident kanzler"
    " presidente ministro directeur maire docteur doutor juiz signore signora senhor gott god dieu dio deus holle"
    " nature france italia deutschland welt liberte patrie"
)
"""Whom a title or "my father" names without a name."""


class PersonAbroadRecognizer(WindowRecognizer):
    """A person behind a relative, a trade or a title in a language that is neither English nor Spanish."""

    TYPES = (EntityType.NAME,)
    HOW = '"meinem Sohn Korbinian", "Herrn Pfister", "mon fils Loïs", "mio nipote Mirko", "seu Zé", "loodgieter Henk"'

    def find(self, scan: Scan) -> Iterator[Entity]:
        if scan.code or scan.catalogue:
            return
        for pattern in _PATTERNS:
            for start, end in groups(scan, pattern):
                stop = _before_word(scan, start, end)
                value = scan.text[start:stop]
                if value.lower() in _NOBODY:
                    continue
                if stop > start and not is_common(value) and is_name(scan, start, stop) and not are_things(value):
                    yield Entity(EntityType.NAME, start, stop, 0.75)


def _before_word(scan: Scan, start: int, end: int) -> int:
    """The end of the name without the words at its end that are no names: "Herrn Pfister Montag"."""
    while (space := scan.text.rfind(" ", start, end)) > 0 and is_common(scan.text[space + 1 : end]):
        end = space
    return end
