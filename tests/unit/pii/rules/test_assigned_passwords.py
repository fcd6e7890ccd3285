"""Passwords that code and build files assign by a type, a call or a default; beside them, what only looks so."""

from __future__ import annotations

import pytest

from objectlambda.pii import detect

SECRETS = ("Tulip+Gate55", "snowflake", "Xk9#mQ2vLp")
FORMS = (
    ("x.go", 'package main\n\nvar password string = "{s}"\n'),
    ("x.go", 'const (\n\tdbPassword string = "{s}"\n\tport = 1\n)\n'),
    ("x.go", 'flag.String("password", "{s}", "the password of the database")\n'),
    ("x.bicep", "@secure()\nparam adminPassword string = '{s}'\n"),
    ("x.py", 'import os\n\ndef connect(host, password: str = "{s}"):\n    pass\n'),
    ("x.py", 'password: str | None = "{s}"\n'),
    ("x.py", 'password: Optional[str] = "{s}"\n'),
    ("x.py", 'password = os.environ.get("DB_PASSWORD", "{s}")\n'),
    ("x.py", 'parser.add_argument("--password", default="{s}", help="of the database")\n'),
    ("x.py", 'password: SecretStr = SecretStr("{s}")\n'),
    ("x.py", 'password = """{s}"""\n'),
    ("x.ts", "export const pw: string = '{s}';\n"),
    ("x.js", "const password = process.env.DB_PASSWORD ?? '{s}';\n"),
    ("x.rs", 'let password = String::from("{s}");\n'),
    ("x.cs", 'string password = @"{s}";\n'),
    ("x.cpp", 'char password[] = "{s}";\n'),
    ("x.cpp", 'std::string password("{s}");\nint port;\n'),
    ("x.cpp", 'std::string pw{{"{s}"}};\n'),
    ("x.rb", "password = ENV.fetch('DB_PASSWORD', '{s}')\n"),
    ("x.php", "<?php\nreturn ['password' => env('DB_PASSWORD', '{s}')];\n"),
    ("x.config", '[\n {{mysql, [\n  {{user, "app"}},\n  {{password, "{s}"}}\n ]}}\n].\n'),
    ("rabbitmq.config", '[{{rabbit, [{{default_pass, <<"{s}">>}}]}}].\n'),
    ("x.toml", '[db]\npassword = """\n{s}"""\n'),
    ("x.toml", "[db]\npassword = '''{s}'''\n"),
    ("x.bib", "@misc{{x,\n  password = {{{s}}},\n  year = 2020\n}}\n"),
    ("x.ps1", '$Password = ConvertTo-SecureString "{s}" -AsPlainText -Force\n'),
    ("x.ps1", "$p = ConvertTo-SecureString -AsPlainText -Force -String '{s}'\n"),
    ("x.ps1", "$p = ConvertTo-SecureString {s} -AsPlainText -Force\n"),
    ("x.ps1", "$p = '{s}' | ConvertTo-SecureString -AsPlainText -Force\n"),
    ("x.ps1", "Set-LocalUser -Name ann -Password '{s}'\n"),
    ("Makefile", "PASSWORD ?= {s}\nall:\n\techo x\n"),
    ("Makefile", "export DB_PASS := {s}\nall:\n\techo x\n"),
)
NONE = (
    ("x.go", 'var password string = ""\nvar password string\nvar resetURL string = "x"\n'),
    ("x.bicep", "param adminPassword string = '${kv.password}'\nparam passwordPolicy string = 'strict'\n"),
    ("x.bicep", "@secure()\nparam adminPassword string\nparam location string = 'westeurope'\n"),
    ("x.py", 'def ask(password: str = "", prompt: str = "Password: ") -> None:\n    password: str = "<password>"\n'),
    ("x.py", 'password = os.environ.get("DB_PASSWORD")\npassword = getpass("Enter your password: ")\n'),
    ("x.py", 'FIELDS = ["username", "password", "email"]\nLABELS = {"password", "token"}\n'),
    ("x.py", 'parser.add_argument("--password", "-p", help="the password")\nsecret = get("password", "Password")\n'),
    ("x.ts", "type Login = { password: string; kind: 'basic' };\nconst passwordField: string = 'password';\n"),
    ("x.js", "const message = errors.password || 'Required';\nconst p = form.password || 'short';\n"),
    ("x.js", 'const input = document.getElementById("password"), label = $("#password");\n'),
    ("x.jsx", "<Login password={password} user={user} />;\nconst pass = { value };\n"),
    ("x.config", "[{password, undefined}, {password, Password}, {password_hash, bcrypt}].\n"),
    ("x.bib", "@misc{x,\n  password = {},\n  title = {On the password = {} of a king}\n}\n"),
    ("x.toml", '[db]\npassword = """"""\npassword = """${DB_PASSWORD}"""\n'),
    ("x.ps1", "$p = ConvertTo-SecureString $env:DB_PASSWORD -AsPlainText -Force\nConvertTo-SecureString makes one.\n"),
    ("x.ps1", "Set-LocalUser -Name ann -Password $Password\nGet-Help -Parameter Password 'Set-LocalUser'\n"),
    ("Makefile", "PASSWORD ?= $(shell cat pw)\nPASSWORD ?=\nDB_PASS := ${SECRET}\nall:\n\techo x\n"),
    ("x.md", "Give the option --password or 'Password' to type it. The bypass = 'north' road is closed.\n"),
)


@pytest.mark.parametrize(("key", "text"), FORMS)
def test_assigned_passwords_are_found(key: str, text: str) -> None:
    for secret in SECRETS:
        written = text.format(s=secret)
        assert secret in {written[e.start : e.end] for e in detect(written, key=key) if e.type == "PASSWORD"}


@pytest.mark.parametrize(("key", "text"), NONE)
def test_what_assigns_no_password_is_none(key: str, text: str) -> None:
    assert [text[e.start : e.end] for e in detect(text, key=key) if e.type == "PASSWORD"] == []
