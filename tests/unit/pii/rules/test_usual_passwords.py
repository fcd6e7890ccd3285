"""Passwords that are words of every day, where a login says so; and places where the same words are none."""

from __future__ import annotations

import pytest

from objectlambda.pii import detect


@pytest.mark.parametrize(
    ("text", "key", "expected"),
    [
        ("DATABASE_USER=app\nDATABASE_PASSWORD=postgres\n", ".env", ["postgres"]),
        ("url=jdbc:x\nusername=ana\npassword=secret\n", "db.properties", ["secret"]),
        ('{"username": "ana", "credentials": [{"type": "password", "value": "password"}]}', "realm.json", ["password"]),
        ("site,user,password\nbank,ana,admin\nshop,leo,changeme\n", "logins.csv", ["admin", "changeme"]),
        ("usuario: leo\ncontraseña: clave\n", "acceso.yml", ["clave"]),
        ("sqlcmd -S localhost -U sa -P Winter_77 -Q 'SELECT 1'", None, ["Winter_77"]),
        ("username=Username\npassword=Password\n", "messages.properties", []),
        ("username=username\npassword=password\n", "messages.properties", []),
        ('{"name": "password", "type": "password", "label": "password", "placeholder": "secret"}', "form.json", []),
        ('{"properties": {"password": {"type": "string", "description": "secret"}}}', "schema.json", []),
    ],
)
def test_usual_passwords(text: str, key: str | None, expected: list[str]) -> None:
    assert [text[e.start : e.end] for e in detect(text, key=key) if e.type == "PASSWORD"] == expected
