"""Data in the strings of programs and their tests: statements of SQL, tables, comparisons, elements, records."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest

from objectlambda.pii import detect
from objectlambda.pii.detection.analyzer import Analyzer

SURNAMES = ("Quarshie", "Zubeldia", "Oyston", "Katsaros", "Ouédraogo", "de la Vega")
GIVEN = ("Abla", "Eneko", "Thandiwe", "Stelios", "Alizeta", "Nerea")
TOWNS = ("Tema", "Hernani", "Whitby", "Volos", "Koudougou", "Guadix")
PHONES = ("+233 24 455 5012", "+34 612 555 014", "01947 555 0143")
LOGINS = ("aquarshie", "e.zubeldia", "toy_ston9", "skats7")
SECRETS = ("h4rvestMoon", "dusty-Lane9", "Cl4ve#Roja", "tulip+Gate55")
FORMS: Sequence[tuple[str, str, str]] = [
    ("a.py", "cur.execute(\"INSERT INTO people (last_name, city) VALUES ('{s}', '{t}')\")\n", "st"),
    (
        "b.js",
        "await db.run(\n  `INSERT INTO pacientes (id, apellidos, ciudad)\n   VALUES (?, '{s}', '{t}')`, [id]);\n",
        "st",
    ),
    ("c.php", "$db->query('INSERT INTO alumnos (apellidos, clave) VALUES (\\'{s}\\', \\'{w}\\')');\n", "sw"),
    ("d.py", 'c.execute("INSERT INTO users (login, pw) VALUES (%s, %s)", ("{l}", "{w}"))\n', "lw"),
    (
        "e.py",
        'c.executemany(\n  "insert into t (surname, town) values (?, ?)",\n  [("{s}", "{t}"), ("{s}", "{t}")],\n)\n',
        "stst",
    ),
    ("f.go", 'db.Exec(`UPDATE users SET surname = $1 WHERE login = $2`, "{s}", "{l}")\n', "sl"),
    (
        "g.java",
        'jdbc.update("insert into p (surname, given) " +\n  "values (?, ?)", new Object[] {{"{s}", "{g}"}});\n',
        "sg",
    ),
    (
        "h.java",
        'PreparedStatement ps = c.prepareStatement("INSERT INTO u (surname, password) VALUES (?, ?)");\n'
        'ps.setString(1, "{s}");\nps.setString(2, "{w}");\n',
        "sw",
    ),
    (
        "i.php",
        "$q = $pdo->prepare('INSERT INTO u (usuario, clave) VALUES (?, ?)');\n$q->execute(['{l}', '{w}']);\n",
        "lw",
    ),
    ("j.rs", 'query("INSERT INTO p (surname, given) VALUES ($1, $2)").bind("{s}").bind("{g}").execute(&p);\n', "sg"),
    ("k.go", 'if got.Surname != "{s}" {{\n\tt.Fatal()\n}}\n', "s"),
    ("l.java", 'assertEquals("{s}", p.getSurname());\nassertEquals(p.getApellidos(), "{s}");\n', "ss"),
    ("m.js", "expect(people[1].surname).toBe('{s}');\nexpect(p.phone).to.equal('{p}');\n", "sp"),
    ("n.rb", 'expect(p.surname).to eq("{s}")\n', "s"),
    ("o.cs", 'p.Surname.Should().Be("{s}");\nAssert.Equal("{l}", p.Login);\n', "sl"),
    ("p.rs", 'assert_eq!(p.surname, "{s}");\n', "s"),
    ("q.py", 'DATA = """id,surname,given,town\n7,{s},{g},{t}\n8,{s},{g},{t}\n"""\n', "sgtsgt"),
    ("r.go", 'csv := "surname,phone\\n{s},{p}\\n{s},{p}\\n"\n', "spsp"),
    ("s.js", "const rows = [\n  'clave;apellidos',\n  '{w};{s}',\n].join('\\n');\n", "ws"),
    ("t.java", 'String t = "login,password\\n" +\n    "{l},{w}\\n" +\n    "{l},{w}\\n";\n', "lwlw"),
    ("u.sh", "cat > users.csv <<EOF\nlogin,password,surname\n{l},{w},{s}\nEOF\n", "lws"),
    (
        "af.java",
        "/**\n * Example:\n * surname,given,town,phone\n * {s},{g},{t},{p}\n * {s},{g},{t},{p}\n */\n",
        "sgtpsgtp",
    ),
    ("ag.md", "Rows\n\nof a file\n\nnombre,apellidos,telefono\n{g},{s},{p},,,\nb\n", "gsp"),
    ("ah.sql", "INSERT INTO c (nombre_cliente, apellido) VALUES ('{g}', '{s}');\n", "gs"),
    ("aa.clj", '(ns a)\n(use b)\n(def h "id,surname,town,login,cost")\n(def r "100,{s},{t},{l},9")\n', "stl"),
    ("ab.md", "Rows\n\nof a file\n\nid,surname,town,login\\\n100,{s},{t},{l}\\\n", "stl"),
    ("ac.sql", "INSERT INTO people (id, name, surname) VALUES (1, '{g}', '{s}');\n", "gs"),
    ("ad.csv", "id,name,surname,phone\n1,{g},{s},{p}\n2,{g},{s},{p}\n", "gspgsp"),
    ("ae.txt", "member: CN={s}\\, {g},OU=Lab,DC=example\n", "sg"),
    ("v.js", "const rows = [\n  ['surname', 'town'],\n  ['{s}', '{t}'],\n];\nload(rows);\n", "st"),
    ("w.java", 'String x = "<p:surname>{s}</p:surname>" +\n  "<phone>{p}</phone>";\n', "sp"),
    ("x.feature", "  Scenario: x\n    Given the people\n      | surname | login |\n      | {s} | {l} |\n", "sl"),
    (
        "y.ts",
        "const g = `0 HEAD\n0 @I1@ INDI\n1 NAME {g} /{s}/\n2 SURN {s}\n1 BIRT\n2 DATE 3 MAY 1880\n0 TRLR`;\n",
        "gss",
    ),
    ("z.py", 'g = "0 @I1@ INDI\\n1 NAME {g} /{s}/\\n2 GIVN {g}\\n1 SEX F\\n"\n', "gsg"),
]


@pytest.fixture(scope="module")
def rules() -> Analyzer:
    return Analyzer(network=lambda texts: [[] for _ in texts])


@pytest.mark.parametrize(("key", "form", "kinds"), FORMS, ids=[key for key, _, _ in FORMS])
@pytest.mark.parametrize("seed", range(2))
def test_finds_data_in_programs_by_its_place(rules: Analyzer, key: str, form: str, kinds: str, seed: int) -> None:
    pick = random.Random(f"{key}{seed}").choice
    values = {
        "s": pick(SURNAMES), "g": pick(GIVEN), "t": pick(TOWNS), "p": pick(PHONES), "l": pick(LOGINS),
        "w": pick(SECRETS),
    }  # fmt: skip
    text = form.format(**values)
    found = detect(text, analyzer=rules)
    types = {"s": "NAME", "g": "NAME", "t": "ADDRESS", "p": "PHONE", "l": "USERNAME", "w": "PASSWORD"}
    begin = 0
    for kind in kinds:
        begin = text.index(values[kind], begin)
        stop = begin + len(values[kind])
        assert types[kind] in [str(one.type) for one in found if one.start <= begin and one.end >= stop], (kind, begin)
        begin = stop


def test_reads_bank_statements_in_programs(rules: Analyzer) -> None:
    text = (
        'var s = @"\n:20:STARTUMS\n:25:12345678/0123456789\n:60F:C240617EUR33,66\n:86:/NAME/ABLA QUARSHIE/REMI/rent/\n'
        ':50K:/12345678\nENEKO ZUBELDIA\n12 MAIN ST\n:62F:C240618EUR34,66\n-\n";\nreturn s;\n'
    )
    found = {(str(one.type), text[one.start : one.end]) for one in detect(text, analyzer=rules)}
    assert {
        ("BANK_ACCOUNT_NUMBER", "12345678/0123456789"),
        ("DATE_TIME", "240617"),
        ("NAME", "ENEKO ZUBELDIA"),
        ("ADDRESS", "12 MAIN ST"),
    } <= found


NOTHING = (
    'if node.name != "div" || ev.type == "click" {}\nassertEquals("foo-bar", pkg.getName());\n',
    'assert r.state == "active"\nassert host.address == "localhost"\nexpect(btn.title).toBe("Save changes");\n',
    'db.Exec("INSERT INTO jobs (state, kind) VALUES (?, ?)", "ready", "cron")\n',
    "from shop import name, address, email\n\ndef f(name, email, phone,\n      city, address, code):\n    pass\n",
    "const { name, email, phone } = user;\nreturn f(name, email,\n  phone, city);\n",
    "SELECT name, email FROM t WHERE status = ? AND kind = ?\n",
)


@pytest.mark.parametrize("text", NOTHING)
def test_finds_nobody_in_programs_without_data(text: str) -> None:
    assert [text[one.start : one.end] for one in detect(text)] == []


def test_finds_employees_by_their_numbers_in_reports() -> None:
    text = (
        "EMPNO  NAME                     DEPT  RATE   HRS   NOTE\n"
        "00417  OYELARAN MARGUERITE      0401  31.40  80.0  A1\n"
        "00418  LINDQVIST TOBIAS         0401  35.67  72.5  A2\n"
        "00422  ST. JOHN PHOEBE          0388  22.10  40.0  A4\n"
    )
    names = ["OYELARAN MARGUERITE", "LINDQVIST TOBIAS", "ST. JOHN PHOEBE"]
    assert [text[one.start : one.end] for one in detect(text)] == names
