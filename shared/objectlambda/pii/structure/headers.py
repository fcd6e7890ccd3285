"""Whether a table's first row names its columns."""

from __future__ import annotations

import re
from collections.abc import Sequence

from objectlambda.pii.rules.ascii_shadow import fold
from objectlambda.pii.rules.first_names import FIRST_NAMES

_NAME_LIKE = re.compile(r"[@$#]?[^\W\d][\w\s.\-/()\[\]#%&?:'’*$€£@+,º°]{0,120}\Z")
_YEAR = re.compile(r"(?:19|20)\d\d\Z")
_IS_VALUE = re.compile(
    r"\d{5}|\d{4}-\d\d-\d\d|\d\d?[/.]\d\d?[/.]\d{2,4}|\d:\d\d|^[-+]?\d[\d.,]*$|\w@\w[\w\-]*\.\w|\d{3}-\d\d-\d{4}|[.!?]\s*$"
)
"""What the name of a column never holds: a date, a long number, a mail address, the end of a sentence."""
_ABBREVIATED = re.compile(r"(?:[^\W\d]{1,12}(?:\. ?| |-)){0,2}[^\W\d]{1,5}\.|¿?[^\W\d]\w{1,11}\?")
"""The name of a column that ends in an abbreviation, or asks with one word: "Fecha nac.", "Tel.", "C.P.", "Paid?"."""
_INITIALS = re.compile(r"(?:[^\W\d]\. ?){2,6}\Z")
_QUESTION = re.compile(r"[^\W\d][^?.!]{8,118}\?")
"""A question of a survey, which names the column of its answers beside other names."""
FULL_NAME = re.compile(r"[^\W\d_a-z][\w'’\-]*\.?(?: [^\W\d_a-z][\w'’\-]*\.?){1,3}")
"""Two to four words with capitals, as a cell holds the name of a person."""
_FEWEST_KNOWN = 2
_FEWEST_COLUMNS = 3
_MOST_ODD = 1 / 3
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
    payee period gross swimmer lane club
    station store supplier team vendor warehouse zone borough brand district item location qty season
    type uid updated url user username uuid value vin website year zip apellido apellidos calle
    ciudad clave codigo correo cuenta direccion dni edad empresa estado fecha nombre numero pais
    telefono usuario valor alumno apodo asunto barrio calle cargo celular centro cif cliente colonia comuna concepto
    contrasena curp curso documento domicilio empleado huesped importe localidad matricula movil municipio nac
    nacimiento nie nif observaciones paciente piso poblacion profesion provincia puesto rfc rut saldo sexo tfno titular
    linea parada sentido primera ultima frecuencia horario origen destino salida llegada seccion
    referencia descripcion talla pvp proveedor temporada articulo producto modelo marca familia categoria existencias
    unidades ubicacion almacen precio iva subtotal factura pedido hora motivo tipo estatus observacion responsable grupo
    aula nota asignatura departamento distrito seccion sucursal vendedor socio legajo legajos interno turno sueldo
    artikel anzahl anrede beschreibung betrag bezeichnung datum einheit farbe firma geburtsdatum
    gewicht groesse hersteller hausnummer kategorie kunde kundennummer land lieferant marke menge nachname nummer ort
    preis stadt strasse telefon titel vorname waehrung adresse categorie commune couleur departement designation
    libelle marque montant nom numero pays prenom prix produit quantite reglement taille ville
    cognome colore descrizione indirizzo importo prezzo prodotto quantita via aantal achternaam beschrijving
    kleur merk naam omschrijving prijs straat voornaam woonplaats cidade cor data descricao endereco fornecedor
    idade morada nome preco produto quantidade sobrenome
"""
_SAYS_NOTHING = re.compile(
    r"(?:(?:(?:meta|option|attr|attribute|field|param|parameter|property|setting|custom)[ _]?)?(?:values?|val|v)"
    r"|raw(?:[ _]?value)?|(?:un)?formatted|display[ _]?value|data|details?|contents?|entry"
    r"|(?:short[ _])?answer|response|valor(?:es)?|datos?|detalles?|respuesta)?\Z",
    re.I,
)
_SAYS_WHAT = re.compile(
    r"(?:field|key|attribute|property|label|question|parameter|setting|variable|name|campo|clave|atributo|etiqueta|pregunta)"
    r"(?:[ _]?name)?\Z|k\Z|(?:meta|option|attr|param|config)[ _]?(?:key|name)\Z|attr\Z",
    re.I,
)
_KNOWN = frozenset(_KNOWN_WORDS.split())


def has_known_word(text: str) -> bool:
    """Whether ``text`` has a word that often names columns."""
    plain = text if text.isascii() else fold(text).decode()
    return any(word.lower() in _KNOWN for word in _WORD.findall(plain))


def says_nothing(name: str) -> bool:
    """Whether a column called ``name`` may hold any value, so that the row's label has to name it."""
    return _SAYS_NOTHING.match(name) is not None


def label_column(names: Sequence[str]) -> int:
    """The column that labels the value of a row: the one called field, key, question …, else the first."""
    return next((column for column, name in enumerate(names) if _SAYS_WHAT.match(name)), 0)


def named_label(names: Sequence[str]) -> int:
    """The column that says what the value beside it is, as ``meta_key`` beside ``meta_value``; -1 without one."""
    open_ones = [column for column, name in enumerate(names) if name and says_nothing(name)]
    labels = [column for column, name in enumerate(names) if _SAYS_WHAT.match(name)]
    return labels[0] if labels and open_ones and labels[0] < open_ones[-1] else -1


def column_name(cell: str) -> str:
    """The name that a cell of a header gives its column."""
    return " ".join(cell.split()).lstrip("# \ufeff").strip("\"' ")


def is_header(first: Sequence[str], rows: Sequence[Sequence[str]], *, in_table: bool = False) -> bool:
    """Whether ``first`` reads like names for the columns of ``rows`` and unlike a row of values.

    A few odd cells are allowed, such as a year, a repeated column or a currency sign. ``in_table`` says that the rows
    are known to be a table; then names in any language count, if the values below are unlike them.
    """
    cells = [column_name(cell) for cell in first]
    named = [cell for cell in cells if cell not in ("", "№")]
    odd = sum(not (_NAME_LIKE.match(cell) or _YEAR.match(cell)) for cell in named) + len(named) - len(set(named))
    if not named or odd > _MOST_ODD * len(named):
        return False
    if sum(has_known_word(cell) and cell[-1] not in ".!?" for cell in named) >= _FEWEST_KNOWN:
        named = [cell for cell in named if not _QUESTION.fullmatch(cell)]
    abbreviated = _ABBREVIATED.fullmatch if len(named) >= _FEWEST_COLUMNS else _YEAR.match
    if any(
        _IS_VALUE.search(cell) and not (_YEAR.match(cell) or _INITIALS.match(cell) or abbreviated(cell))
        for cell in named
    ):
        return False
    if _returns(cells, rows):
        return False
    if in_table and _names_persons(cells, rows):
        return False
    if sum(map(has_known_word, named)) >= max(1, len(named) / 3):
        return True
    snake = sum("_" in cell or cell[0].islower() for cell in named)
    differs = sum(
        any(column < len(row) and _VALUE_LIKE.search(row[column][:40]) and row[column] for row in rows)
        for column in range(len(cells))
    )
    if snake == len(named) and differs > 0:
        return True
    return in_table and _is_unlike(cells, rows)


def _returns(cells: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether a cell is repeated below itself, as values are and names are not."""
    for row in rows:
        same = sum(a == b.strip() != "" for a, b in zip(cells, row, strict=False))
        if 0 < same < min(len(cells), len(row)):  # all are the same: the header is repeated
            return True
    return False


def _names_persons(cells: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether ``cells`` and the rows below hold first names in the same column, so that it is a row of values."""
    for column, cell in enumerate(cells):
        if not FIRST_NAMES.isdisjoint(cell.lower().split()[:1]) and any(
            column < len(row) and not FIRST_NAMES.isdisjoint(row[column].lower().split()[:1]) for row in rows
        ):
            return True
    return False


def _is_unlike(cells: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether columns of numbers, dates and codes have a first cell without a digit."""
    if any(any(map(str.isdigit, cell)) for cell in cells) or not any(cells):
        return False
    unlike = 0
    for column, cell in enumerate(cells):
        below = [row[column] for row in rows if column < len(row) and row[column].strip()]
        unlike += bool(cell and below) and all(any(map(str.isdigit, value)) for value in below)
    return unlike >= max(1, 0.3 * len(cells))


def holds_persons(first: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether ``first`` holds a label and full names, and ``rows`` begin with labels: persons side by side."""
    cells = [column_name(cell) for cell in first]
    names = cells[1:]
    if not names or not rows or not all(FULL_NAME.fullmatch(name) and not has_known_word(name) for name in names):
        return False
    return all(row and _NAME_LIKE.match(row[0].strip()) and has_known_word(row[0].strip()) for row in (cells, *rows))
