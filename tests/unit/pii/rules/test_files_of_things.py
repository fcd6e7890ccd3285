"""Words that look like names or logins in change logs, builds, declarations and tables, where they are things."""

from __future__ import annotations

import pytest

from objectlambda.pii import detect

_TRUE = {"DATE_TIME", "URL", "IP_ADDRESS"}
_THINGS = {
    "a change log": """Changes
=======

2.9.0 "Fennel" (2022-03-04)
---------------------------

* New exporters: Splunk, Zipkin and Jaeger.
* Jasmine is replaced by Vitest; Karma by Playwright.
* Fennel comes after Saffron and before Bay.

2.8.1 (2022-01-11)
------------------

* Fixed: the parser lost the last line.
""",
    "a change log in Markdown": """# Changelog

## [1.12.0] - 2023-05-06

- Support for Wheezy and Buster has ended.
- The storage engine is now Marlin; Perch stays for old files.

## [1.11.2](https://git.invalid/compare) - 2023-02-01

- Cassidy themes work again.
""",
    "a Maven build": """[INFO] Scanning for projects...
[INFO] Reactor Build Order:
[INFO]
[INFO] Halcyon Parent                                                     [pom]
[INFO] Halcyon Reed Plugin                                                [jar]
[INFO] --- maven-jar-plugin:3.3.0:jar (default-jar) @ halcyon ---
[INFO] Building jar: /b/halcyon.jar
[INFO] Halcyon Reed Plugin ................................ SUCCESS [  3.204 s]
""",
    "a CMake build": """-- The C compiler identification is GNU 12.2.0
-- Found ZLIB: /usr/lib/libz.so (found version "1.2.13")
-- Looking for pthread.h - found
--   Codec ................. Ogg Speex
--   Marlin backend ........ ON
-- Configuring done (0.3s)
""",
    "names of libraries in macros": "The Thrift backend needs THRIFT_HOME.\nWe found Thrift; AVRO_HOME is unset.\n",
    "families of fonts": """:root {
  --font-display: "Abigail Sans", "Merriweather", serif;
  --font-mono: "Cassidy Mono", monospace;
}
@font-face { font-family: "Della Respira"; src: local("Della Respira"), url(a.woff2); }
""",
    "weather reports": "TAF EDDM 101100Z 1012/1118 VRB03KT CAVOK\nMETAR KBOS 101254Z 27014KT RMK PK WND 03022/1218\n"
    "VIKING, FISHER, GERMAN BIGHT: WEST 5\nBAILEY, ROCKALL: CYCLONIC 6\n",
    "records of upper-case keys": "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n"
    "chr3\t12\t.\tC\tA\t60\tPASS\tGENE=LMNA;CLNSIG=Benign;CLNDN=Danon_disease\n"
    "chr3\t77\t.\tC\tT\t41\tPASS\tGENE=VCL;CLNSIG=Benign;CLNDN=Fabry_disease\n",
    "months": '{"months":["Januar","Februar","März","April","Mai","Juni","Juli","August"],"x":"Juli"}',
    "planets": "Venus sets early this week. Jupiter and Saturn rise at midnight, and Mars is seen near Neptune.\n",
    "programs with capitals inside": "Model: SaRa 2\nBackbone: LoRA\nHeads: TiNa, MoNa\n",
    "optimizers in a comment": "optim:\n  name: adafactor  # adam, nadam, lion, sofia\n  lr: 0.1\n  decay: 0.9\n",
    "labels of a form": "registro.nombre=Nombre\nregistro.apellidos=Apellidos\nregistro.apellido1=Cognome\n",
    "rooms called after persons": "La Sala Machado se cierra los lunes; el Aula Rosalía y el Salón Goya abren.\n",
    "a heading of an article": "Artículo 12. Salas.\nLas salas abren a diario.\n\nArtículo 13. Fondos.\nNo hay.\n",
    "monsters": "- name: Rusty Golem\n  hp: 90\n  armor: 12\n  loot: [Iron Gear, Lamp Oil]\n"
    "- name: Pearl Drake\n  hp: 40\n  armor: 3\n  loot: [Amber Scale]\n",
    "trails": '{"features":[{"properties":{"name":"Edward Payson Trail"},"geometry":{"type":"Point"}}]}',
    "numbers with fractions": '{"data":{"text/plain":"      mean    sd\\nK1     4.18  251.7\\nO1     3.07  198.4"}}',
    "a row of minutes": "Tannery  0606 0636 0706 0721       06 25 36 51\nMarket   0611 0641     01 25 41 56\n",
    "horses": "horse,class,weight\nSea Captain,5yo+,57.5\nRed Lantern,3yo,54.0\nIron Duke,4yo,56.0\n",
    "a value that Terraform hides": "  # aws_db_instance.main will be updated\n"
    "  username                              = (sensitive value)\n",
    "glued labels": "Waiting via gitlab-runner-5d9c7b6f8-x2k4q for ~/.config/user-dirs.conf\n",
    "daemons": "\t queue: default\n\t user: hdfs\n\t final status: UNDEFINED\n",
    "roles": "GRANT SELECT ON ALL TABLES IN SCHEMA sales TO accounting;\nREVOKE ALL ON SCHEMA sales FROM accounting;\n",
    "a crossword": "1 Mark's first in line (4)\n4 Grace said softly (5)\n7 Victor's prize (5)\n8 Dawn song (3)\n",
    "a policy": "Statement:\n  - Sid: Lists\n    Effect: Allow\n    Action: s3:ListBucket\n",
    "languages of programs": "Bindings for Python and Ruby are in the package; Julia follows.\n",
    "plants": "id,name,family,weeks\n2,Rosemary,Lamiaceae,4\n5,Angelica,Apiaceae,8\n6,Basil,Lamiaceae,2\n",
    "cultivars": "<products><product sku=\"A1\"><name>Rosa 'Ada Perry'</name><price>9</price></product></products>",
    "pieces of land": "Se excluyen el Coto de Martín, Sierra de la Estrella y Lomba de San Roque.\n",
    "a law": "Decreto 41/2016, de 3 de mayo, de Salas\n\nANEXO. Salas que se excluyen\n",
    "seasons": "Elija el modo Invierno, Verano o Silencio con la tecla.\n",
    "a term": "Las cesiones se acuerdan por un plazo máximo de 30 años.\n",
    "the state of a container": "Name: api-1\nPhone: x\nState:          Running\nLast State:     Terminated\n",
    "a pod": "User: x\n  default-scheduler  Successfully assigned web/cart-api-6c8d9f7b55-k2x9p to ip-10-0-3-9\n",
    "a kernel of a notebook": '{"metadata":{"kernelspec":{"display_name":"geo","language":"python","name":"geo"}}}',
    "a session of a program": '{"arn":"arn:aws:sts::735518204416:assumed-role/deployer/ansible"}',
    "the method of somebody": "The minimum is found by Okamoto's method; see Brandt's formula.\n",
    "macros": "# Needs Theora Speex, not Speex\nfind_library(SPEEX_LIBRARY)\nset(THEORA_LIBRARY x)\nmessage(x)\n",
    "the bus": '<busconfig>\n<policy><allow send_member="Reexecute"/></policy>\n</busconfig>\n',
    "elements": '<set><dir name="XIM"><document targetdoc="x"/></dir><module name="Xim"/></set>\n',
    "styles of fonts": "serif.plain=Palatino-Roman\nserif.bold=Palatino-Bold\nsans=Optima-Roman\n",
    "a daemon of one word": "[Unit]\nDescription=x\n\n[Service]\nType=oneshot\nUser=man\nNice=19\n",
    "an example": '{"Alias": "example_escalation", "Type": "ESCALATION", "Sender": "cli"}\n',
    "a value of users": "$task = new Task('/x', ['user-key' => 'user-data']);\n",
    "an array of Perl": "=head1 NAME\n\nmy @names;\n\nIt adds aa and bb to @EXPORT\n",
    "functional accounts": "Then kill the sessions of user etl_ro and page the DBA.\n",
}
_PERSONS = {
    "## 1.2.0 (2024-01-02)\n\n- Fixed a crash, thanks to Ngaire.\n- New icons (Siobhan)\n- Docs\n\n## 1.1.0\n\n- x\n": {
        "Ngaire",
        "Siobhan",
    },
    "[INFO] Scanning for projects...\n[INFO] Building app 1.0\n[INFO] --- x ---\n[INFO] deployed by Maria Lopez\n": {
        "Maria Lopez"
    },
    "last_name,first_name,age\nJudge,Aaron,31\nCoach,Rita,40\n": {"Judge", "Aaron", "Coach", "Rita", "31", "40"},
    "username: test-admin\npassword: x\n": {"test-admin"},
    "GRANT SELECT ON orders TO jmcallister;\n": {"jmcallister"},
    "Pt is a 4yo with cough.\n": {"4yo"},
    "Tel. 03031/123345\n": {"03031/123345"},
    '{"name":"Ida Kemp","phone":"(518) 421-7362","state":"Ohio"}': {"Ida Kemp", "Ohio"},
    "Verano Okafor llamó a Sierra Díaz.\n": {"Verano Okafor", "Sierra Díaz"},
    "Sara speaks English, French and Polish. Call Sara or Maya.\n": {"Sara", "Maya"},
    "Thanks to Claude Meunier, who trained BERT. Claude will present it.\n": {"Claude Meunier", "Claude"},
    "Owen Rand and Tom Leu met Naomi Dollar at the pier.\n": {"Owen Rand", "Tom Leu", "Naomi Dollar"},
    "Please ask Victoria Parker; she calls at noon.\n": {"Victoria Parker"},
    "Elizabeth Hall called. Please contact Victoria Park.\n": {"Elizabeth Hall", "Victoria Park"},
    "We spoke with Ayn Rand and Mbali Rand. Nurse Florin came.\n": {"Ayn Rand", "Mbali Rand", "Florin"},
    "Dr Fisher and Ms Cohen-Fuller met Mr Moore.\n": {"Fisher", "Cohen-Fuller", "Moore"},
    "sku,customer,qty\nA1,Brindley Ashcombe,2\nA2,Torvald Ekman,1\n": {"Brindley Ashcombe", "Torvald Ekman"},
    'sku,description,price\nA1,"Advice by Dr. Marta Quill, 30 min",90\n': {"Marta Quill"},
    "iata,name,contact_name\n0S7,Scott Field,Dorothy Lang\n": {"Dorothy Lang"},
    '[{"name": "Ann Lopez", "age": 34, "people": 3}]': {"Ann Lopez", "34"},
    '{"user": "kemp_i", "passwordKey": "Tr0ub4dor"}': {"kemp_i", "Tr0ub4dor"},
    '{"digits": [4, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1], "xs": [[1, 22, 3], [44, 5, 6]]}': {"4", "1"},
    "msg_id,msg_from,msg_to,msg_city\n1,Brindley Ashcombe,Torvald Ekman,x\n2,Torvald Ekman,Brindley Ashcombe,x\n": {
        "Brindley Ashcombe",
        "Torvald Ekman",
    },
    "action_id,action_type,action_by,action_date\n7,approve,Ngaire Whitlock,x\n8,reject,Ngaire Whitlock,x\n": {
        "Ngaire Whitlock"
    },
    '{"menu":{"save":"Save","cancel":"Cancel","logout":"Log out","help":"Help"},"owner":"Ngaire Whitlock"}': {
        "Ngaire Whitlock"
    },
    "de:\n  manager: Ngaire Whitlock\n  contact: Torvald Ekman\n": {"Ngaire Whitlock", "Torvald Ekman"},
    "April 3: Juli Okafor called.\n": {"April 3", "Juli Okafor"},
}


@pytest.mark.parametrize("kind", _THINGS)
def test_takes_things_for_no_persons_in(kind: str) -> None:
    text = _THINGS[kind]
    assert [(e.type, text[e.start : e.end]) for e in detect(text) if e.type not in _TRUE] == []


@pytest.mark.parametrize("text", _PERSONS)
def test_still_finds_persons_beside_such_things(text: str) -> None:
    assert {text[e.start : e.end] for e in detect(text)} >= _PERSONS[text]
