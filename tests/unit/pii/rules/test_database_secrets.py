"""Logins and passwords in statements about users of databases and in what clients are told; and their placeholders."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from objectlambda.pii import detect

LOGIN, SECRETS = "bhadley", ("Tulip+Gate55", "snowflake", "fjord=Stone7")
FORMS: Sequence[str] = [
    "SET PASSWORD FOR '{l}'@'localhost' = PASSWORD('{s}');",
    "SET PASSWORD FOR '{l}'@'%' = '{s}';",
    "ALTER USER '{l}'@'%' IDENTIFIED WITH mysql_native_password BY '{s}';",
    'ALTER USER {l} IDENTIFIED BY "{s}";',
    "ALTER USER {l} IDENTIFIED BY {s};",
    "CREATE USER {l} IDENTIFIED BY {s} DEFAULT TABLESPACE users;",
    "CREATE ROLE {l} LOGIN PASSWORD '{s}';",
    "ALTER ROLE {l} WITH LOGIN ENCRYPTED PASSWORD '{s}' VALID UNTIL 'infinity';",
    "CREATE LOGIN {l} WITH PASSWORD = N'{s}', CHECK_POLICY = OFF;",
    "EXEC sp_addlogin '{l}', '{s}';",
    "CREATE USER MAPPING FOR {l} SERVER s OPTIONS (user '{l}', password '{s}');",
    "$ sqlplus -S {l}/{s}@orcl",
    "SQL> connect {l}/{s}@orcl",
    "expdp userid={l}/{s} directory=dumps",
    "jdbc:oracle:thin:{l}/{s}@db:1521:x",
    "htpasswd -b .htpasswd {l} {s}",
    "htpasswd -cbB -C 12 /etc/nginx/users {l} '{s}'",
    "htpasswd -nb {l} {s}",
    "$c = mysqli_connect('localhost', '{l}', '{s}', 'shop');",
    "$db = new PDO(\"mysql:host=h;dbname=d\", '{l}', '{s}');",
    'DriverManager.getConnection(url, "{l}", "{s}");',
    "GRANT ALL ON shop.* TO '{l}'@'%' IDENTIFIED BY '{s}';",
    "machine h.example\nlogin {l}\naccount x\npassword {s}",
    "machine h.example password {s} login {l}",
    "h:5432:*:{l}:{s}",
]
NONE = (
    "CREATE USER app IDENTIFIED BY '<password>';\nALTER USER app IDENTIFIED BY :password;\n",
    "ALTER USER app IDENTIFIED BY &new_password;\nCREATE ROLE app LOGIN PASSWORD '${DB_PASSWORD}';\n",
    "The patient is identified by 'number' and was identified with the help of Ann's notes.\n",
    "CREATE TABLE users (id int, password varchar(60) COMMENT 'hash');\nCREATE ROLE app PASSWORD NULL;\n",
    "SET PASSWORD = '';\nCREATE LOGIN app FROM WINDOWS WITH DEFAULT_DATABASE = 'master';\n",
    "sqlplus /nolog\nsqlplus / as sysdba\nconnect the input/output lines\nhtpasswd -b file user password\n",
    "new PDO('mysql:host=h', $user, '');\nmysqli_connect($host, $user, $password);\n",
    "machine learning login page\nthe default login form asks for the password twice\n",
)


@pytest.mark.parametrize("form", FORMS)
def test_finds_logins_and_passwords_of_databases(form: str) -> None:
    for secret in SECRETS:
        text = form.format(l=LOGIN, s=secret) + "\n"
        found = detect(text)
        assert {(secret, "PASSWORD"), (LOGIN, "USERNAME")} <= {(text[e.start : e.end], str(e.type)) for e in found}
        assert all(any(e.start <= at < e.end for e in found) for at in places(text, LOGIN) + places(text, secret))


@pytest.mark.parametrize("text", NONE)
def test_placeholders_and_sentences_hold_none(text: str) -> None:
    assert [text[e.start : e.end] for e in detect(text) if e.type in ("USERNAME", "PASSWORD")] == []


def places(text: str, value: str) -> list[int]:
    return [at for at in range(len(text)) if text.startswith(value, at)]
