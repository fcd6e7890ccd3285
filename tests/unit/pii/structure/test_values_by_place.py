"""Values whose meaning their place gives: rows of SQL, arguments, maps in one line, padded tables, FHIR, logs."""

from __future__ import annotations

import pytest

from objectlambda.pii import detect
from objectlambda.pii.detection.analyzer import Analyzer

FOUND = [
    (
        "a.sql",
        "INSERT [dbo].[T] ([n], [Phone], [at]) VALUES (1, N'153-555-0186', CAST(N'x' AS DateTime))\n"
        "INSERT [dbo].[T] ([n], [Phone], [at]) VALUES (2, N'154-555-0187', CAST(N'x' AS DateTime))\nGO\n",
        ["153-555-0186", "154-555-0187"],
    ),
    (
        "b.sql",
        "INSERT [dbo].[Address] VALUES (12, N'9539 Glenside Dr', NULL, N'Bothell', 79, N'98011')\n",
        ["9539 Glenside Dr", "Bothell", "98011"],
    ),
    (
        "c.sql",
        "Insert into LOCATIONS values (19,'6092 Boxwood St','YSW 9T2','Whitehorse','Yukon','CA');\n",
        ["6092 Boxwood St", "YSW 9T2", "Whitehorse", "Yukon"],
    ),
    (
        "d.sql",
        "INSERT ALL INTO p (id, surname) VALUES (1, 'Zubeldia')\n"
        "INTO p (id, surname) VALUES (2, 'Oyston') SELECT 1 FROM dual;",
        ["Zubeldia", "Oyston"],
    ),
    (
        "e.sql",
        "Insert into HR.EMPLOYEES values (114,'Dagny','Rautenberg','DRAUTENB',to_date('x','y'));\n"
        "Insert into HR.EMPLOYEES values (115,'Karl','Kolbe','KKOLBE',to_date('x','y'));\n",
        ["Dagny", "Rautenberg", "DRAUTENB", "Karl", "Kolbe", "KKOLBE"],
    ),
    ("f.cs", 'var e = new Employee("Imelda", "Catacutan", 4);\n', ["Imelda", "Catacutan"]),
    ("p.java", '    return c.firstName("Thandiwe").lastName("Mokoena").build();\n', ["Thandiwe", "Mokoena"]),
    (
        "q.java",
        '    service.register("thandi.m", "Jacaranda_88"); repo.findBySurname("Mokoena");\n',
        ["thandi.m", "Jacaranda_88", "Mokoena"],
    ),
    (
        "r.py",
        'PEOPLE = [\n    ("Ottilia", "Vander", 34),\n    ("Karl", "Chowdhury", 51),\n]\n',
        ["Ottilia", "Vander", "Karl", "Chowdhury"],
    ),
    ("s.xml", "<developers><developer><id>jkaurala</id></developer></developers>", ["jkaurala"]),
    ("t.ldif", "dn: cn=x\nmozillaHomeStreet: Oudegracht 219\nmozillaNickname: pietb\n", ["Oudegracht 219", "pietb"]),
    ("u.log", "asa : AAA : reason = Invalid password : server = fw1 : user = ragnhild : group = x\n", ["ragnhild"]),
    ("g.js", "  address: { line1: 'Kade 21 B', city: 'Tampere', code: '33200' },\n", ["Kade 21 B", "Tampere", "33200"]),
    (
        "h.txt",
        "CODE NAME                  CITY           TELEFONO\n"
        "K012 ALDECOA JOSU          BILBAO         944157720\n"
        "K013 GIRO SOLER ANA        LORCA          968461203\n",
        ["ALDECOA JOSU", "BILBAO", "944157720", "GIRO SOLER ANA", "LORCA", "968461203"],
    ),
    (
        "i.json",
        '{"identifier":[{"type":{"coding":[{"code":"PPN"}]},"value":"X44172255"}],"name":[{"family":"Hettinger594",'
        '"given":["Carmelia328"]}],"address":[{"line":["842 Kassulke Underpass"]}]}',
        ["X44172255", "Hettinger594", "Carmelia328", "842 Kassulke Underpass"],
    ),
    (
        "j.csv",
        '2020-12-01 09:41:12.338 CET,"mferrante","crm",21044,"192.168.9.31:55210",5fc60258.5234,1,"SELECT",'
        '2020-12-01 09:40:56 CET,4/118,0,ERROR,42P01,"relation ""x"" does not exist",,,,,,"SELECT 1",15,,"psql"\n',
        ["2020-12-01 09:41:12.338 CET", "mferrante", "192.168.9.31", "2020-12-01 09:40:56 CET"],
    ),
    (
        "k.json",
        '{\n "messages": [\n  {\n   "kind": 1,\n   "to": [\n    {\n     "text": "@leif_k"\n    }\n   ]\n  }\n ]\n}\n',
        ["@leif_k"],
    ),
    (
        "v.json",
        '{"cuenta_clabe":"012910001234567891","streetLine":"6 Drove End"}',
        ["012910001234567891", "6 Drove End"],
    ),
    (
        "w.txt",
        "0001ARAMBURU OTEGI MANUEL        19790304FES79210008136101234567890002145000\n"
        "0002CHINCHILLA PARDO ROSALIA     19911127MES91210004184502000513320001875050\n",
        [
            "ARAMBURU OTEGI MANUEL",
            "19790304",
            "ES",
            "7921000813610123456789",
            "CHINCHILLA PARDO ROSALIA",
            "19911127",
            "ES",
            "9121000418450200051332",
        ],
    ),
    ("x.yaml", "site_author: Perpetua Wyndham\n", ["Perpetua Wyndham"]),
    (
        "y.json",
        '{"DFIAccountNumber":"744-5678-99","ccc_cuenta":"21003344502200112233"}',
        ["744-5678-99", "21003344502200112233"],
    ),
    (
        "z.txt",
        "IBAN GB33BUKB20201555555555 ES91 21000418450200051332\n",
        ["GB33BUKB20201555555555", "ES91 21000418450200051332"],
    ),
    ("a.xml", '<telecom><system value="phone"/><value value="3035550182"/></telecom>', ["3035550182"]),
    (
        "b.xml",
        '<Worksheet><Table><Row><Cell><Data>Surname</Data></Cell><Cell ss:Index="3"><Data>Phone</Data></Cell></Row>'
        '<Row><Cell><Data>Vasile</Data></Cell><Cell ss:Index="3"><Data>5550182 4</Data></Cell></Row></Table>',
        ["Vasile", "5550182 4"],
    ),
    (
        "c.html",
        "<table><tr><td><b>Apellidos</b></td><td>Edad</td></tr><tr><td>Roa Paz</td><td><i>41</i></td></tr></table>"
        '<p class="post-author">curlew_55</p>',
        ["Roa Paz", "41", "curlew_55"],
    ),
    (
        "f.sql",
        'INSERT INTO opt VALUES (1,\'a:2:{s:7:"surname";s:6:"Vasile";s:8:"password";s:9:"curlew#55";}\');\n'
        "INSERT INTO wp_usermeta VALUES (1,7,'nickname','curlew'),(2,7,'last_name','Vasile'),(3,7,'theme','dark');\n",
        ["Vasile", "curlew#55", "curlew", "Vasile"],
    ),
    (
        "cdr.csv",
        '"","12125550147","13105550110","from-pstn","""Ned Vasile"" <12125550147>","SIP/a-1","SIP/b-2","Dial","SIP/b",'
        '"","","",9,7,"ANSWERED","DOCUMENTATION","1.2",""\n',
        ["12125550147", "13105550110", "Ned Vasile"],
    ),
    ("a.log", '10.6.0.3 - - [x] "GET /find?q=harriet+blackw&n=2 HTTP/1.1" 200\n', ["10.6.0.3", "harriet+blackw"]),
    ("d.json", '{"target":[{"type":"User","alternateId":"rkupka"},{"type":"App","alternateId":"crm"}]}', ["rkupka"]),
    ("e.tsv", "Hora\tBox\tMotivo\n9:05\t1\tlimpieza\n9:40\t2\tlimpieza\n", ["9:05", "9:40"]),
    (
        "f.ldif",
        "dn: uid=svc-sync,ou=Services,dc=x\nuid: svc-sync\n\ndn: cn=ops,ou=Groups,dc=x\ncn: ops\n"
        "member: uid=rkupka,ou=People,dc=x\n",
        ["rkupka"],
    ),
    ("g.json", '{"calle":"Luna 4","distrito":"Lima","items":[{"codigo":"P001"}]}', ["Luna 4", "Lima"]),
    (
        "i.tsv",
        "contact\ttown\tmobile_no\towner\nNgaire Tua\tEly\t07700 900118\tjfenwick\n"
        "Sunniva Sol\tEly\t07700 900119\tmbellok\n",
        ["Ngaire Tua", "Ely", "07700 900118", "jfenwick", "Sunniva Sol", "Ely", "07700 900119", "mbellok"],
    ),
    (
        "j.txt",
        ":20:S1\n:25:NL91ABNA0417164300\n:86:/TRTP/SEPA/NAME/M VAN DER STEEN/REMI/X\n",
        ["NL91ABNA0417164300", "M VAN DER STEEN"],
    ),
    (
        "k.hl7",
        "MSH|^~\\&|A|B|C|D|20240214||ORU^R01|8|P|2.3\nPID|||91||MCALLISTER^ROWAN\nOBX|1|TX|||MR MCALLISTER IS WELL\n",
        ["20240214", "MCALLISTER", "ROWAN", "MCALLISTER"],
    ),
    (
        "m.json",
        '{"entrega": {"via": "Psje. Cedros", "nro": "145", "urb": "Santa Rita", "ciudad": "Piura"}}',
        ["Psje. Cedros", "145", "Santa Rita", "Piura"],
    ),
    ("n.php", "['password' => Hash::make('porto-Rain-71'), 'role' => 'x'],\n", ["porto-Rain-71"]),
    (
        "o.txt",
        "14:22:01.118820 IP 192.0.2.10.51544 > 198.51.100.5.25: Flags [P.]\n",
        ["14:22:01.118820", "192.0.2.10", "198.51.100.5"],
    ),
    (
        "p.csv",
        "surname,Emergency contact\nRoe,Una 01333 555 077\nPaz,Fraser (son) 07700 900 315\n",
        ["Roe", "Una", "01333 555 077", "Paz", "Fraser", "07700 900 315"],
    ),
    (
        "q.hl7",
        "MSH|^~\\&|A|B|C|D|20240214||ORU^R01|8|P|2.3\nNTE|1||TEXT HUSBAND DECLAN AT HOME\n",
        ["20240214", "DECLAN"],
    ),
    (
        "r.vcf",
        'BEGIN:VCARD\nADR;LABEL="22 Loop St, Cape Town":;;22 Loop St;Cape Town;;;\nEND:VCARD\n',
        ["22 Loop St, Cape Town", "22 Loop St", "Cape Town"],
    ),
    (
        "s.txt",
        "(0008,0020) DA [20240122]    #  8, 1 StudyDate\n(0010,0010) PN [PEMBERTON^ALOYSIUS^^DR]    # 18, 1 Name\n"
        "(0010,1010) AS [079Y]    #  4, 1 Age\n",
        ["20240122", "PEMBERTON", "ALOYSIUS", "079Y"],
    ),
    (
        "t.bib",
        "@article{x,\n  author = {Oyelaran, Bisi and de Wit, Marleen},\n  title = {Sand},\n}\n",
        ["Oyelaran, Bisi", "de Wit, Marleen"],
    ),
    (
        "u.tsv",
        "nombre_completo\tnum_doc\tvia\tnumero\tescalera\tplanta\tpuerta\n"
        "EVA ROA PAZ\tX1\tTRAVESIA DEL POZO\t4\t\tB\t\n"
        "ANA GIL SOL\tX2\tTRAVESIA DEL POZO\t17\t\t3\tA\n",
        ["EVA ROA PAZ", "TRAVESIA DEL POZO", "4", "B", "ANA GIL SOL", "TRAVESIA DEL POZO", "17", "3", "A"],
    ),
    ("v.json", '{"wa_id":"5215512204478","from":"5215512204479","text":"x"}', ["5215512204478", "5215512204479"]),
    ("l.xml", "<Item><Name>Tile Oslo</Name></Item><Person><LastName>Oslo</LastName></Person>", ["Oslo"]),
    ("h.json", '[{"paciente":"LIBRE"},{"paciente":"Roa Paz"}]', ["Roa Paz"]),
]
NOTHING = [
    ("g.txt", "ES91 2100'0418\"4502;0005'1332 DE89 3704'0044 DE12-3456'7890,1234'5678.9012\n"),
    ("f.yaml", "auth_password_format: scram\n"),
    ("a.sql", "Insert into T values (1,null,114,30);\nInsert into U values (1900,'x');\n"),
    ("c.yaml", "env:\n  DB_ADDR: postgres\n"),
    ("d.txt", "Account Name: - Logon Type: 3\n"),
    ("b.sql", "CREATE TABLE t (id INT, familia VARCHAR(40));\n"),
    ("h.csv", "linea;parada;sentido\nL3;Ayora;Vuelta\nL4;Torrent;Vuelta\n"),
    ("f.hcl", 'tags = { cost_center = "cc-4410" }\n'),
    ("g.yaml", 'mensajes:\n  bienvenida: "Bienvenido, elija una opción"\n'),
    ("e.cs", 'var e = new Button("Imelda", "Catacutan", 4);\n'),
]


@pytest.fixture(scope="module")
def rules() -> Analyzer:
    return Analyzer(network=lambda texts: [[] for _ in texts])


@pytest.mark.parametrize(("key", "text", "expected"), FOUND, ids=lambda value: str(value)[:20])
def test_values_are_found_by_their_place(rules: Analyzer, key: str, text: str, expected: list[str]) -> None:
    assert [text[one.start : one.end] for one in detect(text, key=key, analyzer=rules)] == expected


@pytest.mark.parametrize(("key", "text"), NOTHING)
def test_other_places_say_nothing(rules: Analyzer, key: str, text: str) -> None:
    assert detect(text, key=key, analyzer=rules) == []
