"""Deeds, minutes, notes, forms and chats in Spanish: who is named, where, when, and with which account or number."""

from __future__ import annotations

import pytest

from objectlambda.pii import detect

PERSONS = [
    ("Ante la Ilma. Sra. D.ª Casimira Lozoya Prat, Magistrada de esta villa", ["Casimira Lozoya Prat"]),
    ("El síndico, Cr. Néstor Bagnasco, leyó el balance. Bagnasco pidió un cuarto intermedio.", ["Néstor Bagnasco"]),
    ("Buenas, soy el papá de Unax Ferreiro Lago, de la clase de 4 años", ["Unax Ferreiro Lago"]),
    ("DON ELADIO CARBONERO MUELA Y DOÑA RUFINA PEÑALBA, mayores de edad", ["ELADIO CARBONERO MUELA", "RUFINA PEÑALBA"]),
    ("golpeado por la furgoneta conducida por Xiana Outeiral Pose, que huyó", ["Xiana Outeiral Pose"]),
    ("El jue, 2 may 2024 a las 9:05, Remei Puigdollers (<remei@correo.example>) escribió:", ["Remei Puigdollers"]),
    (
        "ante el suscrito compareció la C. MARÍA DEL SOCORRO XOCHIHUA TEPOLE, quien dijo",
        ["MARÍA DEL SOCORRO XOCHIHUA TEPOLE"],
    ),
    ("llegue a la obra y pregunte por Zeferino, que le abre", ["Zeferino"]),
    ("Me atendió una tal Itsaso, que no sabía nada", ["Itsaso"]),
    ("La portera se llama doña Paz y conoce a todos", ["Paz"]),
    ("Recibe el parte el agente Fdez. Rus y lo archiva", ["Fdez. Rus"]),
    ("al que todos conocen como «El Chispas», sin más datos", ["El Chispas"]),
    ("Vive con su hijo Asier. La pensión no llega. Además, Asier, en paro, cobra un subsidio.", ["Asier", "Asier"]),
    ("ASISTENTES\nMoya Cid, Lorenzo\nPuyol Sans, Montse (actas)\n", ["Moya Cid, Lorenzo", "Puyol Sans, Montse"]),
    ("¿Conoce a la doctora Pizarro del Hospital Italiano? Hablá con Edurne", ["Pizarro", "Edurne"]),
    ("¿Alguien le avisó a Nekane? Dile a Toño que venga", ["Nekane", "Toño"]),
    ("REPRESENTA a la actora la Procuradora Sra. Olabarrieta Zuazo", ["Olabarrieta Zuazo"]),
    ("El Proyecto de Ana Roldán fue aprobado ayer.", ["Ana Roldán"]),
    ("Marta Ruiz, a 30 de mayo de 2024, firmó el acuerdo.", ["Marta Ruiz"]),
    ("Atendida por Dña. Miranda de la Fuente en consulta.", ["Miranda de la Fuente"]),
    ("Dulce María llamó ayer. Blanca Nieve Torres firma el acta.", ["Dulce María", "Blanca Nieve Torres"]),
    ("Un perro con su dueño llamado Goizane entró.", ["Goizane"]),
    ("He quedado con Zabaleta por la tarde para ver los pisos.", ["Zabaleta"]),
    ("Zaida llamó a las tres. Plácido llegó tarde.", ["Zaida", "Plácido"]),
]


@pytest.mark.parametrize(("text", "names"), PERSONS)
def test_finds_persons_behind_titles_offices_and_relatives(text: str, names: list[str]) -> None:
    found = [text[e.start : e.end] for e in detect(text, "es") if e.type == "NAME"]
    assert all(found.count(name) >= names.count(name) for name in names)
    assert not {"Sra", "Cr", "Ilma", "DON", "Procuradora Sra"} & set(found)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("La reunión se cierra a las 21.45 hs. sin más temas.", "21.45 hs"),
        ("Os espero a las 16h. Un abrazo", "16h"),
        ("Control en consulta el 17/09 a las 10:20.", "17/09"),
        ("Estaré fuera hasta el día 27. Luego llamo.", "día 27"),
        ("El cambio rige a partir de octubre.", "octubre"),
        ("siendo las 11:20 once horas con veinte minutos del día", "11:20 once horas con veinte minutos"),
        ("el día 05 cinco de marzo del 2023 dos mil veintitrés, se", "05 cinco de marzo del 2023 dos mil veintitrés"),
        ("pasará entre siete y nueve de la noche, avise", "siete y nueve de la noche"),
        ("siendo las 10:15 horas del día 6 de agosto de 2022, se", "10:15 horas del día 6 de agosto de 2022"),
        ("Avisó el 14, así que le quedan tres días", "14"),
        ("Hablamos el 19 por la mañana en la oficina", "19"),
        ("Se prevé entre noviembre y diciembre de 2025", "noviembre y diciembre de 2025"),
        ("salida a las 8 desde el frontón", "8"),
        ("la visita es el jueves a las 17. Avise", "jueves a las 17"),
        ("la junta es el día 12 a las 20:00 en segunda", "día 12 a las 20:00"),
        ("Saldo a 30/9: 2.318,44 euros", "30/9"),
        ("F. nac.: 05/2019   Chip: no", "05/2019"),
        ("Llegó alrededor de las 18, con lluvia", "18"),
        ("FUR 28/08, niega fiebre. Evolución 29-09: sin dolor", "29-09"),
        ("Próxima visita: 21/05 9:40 h, con", "21/05 9:40 h"),
        ("Ingresa en febrero del año 2011 por disnea", "febrero del año 2011"),
    ],
)
def test_finds_days_hours_and_months_as_spanish_writes_them(text: str, value: str) -> None:
    assert any(value in text[e.start : e.end] for e in detect(text, "es") if e.type == "DATE_TIME")


@pytest.mark.parametrize(
    "text",
    [
        "abierto las 24 horas",
        "entre 24 y 72 horas",
        "en las 48 horas siguientes",
        "añada el 1/2 del caldo",
        "sale en el 7, arriba",
    ],
)
def test_takes_durations_and_fractions_for_no_dates(text: str) -> None:
    assert not [e for e in detect(text, "es") if e.type == "DATE_TIME"]


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("Niño de cinco meses con fiebre", "cinco meses"),
        ("F. nac.: 03/03/1950 (73 a.) Varón", "73 a."),
        ("dos varones de unos 40 años, con gorra", "40 años"),
        ("nuestra hija Antía, de 14 meses. El vuelo", "14 meses"),
        ("PERSONA DE MILAGROS TINEO (32), Y SU CONVIVIENTE WALTER PISFIL (35) LA AGREDIÓ", "32"),
        ("Thiago (11) padece celiaquía y Hugo (8) asiste a la escuela", "8"),
        ("- **Sra. Encarna** (83): vive sola", "83"),
        ("Somos Nerea (26), Pablo (31) y una gata", "26"),
        ("varón · 67 años · exfumador", "67 años"),
        ("RUT 1-9 | 29 años | Soltera", "29 años"),
        ("Edad: 61años Sexo: F", "61años"),
    ],
)
def test_finds_ages_as_spanish_notes_write_them(text: str, age: str) -> None:
    assert age in [text[e.start : e.end] for e in detect(text, "es") if e.type == "AGE"]


def test_takes_years_of_experience_for_no_age() -> None:
    assert not [e for e in detect("Contable con nueve años de experiencia en banca", "es") if e.type == "AGE"]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (
            "vende el piso sito en calle Sancho Dávila, 8, planta primera, puerta 2. Inscrito",
            "planta primera, puerta 2",
        ),
        ("Av. Hidalgo 88 Pte., Col. Las Fuentes, C.P. 45070, Zapopan, Jal.", "Zapopan, Jal"),
        ("El terreno de Lago Chapala 41, Colonia Anáhuac, sigue igual", "Chapala 41, Colonia Anáhuac"),
        ("con domicilio en Cervantes 31, 4º A, de Linares, y teléfono", "Cervantes 31, 4º A"),
        ("la visita es en Diego Portales 1450, depto 302, Quilpué. Avise", "Diego Portales 1450, depto 302"),
        ("domiciliado en la Tr 9B # 71 sur 20, int. 5", "Tr 9B # 71 sur 20, int. 5"),
        ("la vi en la 7 Sur esquina con 12 Poniente, sola", "7 Sur esquina con 12 Poniente"),
        ("en la calle de los Aperos, número ciento siete; con DNI", "calle de los Aperos, número ciento siete"),
        ("AV. JUÁREZ NO. 210, COL. CENTRO, C.P. 78000, SAN LUIS POTOSÍ, S.L.P.", "C.P. 78000, SAN LUIS POTOSÍ, S.L.P."),
        ("Domicilio Av. Lacroze 2210 3°C (1426) CABA", "Lacroze 2210 3°C (1426) CABA"),
        (
            "con sede en Polígono Malpica, calle E, nave 17 - 50016 Zaragoza.",
            "Polígono Malpica, calle E, nave 17 - 50016 Zaragoza",
        ),
        ("Mi casa es Cdla. La Fragata, Mz. 8 villa 3, Manta", "Cdla. La Fragata, Mz. 8 villa 3"),
        ("Vive en Medina del Campo, Gamazo 18, 2ºB con su madre", "Medina del Campo, Gamazo 18, 2ºB"),
        ('con estudio en Uruguay 740, piso 2, of. "9", de la ciudad', 'Uruguay 740, piso 2, of. "9"'),
        ("mi dire nueva es Olazábal 3344 pb A y toquen", "Olazábal 3344 pb A"),
        ('domiciliada en Gurruchaga 1422 6.º "C", de esta ciudad', 'Gurruchaga 1422 6.º "C"'),
        ("Salió por la calle San Vicente hacia el centro", "calle San Vicente"),
        ("en la calle Llavador, a la altura del número 12.", "calle Llavador, a la altura del número 12"),
        ("vivimos en el Bv. Oroño 940 3° A, a V.S. digo", "Bv. Oroño 940 3° A"),
        ("Estamos en Zaragoza 88 esq. Allende, atrás de la gasolinera", "Zaragoza 88 esq. Allende"),
        ("Domicilio: C. 42 #318 x 35 y 37, Fracc. Pacabtún", "C. 42 #318 x 35 y 37"),
        ("Entidad: Oaxaca   Municipio: Juchitán de Zaragoza   CURP: X", "Juchitán de Zaragoza"),
        ("Paciente: Eva Gil   Municipio: Natagaima, vereda La Loma", "Natagaima"),
        ("caminaba por Thames entre Honduras y Gorriti, sola", "Thames entre Honduras y Gorriti"),
        ("vive en Asoc. Las Dunas Mz. F Lt. 9", "Asoc. Las Dunas Mz. F Lt. 9"),
        ("Domicilio: C/ Nueva 3    Localidad: Tafalla     C.P.: 31300", "Tafalla"),
    ],
)
def test_finds_addresses_to_their_end(text: str, address: str) -> None:
    assert any(address in text[e.start : e.end] for e in detect(text, "es") if e.type == "ADDRESS")


@pytest.mark.parametrize(
    "text",
    [
        "inscrita al tomo 301, libro 88, folio 12, finca 4.410",
        "Estado civil: casada",
        "Atestado n.º 2214, y una plaza de Profesor Titular; tomar 1 comp. c/12 hs",
        "Juzgado de Primera Instancia n.º 4 de la ciudad",
        "codigo;articulo;ubicacion;precio\nA-1;Taladro;Pasillo 3;10\nA-2;Sierra;Pasillo 7;20\n",
        "as used in Section 730 of the Code",
        "R.F.C. TUV850101AB3 de la sociedad",
        "codigo;descripcion;ubicacion;stock\n1;Tornillo;B-02-7;10\n2;Tuerca;C-11-1;20\n",
    ],
)
def test_takes_entries_of_registers_and_shelves_for_no_addresses(text: str) -> None:
    assert not [e for e in detect(text, "es") if e.type == "ADDRESS"]


def test_finds_parts_of_an_address_in_columns_named_as_in_spain() -> None:
    row = "NOMBRE;APELLIDO1;VIA;NUMERO;PISO;PUERTA;CP;FEC_ALTA\nELOY;MARCOS;ROSALEDA;41;3;C;37003;20110930\n"
    found = {row[e.start : e.end]: str(e.type) for e in detect(row * 1, "es", key="padron.csv")}
    assert {value: found.get(value) for value in ("ROSALEDA", "41", "3", "C", "37003")} == dict.fromkeys(
        ("ROSALEDA", "41", "3", "C", "37003"), "ADDRESS"
    )
    assert found["20110930"] == "DATE_TIME"
    assert found["MARCOS"] == "NAME"


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("abonar en el CBU 0140011803400012345678 del club", "BANK_ACCOUNT_NUMBER", "0140011803400012345678"),
        ("CBU: 0070055-1 3020000012345-9", "BANK_ACCOUNT_NUMBER", "0070055-1 3020000012345-9"),
        ("cuenta de ahorros 194-87654321-0-55", "BANK_ACCOUNT_NUMBER", "194-87654321-0-55"),
        ("Abono a: ES1000490001512110000001", "INTERNATIONAL_BANK_ACCOUNT_NUMBER", "ES1000490001512110000001"),
        ("BancoEstado, Cta. Cte. 0-012-3345120-7", "BANK_ACCOUNT_NUMBER", "0-012-3345120-7"),
        ("su hija Marisol (15-4410-9023) vendrá", "PHONE", "15-4410-9023"),
        ("avise a su hija, 45 2 231 884.", "PHONE", "45 2 231 884"),
        ("un cobro en la línea 81 2044 7718", "PHONE", "81 2044 7718"),
        ("1/2/24, 18:05 - Eva: el suyo?\n1/2/24, 18:06 - Ana: 1541187703\n", "PHONE", "1541187703"),
        ("en la cuenta de ahorros Bancazul No. 102-445871-33", "BANK_ACCOUNT_NUMBER", "102-445871-33"),
        ("llámeme al 6 2 2 0 1 9 3 3 4 por la tarde", "PHONE", "6 2 2 0 1 9 3 3 4"),
        ("hazme un bizum al 611204477 y listo", "PHONE", "611204477"),
        ("mi fono es 9 8123 4567", "PHONE", "9 8123 4567"),
        ("Rosaura Peñuela Díaz, enfermera, 315 8801234", "PHONE", "315 8801234"),
        ("escribime al 11 3388-0921 y listo", "PHONE", "11 3388-0921"),
        ('{"tfno":"611904552","testigos":["Rosario Mínguez - 655120988"]}', "PHONE", "655120988"),
        ("El plomero (Luis, 15-6677-2093) pasa el lunes.", "PHONE", "15-6677-2093"),
        ("vehículo marca Nissan, serie 3N1CK3CD5HL244108.", "VEHICLE_IDENTIFICATION_NUMBER", "3N1CK3CD5HL244108"),
        ("2024-07-12 08:14:55 INFO usuario mrebollo consultó la ficha\n", "USERNAME", "mrebollo"),
        ("zedlucero  ·  hace 3 días\nHola a todas", "USERNAME", "zedlucero"),
        ("con matrícula holandesa KX-412-P, azul", "LICENSE_PLATE", "KX-412-P"),
        ("el turismo 5521 LKD estaba aparcado", "LICENSE_PLATE", "5521 LKD"),
    ],
)
def test_finds_accounts_telephones_and_plates_of_spanish_countries(text: str, kind: str, value: str) -> None:
    assert (kind, value) in [(str(e.type), text[e.start : e.end]) for e in detect(text, "es")]


@pytest.mark.parametrize(
    "text",
    [
        "La Osa Mayor se ve en invierno desde el valle, y con ella se orientan los pastores del norte.",
        "Pagaré a nombre de mi marido, que no está en casa por las tardes",
        "1.- Luminarias. Se pedirá presupuesto a la empresa.\n2.- Rifa. Se hará en la plaza, como todos los años.",
        "Los alumnos de la escuela Primaria Lázaro Cárdenas salen a la una y media por la puerta de atrás.",
        "Lo firmó ante el notario de Barbastro, que dio fe de ello, y se entregó una copia a cada parte.",
        "Leída que le fue la presente, firma. Santa María del Páramo tiene la Ruta del Cares.",
        "León, Guanajuato, a 30 de septiembre. POLICÍA NACIONAL DE GANDÍA.",
        "ante el Notario Segundo del Círculo, junto al embalse de La Serena",
        "Muy buen trato, la dueña nos dejó entrar antes de la hora.",
        "Comarca del Valle del Ambroz, en Castilla y León",
        "Por una parte MANUFACTURAS DEL BAJÍO, S.A. DE C.V., y de otra la interesada.",
        "# Señales\n\n| Luz | Color |\n|---|---|\n| Verde | Encendido |\n",
        "Acta 3 — Consejo Escolar — de este centro, y le indicamos a Git que siga.",
        "El Banco del Noroeste no responde por los daños que sufra el cliente en esta sucursal.",
        "ROPA\nRef. 71  Blusa Carmela, seda. Colores: Marfil, Rosa Palo, Azul Marino\nRef. 72  Sandalia Formentera",
        "Raciones\nJudías verdes con tomate\nLenguado Meunière\n- Alérgenos: Gluten, Sésamo",
        "El tren para en Reinosa y Torrelavega, y sigue hasta Zahara de la Sierra por la tarde.",
        "Perdida perra de aguas llamada Trufa cerca del molino. Se gratifica a quien la traiga.",
        "La envasadora de Jódar abre en marzo. Los de la comarca han pedido ya los permisos.",
        "MENAJE\nVajilla Natalia, 18 piezas, loza\nMantel Elvira, lavable\nLista de la compra: Azafrán, Fumet, Ñora",
        "Se dan clases de Francés y de guitarra en la escuela, por las tardes, para los mayores.",
    ],
)
def test_takes_things_and_relatives_without_a_name_for_no_persons(text: str) -> None:
    assert not [text[e.start : e.end] for e in detect(text, "es") if e.type == "NAME"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("La señora Jódar llamó ayer por la tarde y no dejó recado para los de la oficina.", "Jódar"),
        ("Eva Gil abrió el acta. Por la tarde Manzanares pidió la palabra y los demás callaron.", "Manzanares"),
        ("Carmela vino a por las llaves de la casa, y no estaban en el cajón.", "Carmela"),
        ("El pedido lo retira Etchegaray el martes por la tarde.", "Etchegaray"),
        ("La factura está a nombre de Oyarzábal y no de la empresa.", "Oyarzábal"),
        ("Nos atendió Ledesma, muy amable, todo perfecto.", "Ledesma"),
        ("Según Olmedo, el pago sale el viernes.", "Olmedo"),
        ("El niño llamado Bruno se ha perdido en la feria y espera a los suyos.", "Bruno"),
    ],
)
def test_keeps_persons_who_are_called_like_towns_and_goods(text: str, name: str) -> None:
    assert name in {text[e.start : e.end] for e in detect(text, "es") if e.type == "NAME"}


def test_takes_stops_of_timetables_and_labels_of_forms_for_no_addresses() -> None:
    table = "Avenida de América   06:58  07:28\nPaseo de la Florida  07:11  07:41\n"
    form = "Nombre: ____________  Domicilio: ____________  C.P.: ______\nProvincia: ________ Localidad: ______\n"
    assert not [e for text in (table, form) for e in detect(text, "es") if e.type == "ADDRESS"]


def test_takes_what_estado_says_of_a_member_for_no_address() -> None:
    rows = (
        "INSERT INTO socios (nombre, domicilio, localidad, estado) VALUES ('Eva Gil', 'Mitre 12', 'Salto', 'MOROSO');"
    )
    found = {rows[e.start : e.end] for e in detect(rows, "es", key="x.sql") if e.type == "ADDRESS"}
    assert "Mitre 12" in found
    assert "MOROSO" not in found


def test_takes_the_direction_of_messages_for_no_address() -> None:
    rows = "fecha,direccion,contacto,texto\n2024-03-01,recibido,Eva Gil,hola\n2024-03-02,enviado,Eva Gil,adiós\n"
    assert not [e for e in detect(rows, "es", key="sms.csv") if e.type == "ADDRESS"]


def test_takes_the_code_of_a_plan_for_no_password() -> None:
    plans = '[{"clave": "PLU", "nombre": "Plus", "precio": 299}, {"clave": "MAX9", "nombre": "Máximo", "precio": 899}]'
    assert not [e for e in detect(plans, "es", key="p.json") if e.type == "PASSWORD"]
    login = '{"usuario": "evagil", "clave": "LUNA7"}'
    assert [login[e.start : e.end] for e in detect(login, "es", key="l.json") if e.type == "PASSWORD"] == ["LUNA7"]


@pytest.mark.parametrize("text", ["joignable au 06 41 77 20 93 le soir", "ligue (11) 98123-4567 depois"])
def test_finds_telephones_as_france_and_brazil_group_them(text: str) -> None:
    assert [e for e in detect(text, "es") if e.type == "PHONE"]


def test_takes_a_company_for_no_social_security_number() -> None:
    assert not [e for e in detect("razon_social;codigo\nNorte 5;536221234\n", "es", key="x.csv") if e.type == "SSN"]


def test_finds_those_who_are_named_in_a_chat_and_whom_the_messenger_names() -> None:
    chat = (
        "3/6/24, 20:01 - Toñi creó el grupo «Cena»\n3/6/24, 20:02 - Toñi: viene Fermina?\n"
        "3/6/24, 20:03 - Vero Pilates: el domingo 9 no puedo\n3/6/24, 20:05 - Vero Pilates: pregunta a Toñi\n"
    )
    found = [chat[e.start : e.end] for e in detect(chat, "es") if e.type == "NAME"]
    assert found.count("Toñi") == 3
    assert found.count("Vero Pilates") == 2
    assert "domingo" not in found
