"""Names and ages told by their place: behind a label in any case, below a sign-off, before a verb, beside an age.

Each kind has its names, labels and frames in English and in Spanish; ``nobody`` gives texts of the same form without
a person.
"""

# ruff: noqa: E501 (a line of a document stays one line)

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from evaluation.documents.marks import NAME, mark

_VALUE = re.compile(r"(?<![A-Z])(NAME|AGE|ADDRESS|PHONE|EMAIL|USERNAME)\{([^{}]*)\}")
_LABELS = {
    "en": "Customer|Patient|Employee|Contact person|Policy holder|Policyholder|Insured|Tenant|Landlord|Guest|Passenger|Student|Teacher|Parent|Guardian|Next of kin|Emergency contact|Caller|Requester|Reported by|Submitted by|Assigned to|Attending|Physician|Doctor|Nurse|Beneficiary|Payee|Recipient|Ship to|Bill to|Applicant|Witness|Plaintiff|Defendant|Signed|Prepared by|Approved by|Subscriber|Cardholder|Name on card|Account holder|Full name|Customer name|Spouse|Supervisor|Buyer|Seller|Borrower|Donor|Candidate|Referred by|Visitor|Resident|Husband|Wife|Mother|Father",
    "es": "Cliente|Paciente|Titular|Asegurado|Tomador|Solicitante|Empleada|Alumno|Profesora|Tutor|Madre|Padre|Familiar|Médico|Enfermera|Beneficiario|Destinatario|Testigo|Demandante|Demandado|Firmado|Atendido por|Enviado por|Asignado a|Socio|Titular de la tarjeta|Nombre completo|Nombre y apellidos|Cónyuge|Conductor|Comprador|Vendedora|Arrendador|Arrendatario|Propietario|Inquilina|Huésped|Pasajero|Persona de contacto|Contacto de emergencia|Interesado|Trabajador",
}
_NAMES = {
    "en": ("amira diallo", "katherine johnson", "nwosu chidi", "tamsin o'rourke", "AMIRA DIALLO", "Diallo, Amira"),
    "es": (
        "consuelo barrios peña",
        "yolanda prieto",
        "iker etxeberria",
        "josé luis de la torre",
        "YOLANDA PRIETO",
        "Prieto Gil, Yolanda",
    ),
}
_FRAMES = {
    "en": (
        "{}\nRef: open since Monday\nThe heater is broken.\n",
        "The case was opened.\n\n- {}, called at noon\n\nHe wants his money back.\n",
    ),
    "es": (
        "{}\nRef.: abierta\nLa caldera no funciona.\n",
        "Se abrió el caso.\n\n- {}, llamó al mediodía\n\nQuiere que le devuelvan el dinero.\n",
    ),
}
_SENTENCES = {
    "en": (
        "NAME{Maria}, AGE{34}, lives in a cottage beside the road.",
        "She has two sons, NAME{Owen}, AGE{9}, and NAME{Rhys}, AGE{6}.",
        "NAME{Xiomara}, AGE{51}, said that the bridge was closed.",
        "The driver, NAME{Ivor Pritchard}, AGE{41}, of Caldicot, was unhurt.",
        "We met NAME{Amelia} (AGE{27}), who runs the bakery.",
        "I was AGE{19}. We had nothing.",
        "He was AGE{63} when the mine closed.",
        "NAME{Will Power} reported that the tap leaks.",
        "Then NAME{April May} asked for a new one, and NAME{Mark Down} seconded it.",
        "Kind regards,\n\nNAME{Bertille}\n",
        "Thanks,\nNAME{Tobias Reinholt}\nSales\n",
        "Name: NAME{山田太郎}\n",
        "患者: NAME{王小明}\n",
        "氏名：NAME{佐藤 花子}様\n",
        "고객: NAME{김민수}님\n",
    ),
    "es": (
        "NAME{María}, de AGE{34 años}, vive en una casa junto al río.",
        "Tiene dos hijos, NAME{Hugo}, de AGE{8}, y NAME{Vega}, de AGE{5 años}.",
        "Su hija NAME{Ainhoa}, AGE{29}, será la cuidadora.",
        "El vecino NAME{Florencio}, AGE{71}, le lleva la compra.",
        "Tengo AGE{treinta y dos años} y trabajo en un taller.",
        "NAME{Paz Guerra} dijo que la bajante está atascada.",
        "Un saludo,\nNAME{Nerea Iturralde}\n",
    ),
}
_VALUES = {
    "en": (
        "Send it to ADDRESS{12/3, MG Road, Pune - 411001} today.",
        "Send it to ADDRESS{#45, 2nd Main, Indiranagar, Bangalore, Karnataka - 560038} today.",
        "Send it to ADDRESS{Plot 9, Banjara Hills, Hyderabad, Telangana 500034, India} today.",
        "Send it to ADDRESS{Mysuru, Karnataka 570001} today.",
        "Send it to ADDRESS{Rua Augusta, 1500, São Paulo - SP, 01305-100} today.",
        "Send it to ADDRESS{14 Fitzwilliam Square, Dublin 2, D02 X285} today.",
        "Send it to ADDRESS{5-2-1 Ginza, Chuo-ku, Tokyo 104-0061} today.",
        "Officers went to ADDRESS{900 block of W Alder St} today.",
        "ADDRESS{2/41 Rathdowne St} | PHONE{0412 345 678} | EMAIL{leila@example.com}\n",
        "Write to EMAIL{root@localhost}, or contact EMAIL{admin@intranet}.\n",
        "ssh USERNAME{jdoe}@bastion and psql -h db jdoe@localhost\n",
        "00000000  7f 45 4c 46 40 78 2e 62  63 00 00 00 00 00 00 00  |.ELF@x.bc.......|\n",
        "00000000  EMAIL{66 6f 6f 40 65 78 61 6d  70 6c 65 2e 63 6f 6d} 0a  |EMAIL{foo@example.com}.|\n",
        'The session came from {"type": "Role", "userName": "deployRole"} there.\n',
        "Agent: And your account ID?\nCustomer: it is that one\nCustomer: USERNAME{okafor77}\n",
        "姓名,电话\nNAME{王小明},PHONE{13812345678}\nNAME{李华},PHONE{13987654321}\n",
        ":86:166?00CREDIT?31NL47BUNQ2025181418?32NAME{PETER HARROW}\n",
        "Requester: NAME{Ann Okafor} (USERNAME{aokafor})\n",
        "He told my brother NAME{Fergal}, and her number is PHONE{087 555 0192} (NAME{Greta}).\n",
        "Claim 88. Insured: NAME{imogen ashworth}. Policy 4410.\n",
        '{"assignee": {"name": "USERNAME{kschmidt}", "displayName": "NAME{Karoline Schmidt}"}, "team": {"name": "ops"}}\n',
        "<USERNAME{ana_banana}> anyone up?\n<USERNAME{kev}> yep\n* USERNAME{grem1in} has joined #pub\n",
        "Hello, my name is NAME{vitoria}, but people call me NAME{Csanád}. Her maiden name is NAME{Key}.\n",
        "Billing address: NAME{Sara Schwarz}\n    ADDRESS{2824 Puruntie Road}\n",
        '{"sourceIPAddress": "AWS Internal", "address": "Not provided"}\n',
        "Apologies: NAME{Grant Temple}, NAME{Faith Hill}\n",
        "INSERT INTO companies VALUES (7, 'Romagnera-Krona', 'NAME{Lola Anderssen}', 'Owner');\n",
    ),
    "es": (
        "Envíelo a ADDRESS{Carrera 7 No. 71-21} hoy.\n",
        "Es la madre de NAME{lucas}, y mi sobrina NAME{Uxía} también vino.\n",
        "Expediente;Alumno;Fecha nac.;Tutor legal;Teléfono;Localidad\n2201;NAME{Ferrer Ibarra, Noa};03/05/2011;NAME{Ibarra León, Carmen};PHONE{655 12 09 87};ADDRESS{Elche}\n2202;NAME{Haddad, Yassin};19/11/2010;NAME{Haddad, Samir};PHONE{688 44 33 22};ADDRESS{Santa Pola}\n",
    ),
}
_NOBODY = {
    "en": (
        "Customer: no worries\nAgent: thank you so much\nCustomer: all good then\nAgent: bye\nCustomer: see you\n",
        "Owner: platform team\nClient: mobile app\nDriver: graphics card\nName: spare part\nContact: sales department\n",
        "See Section 12, Figure 3, and Article 50, of the treaty. Session 12 of user input. In June, 12, and in May, 3, ships came.",
        "Rose petals may be used. Mark the tin. Will freeze. Grant access only then. Bill lines round up.",
        "Kind regards,\nThe support team\n",
        "Best,\nwhich is what we want, is the second.\n",
        "Version 4, 12, and 13, of the driver. The bus 19, was late. It was 19. Page 12, was torn.",
    ),
    "es": (
        "Podrán participar los mayores de 18 años. Garantía de 2 años. Hace tres años que cerró.",
        "Cliente: base de datos\nResponsable: departamento de ventas\nPara: toda la empresa\n",
        "El artículo 12, de la ley, y la página 34, de la guía. Un saludo,\nel equipo de ventas\n",
    ),
}


def labelled(seed: int) -> Iterator[tuple[str, str]]:
    """The language and a marked document for each label."""
    draw = random.Random(f"persons {seed}")
    for language, labels in _LABELS.items():
        for label in labels.split("|"):
            name = draw.choice(_NAMES[language])
            yield (
                language,
                (_FRAMES[language][0] if "," in name else draw.choice(_FRAMES[language])).replace(
                    "{}", f"{label}: {NAME(name)}"
                ),
            )


def sentences() -> Iterator[tuple[str, str]]:
    """The language and each marked sentence."""
    return _marked(_SENTENCES)


def values() -> Iterator[tuple[str, str]]:
    """The language and each marked text with an address, a number, a mail address or a login in it."""
    return _marked(_VALUES)


def _marked(kinds: dict[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    for language, texts in kinds.items():
        for text in texts:
            yield language, _VALUE.sub(lambda found: mark(found[1], found[2]), text)


def nobody() -> Iterator[tuple[str, str]]:
    """The language and texts of the same form in which nobody is named."""
    for language, texts in _NOBODY.items():
        for text in texts:
            yield language, text
