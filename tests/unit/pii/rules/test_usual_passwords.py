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


@pytest.mark.parametrize(
    "line",
    ["app.mail.secret=Tern&Gull88", "sync.oauth.client-secret = 7x_Harbour!q", "vpn.radius.secret=0live.Stone"],
)
def test_secrets_of_properties_are_passwords(line: str) -> None:
    text = f"# settings\njob.name=sync\n{line}\njob.retries=3\n"
    assert [text[e.start : e.end] for e in detect(text) if e.type == "PASSWORD"] == [line.split("=", 1)[1].strip()]


@pytest.mark.parametrize(
    "line",
    ["tls.secret=web-tls-2024", "db.secret=${DB_SECRET_1}", "a.secret=/run/secrets/db1", "b.secret=true", "c.secret=x"],
)
def test_names_and_places_of_secrets_are_no_passwords(line: str) -> None:
    assert not [e for e in detect(f"job.name=sync\n{line}\n") if e.type == "PASSWORD"]
