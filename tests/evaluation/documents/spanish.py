"""Spanish documents from Spain and Latin America."""

# ruff: noqa: E501 (a line of a document stays one line here)

from __future__ import annotations

from evaluation.documents import identifiers as ids
from evaluation.documents.catalogue import skeleton
from evaluation.documents.marks import (
    ADDRESS,
    AGE,
    CARD,
    CVV,
    DATE,
    EMAIL,
    EXPIRY,
    IBAN,
    IP,
    MAC,
    NAME,
    NATIONAL_ID,
    PASSWORD,
    PHONE,
    PIN,
    PLACE,
    RELATIVE,
    SWIFT,
    URL,
    USERNAME,
    bare,
    to_json,
)
from evaluation.documents.scene import Person, Scene
from evaluation.documents.tables import rows_as


def _country(s: Scene) -> str:
    return s.pick("ES", "AR", "CO", "MX")


def _person(s: Scene, country: str = "ES") -> Person:
    return s.person("es", country)


@skeleton("es")
def historia_clinica(s: Scene) -> str:
    country = _country(s)
    p, doctor = _person(s, country), _person(s)
    return f"""HISTORIA CLÍNICA N.º {s.n(10000, 999999)}
Nombre: {NAME(p.first)}
Apellidos: {NAME(p.last)}
Fecha de nacimiento: {s.date(s.birth(), style="%d/%m/%Y")}   Edad: {AGE(f"{s.n(18, 90)} años")}
Domicilio: {ADDRESS(s.address(country).line())}
Teléfono: {PHONE(p.phone)}

Motivo de consulta: paciente de {AGE(f"{s.n(18, 90)} años")} que acude por dolor lumbar de tres semanas de evolución, sin irradiación. Niega fiebre. Acompaña {s.pick("su hija", "su esposo")} {NAME(_person(s).first)}.
Exploración: Lasègue negativo, fuerza conservada. Tratamiento: paracetamol 1 g cada ocho horas, calor local.
Control el {s.date(lang="es")} con {s.pick("el Dr.", "la Dra.")} {NAME(doctor.full)}.
"""


@skeleton("es")
def informe_de_alta(s: Scene) -> str:
    p, doctor, other = _person(s), _person(s), _person(s)
    return f"""INFORME DE ALTA HOSPITALARIA
Paciente: {NAME(p.full)}. Ingreso: {s.date(lang="es")}. Alta: {s.date(lang="es")}.
Médico responsable: {s.pick("Dr.", "Dra.")} {NAME(doctor.full)}. Correo: {EMAIL(doctor.email)}

Varón de {AGE(f"{s.n(30, 88)} años")}, hipertenso, remitido desde el centro de salud por {NAME(other.full)} por disnea progresiva. Radiografía con pinzamiento de ambos senos. Ecocardiograma: fracción de eyección del 45 %. Se inicia furosemida con buena respuesta. A las {DATE("18:30 horas")} del {DATE(s.pick("lunes", "domingo"))} presentó un episodio de taquicardia autolimitado.
Al alta, dieta sin sal y control de peso. Teléfono de la planta: {PHONE(s.phone("ES"))}.
"""


@skeleton("es")
def correo_de_trabajo(s: Scene) -> str:
    country = _country(s)
    a, b, c = _person(s, country), _person(s, country), _person(s, country)
    return f"""De: {NAME(a.full)} <{EMAIL(a.email)}>
Para: {NAME(b.full)} <{EMAIL(b.email)}>
Asunto: Presupuesto de la cocina
Fecha: {DATE(s.moment().strftime("%d/%m/%Y %H:%M"))}

Hola, {NAME(b.first)}:

Te paso el presupuesto que pidió {NAME(c.full)}. La obra es en {ADDRESS(s.address(country).line())}. Si te parece bien, empezamos el {s.weekday("es")}. Cualquier cosa me llamas al {PHONE(a.phone)}.

Un abrazo,
{NAME(a.first)}
{s.company("es")}
"""


@skeleton("es")
def clientes_csv(s: Scene) -> str:
    country = _country(s)
    rows = [["codigo", "nombre", "apellidos", "correo", "telefono", "direccion", "fecha_alta"]]
    for i in range(s.n(4, 7)):
        p = _person(s, country)
        rows.append(
            [
                f"C{2300 + i}",
                NAME(p.first),
                NAME(p.last),
                EMAIL(p.email),
                PHONE(p.phone),
                ADDRESS(s.address(country).line()),
                s.date(style="%d/%m/%Y"),
            ]
        )
    return rows_as(rows, delimiter=s.pick(",", ";"))


@skeleton("es")
def pedido_json(s: Scene) -> str:
    p = _person(s, "CO")
    number, _ = ids.card(s.r)
    return to_json(
        {
            "pedido": ids.order_id(s.r),
            "cliente": {
                "nombre_completo": NAME(p.full),
                "edad": bare(AGE(s.n(18, 80))),
                "correo": EMAIL(p.email),
                "telefono": PHONE(p.phone),
            },
            "direccion_envio": ADDRESS(s.address("CO").line()),
            "pago": {
                "tarjeta": CARD(number),
                "vencimiento": EXPIRY(f"{s.n(1, 12):02d}/{s.n(26, 31)}"),
                "cvv": CVV(s.n(1000, 9999) if len(number) == 15 else s.n(100, 999)),
            },
            "creado": DATE(s.moment().strftime("%Y-%m-%dT%H:%M:%SZ")),
            "total": s.n(10, 900),
        },
        indent=2,
    )


@skeleton("es")
def carta_del_banco(s: Scene) -> str:
    p, q = _person(s), _person(s)
    return f"""{NAME(p.full)}
{ADDRESS(s.address("ES").line(sep=chr(10)))}

{PLACE("Zaragoza")}, {s.date(style="es-long", lang="es")}

Estimado/a {s.pick("Sr.", "Sra.")} {NAME(p.last)}:

Le confirmamos la transferencia de {s.n(100, 9000)},{s.n(0, 99):02d} euros a la cuenta {IBAN(ids.in_fours(ids.iban(s.r, "ES")))} (BIC {SWIFT(ids.swift(s.r))}) a nombre de {NAME(q.full)}. Si no reconoce la operación, llame al {PHONE(s.phone("ES"))} antes del {s.date(style="es-long", lang="es")}.

Su DNI {NATIONAL_ID(ids.digits(s.r, 8) + s.pick(*"TRWAGMYFPDX"))} consta en nuestros archivos.

Atentamente,
Banco del Litoral
"""


@skeleton("es")
def chat_de_soporte(s: Scene) -> str:
    p, agent = _person(s, "MX"), _person(s)
    return f"""Agente {NAME(agent.first)}: Buenas tardes, gracias por comunicarse. ¿Con quién tengo el gusto?
Cliente: hola, soy {NAME(p.full)}
Agente {NAME(agent.first)}: ¿Me confirma su correo y un teléfono?
Cliente: {EMAIL(p.email)}, {PHONE(p.phone)}
Agente {NAME(agent.first)}: ¿La tarjeta terminada en {CARD(f"{s.n(0, 9999):04d}")} sigue vigente?
Cliente: sí. Y mi nueva dirección es {ADDRESS(s.address("MX").line())}
Agente {NAME(agent.first)}: Listo, {NAME(p.first)}. Su folio es {ids.code(s.r, 8)}. El técnico pasa el {s.weekday("es")} a las {DATE(f"{s.n(9, 18)}:00")}.
"""


@skeleton("es")
def contrato_de_arrendamiento(s: Scene) -> str:
    country = s.pick("ES", "AR", "CO")
    a, b = _person(s, country), _person(s, country)
    return f"""CONTRATO DE ARRENDAMIENTO DE VIVIENDA

En {PLACE("Salamanca")}, a {s.date(style="es-long", lang="es")}.

REUNIDOS
De una parte, {s.pick("D.", "Dña.", "don", "doña")} {NAME(a.full)}, mayor de edad, con domicilio en {ADDRESS(s.address(country).line())}, en adelante el ARRENDADOR.
De otra, {s.pick("D.", "Dña.")} {NAME(b.full)}, de {AGE(f"{s.n(20, 70)} años")} de edad, en adelante el ARRENDATARIO.

CLÁUSULAS
Primera. El ARRENDADOR cede la vivienda sita en {ADDRESS(s.address(country).line())}.
Segunda. La duración será de un año desde el {s.date(style="es-long", lang="es")}.
Tercera. La renta se abonará en la cuenta {IBAN(ids.iban(s.r, "ES"))}.
"""


@skeleton("es")
def registro_de_aplicacion(s: Scene) -> str:
    out = []
    for at in s.timeline(s.n(4, 8)):
        p = _person(s)
        out.append(
            f"{DATE(at.strftime('%Y-%m-%d %H:%M:%S'))} {s.pick('INFO', 'AVISO', 'ERROR')} "
            + s.pick(
                f"inicio de sesión usuario={USERNAME(p.user)} ip={IP(ids.ipv4(s.r))}",
                f"factura enviada a {EMAIL(p.email)}",
                f"equipo {MAC(ids.mac(s.r))} registrado",
                f"cola vacía, {s.n(1, 90)} ms",
            )
        )
    out.append(
        f"{DATE(s.moment().strftime('%Y-%m-%d %H:%M:%S'))} INFO cliente {NAME(_person(s).full)} actualizado, id={s.n(100, 9999)}"
    )
    return "\n".join(out) + "\n"


@skeleton("es")
def formulario_de_inscripcion(s: Scene) -> str:
    country = _country(s)
    p = _person(s, country)
    return f"""FORMULARIO DE INSCRIPCIÓN
Nombre y apellidos: {NAME(p.full)}
Edad: {AGE(s.n(16, 75))}
Dirección: {ADDRESS(s.address(country).line())}
Celular: {PHONE(p.phone)}
Correo electrónico: {EMAIL(p.email)}
Usuario: {USERNAME(p.user)}
Contraseña: {PASSWORD(ids.password(s.r))}
Curso: Carpintería, nivel {s.n(1, 3)}
Fecha: {s.date(style="%d/%m/%Y")}
"""


@skeleton("es")
def curriculum(s: Scene) -> str:
    p = _person(s, "AR")
    year = s.n(2008, 2016)
    return f"""{NAME(p.full)}
{ADDRESS(s.address("AR").line())}
Tel. {PHONE(p.phone)} · {EMAIL(p.email)} · {URL("www.portafolio-" + p.user.replace("_", "").replace(".", "") + ".com")}

EXPERIENCIA
{s.company("es")}, jefa de depósito, {DATE(f"{year + 4} - 2023")}
{s.company("es")}, auxiliar, {DATE(f"{year} - {year + 4}")}

FORMACIÓN
Tecnicatura en Logística, {DATE(year)}

REFERENCIAS
{NAME(_person(s).full)}, {PHONE(s.phone("AR"))}
"""


@skeleton("es")
def nota_de_llamada(s: Scene) -> str:
    p = _person(s, "ES")
    return f"""Llamada del {s.date(lang="es")}, {DATE(f"{s.n(9, 19)}:{s.n(10, 59)}")} h. {NAME(p.full)} no puede entrar en la banca en línea. Se comprueba identidad; no recuerda el PIN anterior ({PIN(f"{s.n(0, 9999):04d}")}). Se envía enlace a {EMAIL(p.email)}. Pide que la llamemos {RELATIVE("mañana")} al {PHONE(p.phone)} y que preguntemos por {NAME(p.first)}.
"""


@skeleton("es")
def noticia_local(s: Scene) -> str:
    a, b = _person(s), _person(s)
    return f"""Un incendio obliga a desalojar doce viviendas en {PLACE(s.pick("Vigo", "Rosario", "Manizales"))}

{NAME(a.full)}, vecina de {AGE(f"{s.n(40, 85)} años")}, dio la voz de alarma a las {DATE(f"{s.n(1, 6)}:{s.n(10, 59)}")} del {s.weekday("es")}. «Olía a goma quemada», contó. El jefe de bomberos, {NAME(b.full)}, explicó que el fuego empezó en un cuadro eléctrico. No hubo heridos. {NAME(a.last.split()[0])} agradeció la rapidez de los equipos. El edificio, construido en {DATE(s.n(1950, 1990))}, será revisado.
"""


@skeleton("es")
def factura_xml(s: Scene) -> str:
    p = _person(s, "CO")
    return f"""<?xml version="1.0"?>
<Factura>
  <Numero>FE-{s.n(1000, 9999)}</Numero>
  <FechaEmision>{s.date(style="%Y-%m-%d")}</FechaEmision>
  <Cliente><Nombre>{NAME(p.full)}</Nombre><Direccion>{ADDRESS(s.address("CO").line())}</Direccion><Telefono>{PHONE(p.phone)}</Telefono><Correo>{EMAIL(p.email)}</Correo></Cliente>
  <Item codigo="{ids.sku(s.r)}" cantidad="{s.n(1, 20)}"/>
  <CUFE>{ids.hexa(s.r, 64)}</CUFE>
</Factura>
"""


@skeleton("es")
def mensajes_de_grupo(s: Scene) -> str:
    people = [_person(s, "AR") for _ in range(3)]
    out = []
    for i, text in enumerate(
        [
            f"chicos, el asado es en {ADDRESS(s.address('AR').first_line)}",
            f"a las {DATE('21 hs')}?",
            f"sí, lleva {NAME(_person(s).first)} el carbón",
            f"mi cel nuevo: {PHONE(s.phone('AR'))}",
            "dale, nos vemos",
        ]
    ):
        out.append(f"[{DATE(s.moment().strftime('%d/%m/%y %H:%M'))}] {NAME(people[i % 3].full)}: {text}")
    return "\n".join(out) + "\n"
