"""What stands beside a name and tells what it is: titles, offices and roles before it, a company's kind behind it."""

from __future__ import annotations

import re

from objectlambda.pii.rules.common_words import is_common, is_common_surname
from objectlambda.pii.rules.first_names import ALL_NAMES, ONLY_NAMES, PARTICLES
from objectlambda.pii.rules.words import words

_BEFORE = words(
    """
    Doctor Doctora Professor Profesor Profesora President Presidente Presidenta Senator Judge Captain Mister Señor
    Señora Herr Frau Monsieur Madame Trustee Trustees Commissioner Commissioners Alderman Aldermen Mayor Neighbor
    Neighbour Witness Deputy Secretary Treasurer Pastor Councilman Councilmen Councilwoman Councilor Councillor
    Councillors Selectman Selectmen Grandchildren Granddaughter Granddaughters Grandson Grandsons Cashier Nurse
    Coach Officer Detective Sergeant Sister Constable Chef Uncle Aunt Auntie Aunty Nana Nonna Grandma Messrs
    Alcalde Alcaldesa Concejal Concejala Letrado Letrada Procurador Procuradora Secretario Secretaria Tesorero
    Tesorera Ilmo Ilma Excmo Excma Ilmos Excmos Sr Sra Srta Dr Dra Dña Don Doña Dn Lic Licda Licdo Ing Arq Mtro
    Mtra Abg Abog Cr Cra Prof Profa Esc Cdor Hno Hna Fray Sor Mons Pbro Perdona Perdón Gracias Oye Hola Ey Mira
    Venga Vale Felicidades Enhorabuena Ánimo Querido Querida Estimado Estimada Apreciado Apreciada Abuela Abuelo
    Tía Tío Notario Notaria Magistrado Magistrada Juez Jueza Fiscal Perito Perita Testigo Atte
    Cllr Cllrs Supt Insp Revd Lieut Cmdr Cpl Pte Ald
    """
)
"""Titles, offices and roles."""
TITLES = words(
    """
    god lord st sirs mr mrs ms miss mx dr prof sir madam sr sra srta dra don doña smt shri sri rev hon herr frau mme
    ilmo ilma excmo excma ilmos excmos dña dn lic licda licdo ing arq mtro mtra abg abog cr cra profa esc cdor hno hna
    fray mons pbro atte fdo sres dres ud uds vd vds admón avda tfno
    """
)
PARTIES = words(
    """
    grantor grantors grantee grantees mortgagor mortgagors mortgagee mortgagees lessor lessors lessee lessees
    trustor trustors obligor obligors obligee obligees assignor assignors assignee assignees vendor vendors vendee
    vendees transferor transferors transferee transferees guarantor guarantors licensor licensors licensee licensees
    indemnitor indemnitee bailor bailee pledgor pledgee plaintiff plaintiffs defendant defendants appellant appellants
    appellee appellees petitioner petitioners respondent respondents claimant claimants affiant affiants deponent
    """
)
"""Parties of deeds and suits, which are written with a capital and are no names."""
COMPANY = re.compile(
    r"(?:-[A-Z]\w+)?(?:(?: (?:&|and|y) [A-Z]\w+)?(?: [A-Z]\w+){0,2}|(?: [A-Z]\w+){0,2} & [A-Z]\w+(?: [A-Z]\w+){0,3}),?"
    r" (?:Inc"
    r"|LLC|LLP|Ltd|Limited|Corp|Corporation|GmbH|PLC|plc|Co|Company"
    r"|Club|Group|Holdings|Partners|Foundation|Surgery|Clinic|Hospital|Hotel|Lodge|University|School|College|Bank|S\.A"
    r"|S\.L"
    r"|Orchestra|Airport|Stadium|Marine|Museum|Institute|Associates|Industries|Logistics|Freight|Systems|Solutions"
    r"|Labs"
    r"|Technologies|Services|Funeral Home"
    r"|Propert(?:y|ies)|Lettings|Plumbing|Heating|Motors|Media|Vets|Veterinary|Dental|Bakery|Brewing|Brewery|Builders"
    r"|Roofing|Joinery|Catering|Consulting|Transport|Haulage|Audio|Robotics|Textiles|Insurance|Realty)\b(?!')"
    r"|(?:,? [A-Z]\w+){0,2},? (?:&|and) (?:Sons?|Daughters?|Brothers|Bros|Partners|Co)\b"
)


NOTED = re.compile(
    r"\b(?:CLMT|CLAIMANT|INSD|INSURED|WITNESS|WIT|COMPLAINANT|COMPL|VICTIM|SUSPECT|SUBJECT|DRIVER|PASSENGER|OFFICER|OFC|PT"
    r"|PATIENT|DECEASED|DEFENDANT|PLAINTIFF|TENANT|LANDLORD|CUSTOMER|CUST|CALLER|NEPHEW|NIECE|SON|DAUGHTER|WIFE|HUSBAND"
    r"|MOTHER|FATHER|BROTHER|SISTER|MR|MRS|MS|MISS|DR|SGT|DET|DEPUTY|NURSE|ADJ|ADJUSTER|NAMED)[.:,]? (?:[A-Z]\. ?)?\Z"
)
"""Who somebody is, in a report in capitals."""
SAINT = re.compile(
    r"\b(?:St|Saint|SS|Sankt|Hl|São|Sint|Szent|Svat[ýáéě]|Sveti|Heilige[rns]?|Święt(?:y|a|ego|ej)|Virgin of"
    r"|Our Lady of)\.? \Z"
)
"""What stands before the saint of a church, a school or a town."""


_SMALL_BEFORE = re.compile(r"(?:[^\W\d_A-ZÀ-Þ]+\.? ){1,6}(?=[A-ZÀ-Þ])")
_ARTICLES = ("de la ", "la ", "al ", "el ")


def _words_before(value: str) -> int:
    """The length of the words in lower case before a full name: "la mamá de Ana Roa"; particles alone belong to it."""
    small = _SMALL_BEFORE.match(value)
    if small is None:
        return 0
    first, _, rest = value[small.end() :].partition(" ")
    if PARTICLES.issuperset(small[0].split()):  # "de la Rosa", but "el móvil de la Ana"
        return small.end() if small[0] in _ARTICLES and first.lower() in ONLY_NAMES and not rest else 0
    return small.end() if rest[:1].isupper() or first.lower() in ONLY_NAMES else 0


def lead(value: str) -> int:
    """The length of what stands before a name in ``value`` and is no part of it: titles, or words of a sentence."""
    if " " not in value:
        return 0
    if value[0].islower():
        return _words_before(value)
    first, _, rest = value.partition(" ")
    length = 0
    while rest[:1].isalpha() and first.rstrip(".").title() in _BEFORE:
        length += len(first) + 1
        first, _, rest = rest.partition(" ")
    if length or not rest or rest.partition(" ")[0].lower() not in ONLY_NAMES:
        return length
    word = first.lower()
    sentence = is_common(first) and word not in ALL_NAMES and not is_common_surname(word)
    return len(first) + 1 if sentence else 0


_SMALL_BEHIND = re.compile(r"(?<=[a-zß-ÿ]) (?:del|de la|de los|al|en el|con el) [a-zß-ÿ]{3,}\Z")
"""An article and a noun of Spanish behind a name, as in "soy Eduardo del taller"."""


def trail(value: str) -> int:
    """The length of the words of a sentence behind a name in ``value``."""
    if not value[-1:].islower() or " " not in value or not value[:1].isupper():
        return 0
    behind = _SMALL_BEHIND.search(value)
    return 0 if behind is None else len(value) - behind.start()
