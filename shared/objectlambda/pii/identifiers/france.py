"""France: the number in the register of persons (NIR), which is also the social security number.

Sex, year and month of birth, department, commune and serial number, 13 characters; the key of two digits checks them.
Source: INSEE, "Numéro de sécurité sociale"; décret 82-103 for the register.
"""

from __future__ import annotations

from objectlambda.pii.identifiers.identifier import Below, Form, Identifier

_CORSICA = {b"2A": b"19", b"2B": b"18"}
"""The digits that replace Corsica's departments when the key is computed."""
_KEY = 97
_BODY = 13


def _numeric(body: bytes) -> bytes:
    return body[:5] + _CORSICA.get(body[5:7], body[5:7]) + body[7:]


def nir(value: bytes) -> bool:
    """Whether ``value`` is a NIR with its key, or the 13 characters of one without."""
    digits = _numeric(value[:_BODY])
    if len(value) not in (_BODY, _BODY + 2) or not digits.isdigit() or value[:1] not in b"123478":
        return False
    month = int(digits[3:5])
    # From 20 on, the month is unknown: INSEE uses 20 to 42 and 50 to 99.
    if not (1 <= month <= 12 or 20 <= month <= 42 or month >= 50):
        return False
    if value[5:7] == b"00" or value[7:10] == b"000" or value[10:13] == b"000":
        return False
    return len(value) == _BODY or value[_BODY:] == b"%02d" % (_KEY - int(digits) % _KEY)


def _invent(below: Below, value: str) -> str:
    department = ("2A", "2B")[below(2)] if value[5:7].isalnum() and value[6].isalpha() else f"{1 + below(19):02d}"
    body = f"{1 + below(2)}{below(100):02d}{1 + below(12):02d}{department}{1 + below(900):03d}{1 + below(999):03d}"
    return body if len(value) == _BODY else f"{body}{_KEY - int(_numeric(body.encode())) % _KEY:02d}"


ROWS = (
    Identifier(
        type="FR_NIR",
        what="social security number in France (NIR), Corsica's 2A and 2B included",
        labels="""
            nir|nirs|nir no|numero nir|numero de nir|nirpp|numero de securite sociale|numero securite sociale
            num securite sociale|no de securite sociale|no securite sociale|n securite sociale|securite sociale
            num secu|numero de secu|no de secu|no secu|secu|numero insee|numero d'insee|code insee|insee|nss|no ss|n ss
            immatriculation|numero d'immatriculation|numero d'inscription au repertoire|assure|numero d'assure
            ssn|social security number|social security no|social security|french social security number
            numero de seguridad social|numero de la seguridad social|numero de seguro social
        """,
        forms=(
            Form(
                pattern=rb"\b[123478][ .\-]\d{2}[ .\-]\d{2}[ .\-](?:\d{2}|2[ab])[ .\-]?\d{3}[ .\-]?\d{3}"
                rb"[ .\-/|]{0,3}\d{2}\b",
                alone=0.9,
            ),
            Form(pattern=rb"\b[123478]\d{4}(?:\d{2}|2[ab])\d{6}[ .\-/|]{1,3}\d{2}\b", alone=0.8),
            Form(pattern=rb"\b[123478]\d{4}(?:\d{2}|2[ab])\d{6}\d{2}\b", alone=0.65),
            Form(
                pattern=rb"\b[123478][ .\-]?\d{2}[ .\-]?\d{2}[ .\-]?(?:\d{2}|2[ab])[ .\-]?\d{3}[ .\-]?\d{3}"
                rb"(?:[ .\-/|]{0,3}\d{2})?\b",
                labelled=0.9,
            ),
        ),
        check=nir,
        how="13 characters and a key, as 2 55 08 14 168 025 38 or in a row; without the key where it is labelled",
        check_name="key, modulus 97; month, department",
        source="INSEE",
        invent=_invent,
    ),
)
