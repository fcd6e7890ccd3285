"""Cards that programs spell out, values given to keys, examples of fields, and names of columns beside given names."""

from __future__ import annotations

import pytest

from objectlambda.pii import detect
from objectlambda.pii.structure.given_names import with_given_names

FOUND = (
    (
        "const card = [\n  'BEGIN:VCARD',\n  'FN:{f} {s}',\n  'N:{s};{f};;;',\n  'TEL;TYPE=HOME:{p}',\n"
        "  'END:VCARD',\n].join('\\r\\n')\n",
        ("{f} {s}", "{s}", "{f}", "{p}"),
    ),
    (
        's = "BEGIN:VCARD\\nVERSION:3.0\\nN:{s};{f};;;\\nTEL:{p}\\nEND:VCARD\\n"; other("N:x")\n',
        ("{s}", "{f}", "{p}"),
    ),
    (
        '$v = "BEGIN:VCARD\\r\\n";\n$v .= "N:{s};{f};;;\\r\\n";\n'
        '$v .= "TEL;CELL:{p}\\r\\n";\n$v .= "END:VCARD\\r\\n";\n',
        ("{s}", "{f}", "{p}"),
    ),
    ('e = ["BEGIN:VEVENT", "ATTENDEE;CN={f} {s}:mailto:a@example.org", "END:VEVENT"]\n', ("{f} {s}",)),
    ("$rows[7]['lastname']= \"{s}\";\n$rows[7]['salary'] = \"41220\";\n", ("{s}",)),
    ('person[:surname] ||= "{s}"\n@data["phone"] = "{p}"\n', ("{s}", "{p}")),
    ("  @ApiProperty({{ example: '{s}', required: true }})\n  @IsString()\n  readonly surname?: string;\n", ("{s}",)),
    ('    @Schema(description = "who", example = "{s}")\n    private String surname;\n', ("{s}",)),
    (' * @OA\\Property(\n *   property="surname",\n *   type="string",\n *   example="{s}"\n * ),\n', ("{s}",)),
    ('    surname: str | None = Field(None, max_length=40, example="{s}")\n', ("{s}",)),
    ("matricule;nom;prenom;ville\n00412;{s};{f};Brest\n00413;{s};{f};Nantes\n", ("{s}", "{f}")),
)
TYPES = (
    "type U = {\n  name: string;\n  password: string;\n  address?: string;\n};\n",
    "export class CreateUserDto {\n  password: string;\n  readonly address: string;\n}\n",
    "struct U {\n    pub password: String,\n    pub address: String,\n}\n",
    "function login(user: string, password: string): boolean;\n",
    "  readonly password: string | null;\n",
)


@pytest.mark.parametrize(("form", "wanted"), FOUND)
@pytest.mark.parametrize(
    ("given", "surname", "phone"),
    [("Odalys", "Sklenka", "+44 161 496 0377"), ("Tove", "Lindqvist", "0161 496 0942")],
)
def test_finds_values_that_programs_hold(
    form: str, wanted: tuple[str, ...], given: str, surname: str, phone: str
) -> None:
    values = {"f": given, "s": surname, "p": phone}
    text = form.format(**values)
    found = {text[one.start : one.end] for one in detect(text)}
    assert {one.format(**values) for one in wanted} <= found


@pytest.mark.parametrize("text", TYPES)
def test_takes_no_type_for_a_value(text: str) -> None:
    assert detect(text) == []


def test_names_stand_beside_each_other() -> None:
    assert with_given_names(["id", "Nom", "Prenom"]) == ["id", "last name", "Prenom"]
    assert with_given_names(["name", "surname"]) == ["first name", "surname"]
    assert with_given_names(["first_name", "last_name", "name"])[1:] == ["last_name", "first name"]
    assert with_given_names(["name", "nom", "prenom"]) == ["name", "nom", "prenom"]


def test_long_runs_of_cards_are_cut() -> None:
    assert detect("x('BEGIN:VCARD'\n" * 2000) == []
