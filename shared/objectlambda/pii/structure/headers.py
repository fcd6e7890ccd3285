"""Whether a table's first row names its columns."""

from __future__ import annotations

import re
from collections.abc import Sequence

_NAME_LIKE = re.compile(r"[^\W\d][\w .\-/()#%&?:'*]{0,48}\s*\Z")
_VALUE_LIKE = re.compile(r"\d|@|\Z")
_WORD = re.compile(r"[a-z]+|[A-Z]+(?![a-z])|[A-Z][a-z]+")
_KNOWN_WORDS = """
    account acct acctid active addr address age amount amt bal balance bank bic birth birthday birthdate card category
    cd cell city code cty cust comment comments company contact country county created currency customer cvc cvv
    date day description dob dt driver email employee expiry exp fax field file first from full gender
    given group host hostname iban id income ip key label language last latitude level license
    licence line login longitude mac mail message middle mobile model month name nbr nhs nm nickname nin
    note notes number order pan passport password patient phone pin place plate position postal
    postcode price product quantity ref reference region rtg role routing salary score sex sin sku ssn
    start state status street surname swift tax tel telephone text time timestamp title token total
    type uid updated url user username uuid value vin website year zip apellido apellidos calle
    ciudad clave codigo correo cuenta direccion dni edad empresa estado fecha nombre numero pais
    telefono usuario valor
"""
_SAYS_NOTHING = re.compile(
    r"(?:values?|data|details?|contents?|entry|answer|response|valor(?:es)?|datos?|detalles?|respuesta)?\Z", re.I
)
_SAYS_WHAT = re.compile(
    r"(?:field|key|attribute|property|label|question|parameter|setting|variable|name|campo|clave|atributo|etiqueta|pregunta)"
    r"(?:[ _]?name)?\Z",
    re.I,
)
_KNOWN = frozenset(_KNOWN_WORDS.split())


def says_nothing(name: str) -> bool:
    """Whether a column called ``name`` holds values of any kind, which the row's label tells."""
    return _SAYS_NOTHING.match(name) is not None


def label_column(names: Sequence[str]) -> int:
    """The column that tells what the value of a row is: the one called field, key, question …, else the first."""
    return next((column for column, name in enumerate(names) if _SAYS_WHAT.match(name)), 0)


def is_header(first: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether ``first`` reads like names for the columns of ``rows`` and unlike a row of values."""
    cells = [cell.strip() for cell in first]
    named = [cell for cell in cells if cell not in ("", "#", "№")]
    if not named or len(set(named)) < len(named) or not all(map(_NAME_LIKE.match, named)):
        return False
    known = sum(any(word.lower() in _KNOWN for word in _WORD.findall(cell)) for cell in named)
    if known >= max(1, len(named) / 3):
        return True
    snake = sum("_" in cell or cell[0].islower() for cell in named)
    differs = sum(
        any(column < len(row) and _VALUE_LIKE.search(row[column][:40]) and row[column] for row in rows)
        for column in range(len(cells))
    )
    return snake == len(named) and differs > 0
