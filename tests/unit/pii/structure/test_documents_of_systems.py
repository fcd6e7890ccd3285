"""Documents as systems and offices write them: fields in other languages, TeX, lists of logins, dates in programs."""

from __future__ import annotations

import pytest

from objectlambda.pii import detect

FOUND = [
    # Brazil's NF-e: the law prescribes the names of the elements.
    (
        "nf.xml",
        "<dest><xNome>Jandira Peixoto Leal</xNome><enderDest><xLgr>Travessa das Palmas</xLgr><nro>4012</nro>"
        "<xCpl>casa 2</xCpl><xBairro>Jardim Sul</xBairro><xMun>Londrina</xMun><UF>PR</UF><CEP>86010190</CEP>"
        "</enderDest></dest>",
        ["Jandira Peixoto Leal", "Travessa das Palmas", "4012", "casa 2", "Londrina", "PR", "86010190"],
    ),
    (
        "kunder.csv",
        "Fornavn;Etternavn;Gateadresse;Postnr;Poststed;Fødselsdato\n"
        "Sunniva;Haukeland;Nygata 17;5017;Voss;03.09.1981\nTorbjørn;Sletten;Kaiveien 2;6003;Molde;22.11.1969\n",
        ["Sunniva", "Haukeland", "Nygata 17", "5017", "Voss", "03.09.1981", "Torbjørn", "Sletten"],
    ),
    (
        "zakaznici.json",
        '[{"jmeno": "Radovan", "prijmeni": "Kupka", "ulice": "Na Kopci 8", "psc": "602 00", "mesto": "Brno",'
        ' "heslo": "Sn3zka-1602"}]',
        ["Radovan", "Kupka", "Na Kopci 8", "602 00", "Sn3zka-1602"],
    ),
    ("a.txt", "Фамилия: Зайцева\nИмя: Раиса\nТелефон: +7 912 555 01 44\n", ["Зайцева", "Раиса", "912 555 01 44"]),
    (
        "letter.tex",
        "\\documentclass{letter}\n\\begin{document}\n\\address{Ottilie Kern\\\\Am Anger 5\\\\99084 Erfurt}\n"
        "\\opening{Dear Ms~Kern,}\nPhone: 0361~5550143, born J\\\"urgen M\\\"uller.\n\\end{document}\n",
        ["Am Anger 5", "99084 Erfurt", "0361~5550143", 'J\\"urgen M\\"uller'],
    ),
    ("access.yml", "removed_users: [kbrandl, ytanaka2, o.fedorov]\n", ["kbrandl", "ytanaka2", "o.fedorov"]),
    ("OWNERS", "approvers:\n  - qvandal\n  - mleroux\n", ["qvandal", "mleroux"]),
    ("app.ini", "[access]\nadmins = qvandal, mleroux\n", ["qvandal", "mleroux"]),
    ("seed.py", "birth = datetime.date(1987, 11, 2)\n", ["1987, 11, 2"]),
    ("Seed.java", "p.setBorn(LocalDate.of(1987, Month.MARCH, 2));\n", ["1987, Month.MARCH, 2"]),
    ("seed.cs", "Born = new DateTime(1987, 11, 2, 8, 30, 0),\n", ["1987, 11, 2, 8, 30, 0"]),
    ("seed.rb", "born: Date.new(1987, 11, 2),\n", ["1987, 11, 2"]),
    ("seed.rs", "let d = NaiveDate::from_ymd_opt(1987, 11, 2).unwrap();\n", ["1987, 11, 2"]),
    (
        "api.yaml",
        "components:\n  Owner:\n    properties:\n      city:\n        type: string\n        example: Tavira\n"
        "      street: {type: string, example: Beco do Sol 4}\n",
        ["Tavira", "Beco do Sol 4"],
    ),
    (
        "inv.xml",
        "<cac:FinancialInstitutionBranch><cbc:ID>SPTRNO22XXX</cbc:ID></cac:FinancialInstitutionBranch>",
        ["SPTRNO22XXX"],
    ),
    ("series.mbox", "From: zoo_kpr <zk@harbour.example>\nSubject: [PATCH] fix\n", ["zoo_kpr"]),
    ("fw.log", "Mar 02 10:02:30: %ASA-6-302013: Built inbound connection 9 (LDAP-X\\pnowak) to inside\n", ["pnowak"]),
    ("db.log", "Database: Wages, creation date(time): 2019/12/05(23:20:31), pages: 8\n", ["2019/12/05(23:20:31)"]),
]  # fmt: skip
PRINTED = [
    # what programs print of their values
    ("a.log", "Array\n(\n    [first_name] => Petronel\n    [login] => pvasile\n)\n", ["Petronel", "pvasile"]),
    ("b.log", 'array(1) {\n  ["surname"]=>\n  string(6) "Vasile"\n}\n', ["Vasile"]),
    ("c.log", 'cache: a:1:{s:7:"surname";s:6:"Vasile";}\n', ["Vasile"]),
    ("d.log", "got &{ID:9 FirstName:Petronel LastName:Vasile Login:pvasile}\n", ["Petronel", "Vasile", "pvasile"]),
    ("e.log", 'Start [["last_name", "Vasile"], ["login", "pvasile"]]\n', ["Vasile", "pvasile"]),
    ("f.log", "DETAIL:  Key (surname, city)=(Vasile, Iasi) already exists.\n", ["Vasile", "Iasi"]),
    ("g.log", "Duplicate entry 'pvasile' for key 'members.uk_login'\n", ["pvasile"]),
    (
        "h.log",
        "LOG:  execute <unnamed>: INSERT INTO member (id, surname, login) VALUES ($1, $2, $3)\n"
        "DETAIL:  parameters: $1 = '9', $2 = 'Vasile', $3 = 'pvasile'\n",
        ["Vasile", "pvasile"],
    ),
    (
        "i.log",
        "==>  Preparing: update member set surname = ?, login = ? where id = ?\n"
        "==> Parameters: Vasile(String), pvasile(String), 9(Integer)\n",
        ["Vasile", "pvasile"],
    ),
    (
        "j.log",
        "Hibernate: insert into member (surname, login) values (?, ?)\n"
        "TRACE BasicBinder - binding parameter [1] as [VARCHAR] - [Vasile]\n"
        "TRACE BasicBinder - binding parameter [2] as [VARCHAR] - [pvasile]\n",
        ["Vasile", "pvasile"],
    ),
    ("k.sql", "SELECT 1 FROM m WHERE login NOT IN ('pvasile', 'okuznets');\n", ["pvasile", "okuznets"]),
    (
        "l.log",
        "lb haproxy[9]: 2001:db8:1d3e:6500:9c11:22ff:fe04:7781:40110 [26/Feb/2024:14:02:12] in\n",
        ["2001:db8:1d3e:6500:9c11:22ff:fe04:7781"],
    ),
    ("m.json", '{"mentions":[{"id":"4","name":"curlew55","isBot":false}]}', ["curlew55"]),
]
SHAPES = [
    # rows of tests, named by the test's parameters
    (
        "T.cs",
        '[Theory]\n[InlineData("Sunniva", "Haukeland", 4)]\n[InlineData(null, "Sletten", 5)]\n'
        "public void Sorts(string firstName, string lastName, int n) => Check(n);\n",
        ["Sunniva", "Haukeland", "Sletten"],
    ),
    (
        "T.java",
        '@ParameterizedTest\n@CsvSource({"Sunniva, Haukeland, 4", "Torbjorn, Sletten, 5"})\n'
        "void sorts(String firstName, String lastName, int n) {}\n",
        ["Sunniva", "Haukeland", "Torbjorn", "Sletten"],
    ),
    (
        "test_t.py",
        '@pytest.mark.parametrize("surname, login", [("Haukeland", "shauk"), ("Sletten", "tslet")])\n'
        "def test_t(surname, login): ...\n",
        ["Haukeland", "shauk", "Sletten", "tslet"],
    ),
    # layouts of JSON and tables, marks that logs write for line ends, lists of credentials
    (
        "a.json",
        '{"columns":[{"name":"surname","type":"string"},{"name":"ssn"}],"rows":[["Vasile","418529036"],["Orrin","418529037"]]}',
        ["Vasile", "418529036", "Orrin", "418529037"],
    ),
    (
        "b.json",
        '{"surname":{"0":"Vasile","1":"Orrin"},"ssn":{"0":"418529036","1":"418529037"}}',
        ["Vasile", "418529036", "Orrin", "418529037"],
    ),
    ("c.json", '{"phones":{"home":"7185550149","work":"7185550150"}}', ["7185550149", "7185550150"]),
    (
        "d.csv",
        "id,surname,ssn,2021,2022\n1,Vasile,418529036,5,6\n2,Orrin,418529037,7,8\n",
        ["Vasile", "418529036", "Orrin", "418529037"],
    ),
    (
        "e.csv",
        "id,surname,ssn,Would you recommend this shop to any friend?\n1,Vasile,418529036,y\n2,Orrin,418529037,n\n",
        ["418529036", "418529037"],
    ),
    ("f.csv", "alta;apellidos;nº s.s.\n2024-01-02;Vasile;418529036\n2024-01-03;Orrin;418529037\n", ["418529036"]),
    ("g.csv", "Key,Code,Employee\n1,1,Vasile, Ned\n2,2,Orrin, Ida\n", ["Vasile", "Ned", "Orrin", "Ida"]),
    ("h.log", "body: Dear all#012418-52-9036#012Regards#012\n", ["418-52-9036"]),
    ("i.txt", "pv@mailbox.example|Pear-2024!\nio@mailbox.example|trinket77\n", ["Pear-2024!", "trinket77"]),
    ("j.log", "Feb 19 10:00:00 dc1 Account locked out: pvasile7\n", ["pvasile7"]),
    ("k.txt", "con domicilio en Cusco, jirón Ayacucho, 412.\n", ["jirón Ayacucho, 412"]),
    (
        "n.log",
        "Common Name,Real Address,Bytes Received,Bytes Sent,Connected Since\n"
        "qvandal,203.0.113.40:50122,883,199,2024-02-27 08:01:44\nVirtual Address,Common Name,Real Address,Last Ref\n"
        "10.9.0.6,qvandal,203.0.113.40:50122,2024-02-27 18:20:02\n",
        ["qvandal", "10.9.0.6"],
    ),
    ("o.csv", "Name;Kontonummer;BLZ\nA. Roe;DE02120300000000202051;BYLADEM1001\n", ["BYLADEM1001"]),
    (
        "p.tsv",
        "ID\tWhat is the best number to reach you on?\tFirst Name\n1\t7185550149\tIda\n2\t7185550150\tNed\n",
        ["7185550149", "7185550150"],
    ),
    ("q.json", '{"userDisplayName":"Zoia Petrescu","callerName":"PETRESCU ZOIA"}', ["Zoia Petrescu", "PETRESCU ZOIA"]),
    (".mailmap", "Zoia Petrescu <zp@river.example> zoia_88 <z88@users.river.example>\n", ["zoia_88"]),
    ("r.json", '{"user_profile":{"real_name":"Zoia Petrescu","name":"zpetrescu"}}', ["zpetrescu"]),
    (
        "s.log",
        "DEBUG org.hibernate.SQL : insert into delivery (street,city,zip) values (?,?,?)\n"
        "TRACE org.hibernate.orm.jdbc.bind : binding parameter (1:VARCHAR) <- [9 quai Kleber]\n"
        "TRACE org.hibernate.orm.jdbc.bind : binding parameter (2:VARCHAR) <- [Metz]\n",
        ["9 quai Kleber", "Metz"],
    ),
]
CLEAN = [
    ("gc.log", "[2.1s][info][gc,cpu] GC(4) User=0.07s Sys=0.00s Real=0.02s\n[2.2s][info][gc] GC(5) Pause 3M->1M 2ms\n"),
    ("e.json", '{"user":{"@odata.type":"#vendor.graph.directoryIdentity","userIdentityType":"cloudUser"}}'),
    ("l.aud", "CLIENT ADDRESS:[41] '(ADDRESS=(PROTOCOL=tcps)(PORT=55122))'\n"),
    ("r.yml", "roles:\n  owners: [platform, billing-team]\n  users: [read, write, delete]\n"),
    ("t.py", "size = make_grid(1920, 10, 80)\nrun(2024, 64, 12)\n"),
    ("i18n.json", '{"form": {"street": "Street and number", "city": "Town", "zip": "Postal code"}}'),
    ("o.json", '{"line_items":[{"name":"Linen sheet - Heather","sku":"L-1"}]}'),
    ("x.sql", "EXEC p @FirstName=NULL, @Amount=N'12'\n"),
    ("t.txt", "ann@192.0.2.4's password: \nnotes.tgz    100%\n".replace("ann@192.0.2.4", "deploy-host")),
    ("C.cs", '[InlineData("EUR", "open")]\npublic void Books(string currency, string state) => Run();\n'),
    ("c.css", "a{color:#012345}b{color:#01a2b3}\n"),
    ("nf.xml", "<prod><cProd>88</cProd><xProd>Parafuso Sextavado</xProd><NCM>73181500</NCM></prod>"),
]


EVERY = [*FOUND, *PRINTED, *SHAPES]


@pytest.mark.parametrize(("name", "text", "values"), EVERY, ids=[f"{at} {case[0]}" for at, case in enumerate(EVERY)])
def test_finds_all_of_each_value(name: str, text: str, values: list[str]) -> None:
    found = [(entity.start, entity.end) for entity in detect(text, "en", key=name)]
    for value in values:
        start = text.index(value)
        covered = sum(max(0, min(end, start + len(value)) - max(begin, start)) for begin, end in found)
        assert covered == len(value), value


@pytest.mark.parametrize(("name", "text"), CLEAN, ids=[name for name, _ in CLEAN])
def test_finds_nothing_where_there_is_no_person(name: str, text: str) -> None:
    assert [text[entity.start : entity.end] for entity in detect(text, "en", key=name)] == []


def test_takes_the_asterisks_of_segments_for_no_emphasis() -> None:
    text = "\tGS*IN*ROWANBOOKS*AN0400*20230910*1059*1*X*004010~\n" + "".join(
        f"\t\tN1*SO*Ann Roe~\n\t\tN3*4{number} Fern Street~\n\t\tPER*CN*main*EM*ann{number}@rowan.example~\n"
        for number in range(3)
    )
    mails = {text[one.start : one.end] for one in detect(text, "en", key="a.edi") if one.type == "EMAIL"}
    assert mails == {f"ann{number}@rowan.example" for number in range(3)}
