"""Values that tests of user interfaces type into fields; what they type into other fields is nobody's."""

from __future__ import annotations

import pytest

from objectlambda.pii import detect
from objectlambda.pii.detection.analyzer import Analyzer

FORMS = (
    (
        'fill_in "Last name", with: "{s}"\nfill_in \'user[password]\', with: \'{w}\'\nfill_in :login, with: "{l}"\n',
        "swl",
    ),
    ("cy.get('#password').type('{w}')\ncy.get('input[name=\"last_name\"]').clear().type('{s}');\n", "ws"),
    ("await page.fill('#surname', '{s}');\nawait page.getByLabel('Contraseña').fill('{w}');\n", "sw"),
    ("await page.locator('input[name=username]').fill('{l}');\n", "l"),
    (
        'd.find_element(By.NAME, "password").send_keys("{w}")\nd.findElement(By.id("user_login")).sendKeys("{l}");\n',
        "wl",
    ),
    (
        "await u.type(screen.getByLabelText('Apellidos'), '{s}');\nu.type(s.getByLabelText(/password/i), \"{w}\");\n",
        "sw",
    ),
    ("fireEvent.change(getByLabelText('Surname'), {{ target: {{ value: '{s}' }} }});\n", "s"),
    ("$I->fillField('Password', '{w}');\n$I->fillField(\"usuario\", \"{l}\");\n", "wl"),
    ("    Input Text    id=username    {l}\n    Input Password    name:password    {w}\n", "lw"),
    ("let(:password) {{ '{w}' }}\nlet!(:surname) {{ \"{s}\" }}\n", "ws"),
)
NOTHING = (
    'page.fill("#search", "red shoes")\ncy.get(".title").type("Hello world")\nfill_in "Title", with: "A new post"\n',
    "let(:state) { 'active' }\nlet(:count) { 'three' }\nInput Text    id=quantity    12\n",
)
VALUES = {
    "s": ("Wilk", "Zubeldia", "Oyston"),
    "l": ("twilk", "e.zubeldia", "toy9"),
    "w": ("zielony9", "Cl4ve-roja", "xk!Rook7"),
}
TYPES = {"s": "NAME", "l": "USERNAME", "w": "PASSWORD"}


@pytest.fixture(scope="module")
def rules() -> Analyzer:
    return Analyzer(network=lambda texts: [[] for _ in texts])


@pytest.mark.parametrize(("form", "kinds"), FORMS, ids=lambda value: value[:16])
@pytest.mark.parametrize("number", range(3))
def test_finds_what_tests_type_into_fields(rules: Analyzer, form: str, kinds: str, number: int) -> None:
    values = {kind: of_kind[number] for kind, of_kind in VALUES.items()}
    text = form.format(**values)
    found = [(str(one.type), text[one.start : one.end]) for one in detect(text, analyzer=rules)]
    assert found == [(TYPES[kind], values[kind]) for kind in kinds]


@pytest.mark.parametrize("text", NOTHING)
def test_other_fields_hold_nobody(text: str) -> None:
    assert [text[one.start : one.end] for one in detect(text)] == []
