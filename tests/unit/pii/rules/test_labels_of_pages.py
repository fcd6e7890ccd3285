"""Labels and messages of a program's pages, and tables of goods, in which nobody is named; and persons beside them."""

from __future__ import annotations

import pytest

from objectlambda.pii import detect

_TRUE = {"DATE_TIME", "URL", "IP_ADDRESS"}
_CLEAN = {
    "Spanish labels of Rails": (
        "es.yml",
        "es:\n  sessions:\n    password_confirmation: Confirmación de la contraseña\n    login: Entrar\n"
        '    forgot_password: "¿Olvidó su contraseña?"\n    password: mínimo ocho caracteres\n    roles: Invitada\n',
    ),
    "German labels of properties": (
        "texte_de.properties",
        "login.title=Anmelden\nlogin.username=Benutzername\nlogin.password=Passwort\nuser.phone=Telefonnummer\n"
        "user.birthday=Geburtsdatum\nuser.salutation.mr=Herr\nuser.salutation.ms=Frau\nuser.status.x=Divers\n",
    ),
    "Dutch labels in YAML": (
        "profiel.yml",
        "inlog:\n  username: Gebruikersnaam\n  password: Wachtwoord\n  password_forgotten: Wachtwoord vergeten?\n"
        "profiel:\n  first_name: Voornaam\n  last_name: Achternaam\n  owner: Eigenaar\n",
    ),
    "a placeholder": ("a.json", '{"form": {"composer.handle_placeholder": "Naam", "topicAlias": "Alias", "n": 3}}'),
    "Portuguese phrases behind keys": (
        "pt.json",
        '{"pad.toolbar.bold": "Negrito", "pad.toolbar.clear": "Limpar cores", "group.owner": "Dono do Grupo",'
        ' "group.icon": "Mudar Ícone", "group.leave": "Sair do grupo", "group.join": "Entrar no grupo",'
        ' "group.none": "Nenhum membro", "group.rank": "Ordem dos pedidos", "group.hide": "Ocultar da lista",'
        ' "group.ask": "Pedir convite", "group.wait": "Espera a resposta", "group.denied": "Du hast keine Rechte",'
        ' "group.kick": "Expulsar membro", "group.badge": "Mostrar Medalha"}',
    ),
    "labels in a program": (
        "pt.js",
        'export default {\n  "Auth.form.button.forgot-password": "Enviar mensagem",\n'
        '  "Auth.form.error.password.matching": "As senhas não coincidem.",\n  "Auth.form.button.login": "Entrar",\n'
        '  "Auth.form.button.cancel": "Voltar",\n  "Auth.link.forgot-password": "Esqueceu a senha?"\n};\n',
    ),
    "a menu in YAML's flow style": (
        "karte.yaml",
        'speisen:\n  - {name: "Wiener Schnitzel", preis: 22.50, beilage: "Salat"}\n'
        '  - {name: "Königsberger Klopse", preis: 18.20}\n  - {name: "Forelle Müllerin", preis: 24.90}\n'
        '  - {name: "Birne Helene", preis: 7.90}\n',
    ),
    "producers of wines": (
        "wines.csv",
        "sku,producer,appellation,grape,vintage,price_eur,stock\nW-1,Domaine Tempier,Bandol,Mourvèdre,2018,38.50,24\n"
        "W-2,Joseph Drouhin,Chablis,Chardonnay,2022,24.50,48\nW-3,Louis Jadot,Beaujolais,Gamay,2022,12.90,60\n"
        "W-4,Catena Zapata,Mendoza,Malbec,2020,33.00,15\nW-5,Cloudy Bay,Marlborough,Sauvignon,2019,47.90,18\n"
        "W-6,Lustau,Jerez,Palomino,,13.20,33\n",
    ),
    "roses and peonies": (
        "plantas.json",
        '[{"nombre": "Rosal \'Madame Odile Verrier\'", "precio": 24.9, "altura": 300},'
        ' {"nombre": "Fucsia \'Mrs Popple\'", "precio": 9.9, "altura": 100}]',
    ),
    "apples": (
        "apples.tsv",
        "cultivar\torigin\tyear\trootstock\nGranny Smith\tEastwood\t1868\tM26\nEgremont Russet\tPetworth\t1872\tM9\n",
    ),
    "a timetable": (
        "fahrplan.txt",
        "Halt              4401   4403   4405   4407\nGeneral Torres    05:59  06:59  07:59  08:59\n"
        "Anna Rehberg Platz  06:01  07:01  08:01  09:01\nValadares  -  07:08  08:08  09:08  10:08\n",
    ),
    "Austrian holidays": (
        "feiertage.ics",
        "BEGIN:VCALENDAR\nX-WR-CALNAME:Feiertage\nBEGIN:VEVENT\nSUMMARY:Mariä Himmelfahrt\nEND:VEVENT\n"
        "BEGIN:VEVENT\nSUMMARY:Stefanitag\nEND:VEVENT\nBEGIN:VEVENT\nSUMMARY:Heiliger Leopold\nEND:VEVENT\n"
        "END:VCALENDAR\n",
    ),
    "samples of addresses": ("a.po", "#. FIRST AUTHOR <EMAIL@ADDRESS>\nemail: correo@ejemplo\nmail: user@domain\n"),
    "a tag of a comment": ("MX.yaml", "holidays:\n  # @attrib https://git.invalid/wiki/list\n  MX:\n    zone: mx\n"),
    "a pipeline": ("build.log", "Running on agent-07 in /ws/Jenkins Pipeline (jpipeline)\n[Pipeline] stage\n"),
    "references of CloudFormation": (
        "vorlage.yaml",
        "Resources:\n  Db:\n    Properties:\n      MasterUserPassword: !Ref ClaveMaestra\n",
    ),
    "a query of metrics": (
        "board.json",
        '{"targets": [{"expr": "sum(increase(failures_total{reason=\\"bad_password\\"}[1h]))"}]}',
    ),
    "Polish labels of one word": (
        "pl.json",
        '{"auth": {"login": "Zaloguj się", "user": "Użytkownik", "pass": "Hasło dostępu", "wrong": "Błędny login"},'
        ' "orders": {"empty": "Brak zamówień", "new": "Nowe", "paid": "Opłacone", "sent": "Wysłane",'
        ' "done": "Zakończone", "recipient": "Odbiorca", "address": "Adres dostawy", "seller": "Sprzedawca"},'
        ' "month": {"1": "Styczeń", "2": "Luty", "3": "Marzec", "4": "Kwiecień", "5": "Maj"}}',
    ),
    "stops called after persons": (
        "stops.json",
        '{"paradas": [{"nombre": "Plaza Mayor", "lat": 41.3, "lon": 2.1}, {"nombre": "María Cristina", "lat": 41.4, '
        '"lon": 2}, {"nombre": "Doctor Fleming", "lat": 41, "lon": 2}, {"nombre": "Lonja", "lat": 41.6, "lon": 2.4},'
        ' {"nombre": "Hospital", "lat": 41.7, "lon": 2.4}, {"nombre": "Rosalía de Castro", "lat": 41.7, "lon": 2.5}]}',
    ),
    "ships": (
        "ships.tsv",
        "imo\tname\ttype\tflag\n9321483\tEmma Mærsk\tcontainer ship\tDenmark\n9313199\tEdith Brandauer\tferry\tItaly\n",
    ),
    "days of saints": (
        "AT.yaml",
        "holidays:\n  AT:\n    days:\n      05-04:\n        name:\n          de-at: Florian\n        type: observance\n"
        "      09-24:\n        name:\n          de-at: Rupert\n        type: observance\n",
    ),
    "Dutch dishes": (
        "kaart.csv",
        "gerecht,soort,prijs\nBroodje van Kootje,lunch,7.50\nTante Bets appeltaart,toe,5.25\nKapsalon,hoofd,12.00\n",
    ),
    "gardens": (
        "parques.geojson",
        '{"features":[{"properties":{"nombre":"Jardines de Murillo","ha":1}},{"properties":{"nombre":"Parque Amate",'
        '"ha":32}},{"properties":{"nombre":"Jardín Americano","ha":5}}]}',
    ),
    "translations of feasts": (
        "CY.yaml",
        "holidays:\n  03-25:\n    name:\n      el: Ευαγγελισμός, Εθνική Εορτή\n      en: Annunciation\n"
        "  04-01:\n    name:\n      el: Κύπρος Εθνική Εορτή\n      en: National Day\n",
    ),
    "rows of measures": (
        "vote.txt",
        '"A" 125 37 21 20 29.6 753 157 312 24 25 49 1.2 1.76\n"D" 182 151 72 67.5 36.8 920 65 2306 72 79 150 -11.4\n'
        '"E" 1496 525 206 198.2 43.8 837 262 1711 217 232 449 0.6\n',
    ),
    "plural messages": (
        "de.po",
        'msgid "Assign role to 1 user"\nmsgid_plural "Assign role to %(c)s users"\nmsgstr[0] ""\n',
    ),
    "how passwords are stored": ("db.conf", "port = 5432\npassword_encryption = scram-sha-256\n"),
    "where an earthquake was": (
        "q.geojson",
        '{"features":[{"properties":{"mag":2.1,"place":"7 km N of Hayward, CA"}}]}',
    ),
    "a directory of streets": (
        "vias.json",
        '{"vias":[{"tipo":"Calle","denominacion":"Concepción Arenal"},{"tipo":"Vía","denominacion":"Antonio Machado"},'
        '{"tipo":"Plaza","denominacion":"Mayor"},{"tipo":"Calle","denominacion":"Severo Ochoa"},'
        '{"tipo":"Calle","denominacion":"Río Tajo"},{"tipo":"Travesía","denominacion":"San Roque"}]}',
    ),
    "parishes in a comment": (
        "AG.yaml",
        "regions:\n  # '3':\n  #   name: Saint George\n  # '4':\n  #   name: Saint John\n",
    ),
    "months of Islam": ("BN.yaml", "days:\n  27 Rajab:\n    _name: 27 Rajab\n  1 Shawwal:\n    _name: 1 Shawwal\n"),
    "a sentence": ("app.log", "WARN Using generated security password: see the configuration of the user\n"),
    "a reference": (
        "main.tf",
        'resource "aws_db_instance" "a" {\n  username               = var.admin_username\n  engine = "postgres"\n}\n'
        'resource "aws_iam_role" "lambda" {\n  name = "resize-images"\n  assume_role_policy = jsonencode({\n'
        '    Statement = [{ Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }]\n  })\n}\n',
    ),
}


def _found(text: str, name: str) -> set[tuple[str, str]]:
    return {(e.type, text[e.start : e.end]) for e in detect(text, key=name) if e.type not in _TRUE}


@pytest.mark.parametrize("kind", _CLEAN)
def test_labels_and_goods_are_nobody(kind: str) -> None:
    name, text = _CLEAN[kind]
    assert _found(text, name) == set()


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("es.yml", "es:\n  soporte:\n    usuario: mtejera\n    password: Sardina77\n    login: Entrar\n", "Sardina77"),
        ("es.yml", "es:\n  soporte:\n    username: mtejera\n    password: Contraseña\n", "mtejera"),
        ("app.yml", "login:\n  username: quillon\n  password: marmalade-jar\n  title: Sign in\n", "marmalade-jar"),
        ("a.json", '{"last_name": "Driver", "first_name": "Adela", "email": "a@example.com"}', "Driver"),
        ("k.yaml", 'team:\n  - {name: "Ilse Brandauer", mail: ilse@example.com}\n', "Ilse Brandauer"),
        ("k.yaml", "team:\n  - {first_name: Oriane, last_name: Teffer, zip: 04109}\n", "Teffer"),
        ("turnos.txt", "Turno\nOriane Teffer   08:00  16:00\nIlse Brandauer  14:00  22:00\n", "Ilse Brandauer"),
        (
            "a.json",
            '[{"nombre": "Ilse Brandauer", "apodo": "Taza \'Ilse\'", "correo": "i@example.com"}]',
            "Ilse Brandauer",
        ),
        ("mail.txt", "From: root@backup\nTo: ilse@domain\n\nDisk is full.\n", "ilse@domain"),
        ("notes.py.txt", "# @mtejera please look at this again\n", "@mtejera"),
        ("login.log", "Accepted for Anna Kolbe (akolbe)\nlogin user local.jones from 10.0.0.4\n", "akolbe"),
        (
            "ficha.json",
            '{"nombre": "Oriane", "ciudad": "Lugo", "estado": "Activo", "plan": "Anual", "idioma": "Gallego",'
            ' "canal": "Web", "motivo": "Quiere otro plan", "zona": "Norte", "nivel": "Alto", "apellido": "Teffer",'
            ' "origen": "Tienda", "nota": "Prefiere por la tarde"}',
            "Oriane",
        ),
        (
            "visitas.json",
            '{"visitas": [{"nombre": "Ilse Brandauer", "lat": 41.3, "lon": 2.1}, {"nombre": "Anna Kolbe", "lat": 41.4,'
            ' "lon": 2.2}, {"nombre": "Peter Lohse", "lat": 41.5, "lon": 2.3}, {"nombre": "Maria Kolbe", "lat": 41.6,'
            ' "lon": 2.4}, {"nombre": "Jan Roe", "lat": 41.7, "lon": 2.4}]}',
            "Anna Kolbe",
        ),
        ("crew.csv", "imo,name,birth_date\n9321483,Emma Kolbe,1981-04-02\n9321483,Jan Roe,1979-11-30\n", "Emma Kolbe"),
        (
            "s.json",
            '{"speaker": {"name": {"en": "Ilse Brandauer", "ja": "イルゼ"}, "email": "i@example.com"}}',
            "Ilse Brandauer",
        ),
        ("sku.csv", "sku,price,note\nA1,3.20,Abholung durch Herrn Pfister\nA2,4.00,Regal leer\n", "Herrn Pfister"),
        ("sku.csv", "sku,price,seller\nA1,3.20,Oriane Teffer\nA2,4.00,Ilse Brandauer\n", "Ilse Brandauer"),
        ("a.txt", "Weights 61.2 and 60.8, phone 206 555 0100, room 12.\n", "206 555 0100"),
        ("c.csv", "commonName,serial\nIlse Brandauer,91\nAnna Kolbe,92\n", "Anna Kolbe"),
        ("p.csv", "species,name,owner\ndog,Rex,Ilse Brandauer\ncat,Tom,Anna Kolbe\n", "Anna Kolbe"),
        ("p.yml", "name: Rajab Mansoor\nemail: r@example.com\n", "Rajab Mansoor"),
        ("a.json", '{"place": "14 Hayward Road, Ely", "name": "Ann Roe"}', "14 Hayward Road, Ely"),
        ("note.txt", "Granny Ilse picks the children up at four.\n", "Ilse"),
        ("p.txt", "Please note the password: marmalade77\n", "marmalade77"),
        (
            "cal.ics",
            "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Lunch with Maria Kolbe\nEND:VEVENT\nEND:VCALENDAR\n",
            "Maria Kolbe",
        ),
        (
            "orders.csv",
            "sku,price,besteller\nA1,3.20,Ilse Brandauer\nA2,4.10,Anna Kolbe\nA3,9.99,Peter Lohse\n",
            "Anna Kolbe",
        ),
        (
            "de.json",
            '{"@metadata": {"authors": ["Sebastian Wallroth", "Ilse Brandauer"]}, "button.save": "Sichern",'
            ' "button.cancel": "Abbruch", "menu.search": "Suche", "menu.logout": "Abmelden"}',
            "Ilse Brandauer",
        ),
        (
            "antworten.json",
            '{"site": "North quarry", "what_happened": "The belt stopped", "weather": "Light rain", "shift": "Early",'
            ' "witness": "Oriane Teffer", "injury": "None at all", "machine": "Belt number two", "cause": "Worn out",'
            ' "action": "Belt was replaced", "risk": "Low for now", "next_step": "Check again", "place": "Hall two"}',
            "Oriane Teffer",
        ),
    ],
)
def test_persons_and_secrets_beside_labels_are_found(name: str, text: str, expected: str) -> None:
    assert expected in {value for _, value in _found(text, name)}


def test_common_names_of_trees_are_nobody() -> None:
    text = "id,species,common_name,street\n1,Acer rubrum,red maple,7 GRAND STREET\n2,Quercus robur,pin oak,9 ELM ROAD\n"
    assert {kind for kind, _ in _found(text, "trees.csv")} == {"ADDRESS"}
