"""Records about people and about things, drawn field by field; and whole documents made of them."""

from __future__ import annotations

import random
from collections.abc import Callable

import values as v
from addresses import Addresses
from names import Names
from prose import Prose
from segments import Segments, mapped
from shapes import RENDERERS, Record, key_style, logfmt
from values import Values

KEYS = {
    "full": ["name", "name", "name", "full_name", "customer_name", "client_name", "employee_name", "patient_name", "contact_name", "cardholder_name", "account_holder", "recipient", "recipient_name", "contact", "owner", "author", "assigned_to", "assignee", "manager_name", "supervisor", "doctor", "physician", "attending_physician", "primary_contact", "emergency_contact", "created_by_name", "sender", "beneficiary", "insured_name", "applicant", "tenant", "guest_name", "passenger", "student", "teacher", "agent", "sales_rep", "display_name", "real_name", "reported_by", "requested_by", "approved_by", "billing_name", "shipping_name", "ship_to", "attn", "signatory", "spouse_name", "guardian", "reviewer", "user", "member_name", "holder", "cliente", "contact_person", "person", "nombre_completo"],
    "full_es": ["nombre", "nombre", "nombre_completo", "nombre_y_apellidos", "cliente", "paciente", "titular", "empleado", "medico", "doctor", "remitente", "destinatario", "contacto", "responsable", "beneficiario", "asegurado", "solicitante", "alumno", "profesor", "firmante", "representante", "persona_de_contacto"],
    "first": ["first_name", "first_name", "firstname", "given_name", "fname", "first", "forename", "name_first", "preferred_name", "nombre"],
    "first_es": ["nombre", "nombre", "nombres", "primer_nombre", "nombre_de_pila"],
    "last": ["last_name", "last_name", "lastname", "surname", "family_name", "lname", "last", "name_last", "maiden_name", "apellidos"],
    "last_es": ["apellidos", "apellidos", "apellido", "primer_apellido", "segundo_apellido", "apellido_paterno", "apellido_materno"],
    "middle": ["middle_name", "middle", "middle_initial", "mi", "second_name"],
    "street": ["address", "address", "street", "street_address", "address_line_1", "address1", "addr", "address_line1", "street1", "billing_address", "shipping_address", "home_address", "mailing_address", "delivery_address", "line1", "ship_to_street", "residence"],
    "street_es": ["direccion", "direccion", "domicilio", "calle", "calle_y_numero", "direccion_postal", "dirección", "domicilio_fiscal", "direccion_de_envio"],
    "whole": ["address", "address", "full_address", "mailing_address", "shipping_address", "billing_address", "home_address", "location", "residence", "current_address", "delivery_address", "ship_to", "office_address", "work_address", "postal_address", "property_address", "address_text", "addr"],
    "whole_es": ["direccion", "domicilio", "direccion_completa", "domicilio_completo", "dirección", "direccion_de_entrega", "direccion_fiscal"],
    "city": ["city", "city", "town", "locality", "billing_city", "shipping_city", "city_name", "municipality", "ciudad"],
    "city_es": ["ciudad", "localidad", "poblacion", "municipio", "población"],
    "state": ["state", "state", "province", "region", "st", "state_code", "county"],
    "state_es": ["provincia", "estado", "region", "departamento", "comunidad"],
    "zip": ["zip", "zip_code", "postal_code", "postcode", "zipcode", "postal"],
    "zip_es": ["codigo_postal", "cp", "c_p", "código_postal"],
    "country": ["country", "country", "country_name", "nationality", "country_of_residence", "birth_country"],
    "country_es": ["pais", "país", "nacionalidad"],
    "org": ["company", "company", "organization", "employer", "org", "business_name", "vendor", "supplier", "merchant", "company_name", "bank", "insurer", "client_company", "institution", "school", "hospital", "publisher", "account_name", "provider", "carrier", "manufacturer"],
    "org_es": ["empresa", "organizacion", "compañia", "proveedor", "banco", "razon_social", "hospital", "institucion", "aseguradora"],
}  # fmt: skip

Field = tuple[str, Callable[[], Segments]]


class Records:
    """Draws records. A schema is fixed for a document; values differ from row to row."""

    def __init__(
        self,
        names: Names,
        addresses: Addresses,
        values: Values,
        prose: Prose,
        rng: random.Random,
    ) -> None:
        self.names, self.addresses, self.values, self.rng = names, addresses, values, rng
        self.sentence, self.username = prose.sentence, prose.username

    def _plain(self, draw: Callable[[], str]) -> Callable[[], Segments]:
        return lambda: [(draw(), None)]

    def neutral_fields(self, language: str) -> list[Field]:
        """Fields whose values are none of the model's labels."""
        value, rng = self.values, self.rng
        pick = lambda options: self._plain(lambda: rng.choice(options))
        es = language == "es"
        return [
            ("id", self._plain(value.identifier)), ("customer_id", self._plain(value.identifier)), ("uuid", self._plain(value.identifier)), ("order_number", self._plain(value.identifier)), ("request_id", self._plain(value.identifier)),
            ("fecha" if es else "created_at", self._plain(value.timestamp)), ("updated_at", self._plain(value.timestamp)), ("timestamp", self._plain(value.timestamp)), ("fecha_de_nacimiento" if es else "date_of_birth", self._plain(lambda: value.date(language))), ("dob", self._plain(lambda: value.date(language))), ("date", self._plain(lambda: value.date(language))),
            ("estado" if es else "status", pick(v.STATUS)), ("plan", pick(v.PLANS)), ("tier", pick(v.PLANS)), ("producto" if es else "product", pick(v.PRODUCTS)), ("item", pick(v.PRODUCTS)), ("product_name", pick(v.PRODUCTS)), ("item_name", pick(v.PRODUCTS)), ("description", pick(v.PRODUCTS)), ("categoria" if es else "category", pick(v.CATEGORIES)), ("departamento" if es else "department", pick(v.DEPARTMENTS)), ("dept", pick(v.DEPARTMENTS)), ("puesto" if es else "job_title", pick(v.JOBS)), ("position", pick(v.JOBS)), ("role", pick(["admin", "user", "editor", "viewer", "owner", "member", "guest", "root"])),
            ("color", pick(v.COLORS)), ("currency", pick(v.CURRENCIES)), ("language", pick(v.LANGUAGES)), ("importe" if es else "amount", self._plain(value.money)), ("total", self._plain(value.money)), ("balance", self._plain(value.money)), ("salary", self._plain(value.money)), ("quantity", self._plain(value.number)), ("edad" if es else "age", self._plain(value.number)), ("score", self._plain(value.number)), ("lat", self._plain(value.number)),
            ("telefono" if es else "phone", self._plain(value.phone)), ("mobile", self._plain(value.phone)), ("fax", self._plain(value.phone)), ("dni" if es else "ssn", self._plain(value.ssn)), ("nif" if es else "tax_id", self._plain(value.ssn)), ("card_number", self._plain(value.card)), ("ip", self._plain(value.ip)), ("ip_address", self._plain(value.ip)), ("host", self._plain(value.host)), ("url", self._plain(value.url)), ("path", self._plain(value.path)), ("password", self._plain(value.secret)), ("api_key", self._plain(value.secret)), ("token", self._plain(value.secret)), ("user_agent", pick(v.AGENTS)),
            ("sexo" if es else "gender", pick(["M", "F", "Male", "Female", "Hombre", "Mujer", "X", "male", "female"])), ("blood_type", pick(["A+", "O-", "B+", "AB+", "O+"])), ("diagnosis", pick(["Type 2 Diabetes", "Hypertension", "Asthma", "Migraine", "Parkinson's disease", "Alzheimer's disease", "Crohn's disease", "Hodgkin lymphoma", "Down syndrome", "Fractured wrist", "Influenza A"])), ("medication", pick(["Metformin 500 mg", "Lisinopril", "Ibuprofen", "Amoxicillin", "Atorvastatin 20mg", "Insulin glargine"])), ("priority", pick(["high", "low", "medium", "P1", "P2", "urgent"])), ("source", pick(["web", "mobile", "import", "api", "Facebook", "referral"])), ("service", pick(v.SERVICES)), ("class", pick(v.CLASSES)), ("logger", pick(v.CLASSES)), ("method", pick(["GET", "POST", "PUT", "DELETE", "getUser", "findByName", "handleRequest"])), ("version", pick(["1.0.3", "v2.4.1", "2024.1", "3.11.4-rc1"])), ("event", pick(["login", "signup", "purchase", "page_view", "UserCreated", "OrderPlaced", "account.updated"])), ("region", pick(["us-east-1", "eu-west-1", "EMEA", "APAC", "LATAM", "North", "South"])), ("weekday", pick(v.WEEKDAYS)), ("month", pick(v.MONTHS)), ("brand", pick(["Sony", "Dell", "Nike", "Philips", "Bosch", "Lenovo", "Logitech", "Braun", "Dyson"])), ("title", pick(["Mr", "Mrs", "Ms", "Dr", "Mr.", "Ms.", "Dr.", "Sra.", "Sr."])), ("team", pick(["Blue Team", "Platform", "Payments", "Growth", "Red Squad", "Tiger"])),
            ("file", pick(["report.pdf", "invoice_2024.csv", "photo.jpg", "backup.tar.gz"])), ("nullable", pick(["", "null", "N/A", "-", "None", "n/a", "unknown"])), ("subject", pick(["Re: your order", "Meeting notes", "Invoice overdue", "Password reset", "Welcome to the team", "Your receipt", "Monthly statement", "Consulta médica", "Factura pendiente"])),
        ]  # fmt: skip

    def ambiguous_fields(self, language: str) -> list[Field]:
        """Fields with the keys that people's names have, and other things in them."""
        rng, value = self.rng, self.values
        thing = lambda: rng.choice(v.THINGS)
        goods = lambda: rng.choice((rng.choice(v.PRODUCTS), rng.choice(v.CATEGORIES), rng.choice(v.PLANS), thing()))
        login = lambda: self.username(self.names, language)
        mail = lambda: (
            f"{self.username(self.names, language)}@{rng.choice(('example.com', 'gmail.com', 'acme.org', 'correo.es'))}"
        )
        return [
            ("name", self._plain(goods)), ("name", self._plain(goods)), ("name", self._plain(thing)), ("nombre", self._plain(goods)), ("title", self._plain(goods)), ("label", self._plain(thing)), ("display_name", self._plain(thing)), ("file_name", self._plain(value.path)), ("host_name", self._plain(value.host)), ("service_name", self._plain(lambda: rng.choice(v.SERVICES))), ("class_name", self._plain(lambda: rng.choice(v.CLASSES))), ("event_name", self._plain(thing)),
            ("owner", self._plain(thing)), ("created_by", self._plain(thing)), ("user", self._plain(login)), ("author", self._plain(thing)), ("username", self._plain(login)), ("login", self._plain(login)), ("user_id", self._plain(login)), ("handle", self._plain(lambda: "@" + login())), ("email", self._plain(mail)), ("email", self._plain(mail)), ("email_address", self._plain(mail)), ("correo", self._plain(mail)), ("contact", self._plain(mail)), ("contact", self._plain(value.phone)), ("assignee", self._plain(thing)),
            ("profile", self._plain(lambda: f"https://example.com/users/{login()}")), ("home", self._plain(lambda: f"/home/{login()}")), ("customer", lambda: [(value.org(), "ORG")]), ("client", lambda: [(value.org(), "ORG")]), ("name", lambda: [(value.org(), "ORG")]), ("name", lambda: [(self.addresses.city(language), "LOC")]), ("vendor", lambda: [(value.org(), "ORG")]), ("address", self._plain(value.ip)), ("address", self._plain(mail)), ("mac_address", self._plain(lambda: ":".join(f"{rng.getrandbits(8):02x}" for _ in range(6)))), ("address", self._plain(lambda: f"0x{rng.getrandbits(64):016x}")), ("location", self._plain(value.url)), ("street_type", self._plain(lambda: rng.choice(("residential", "commercial", "rural")))), ("book", self._plain(lambda: rng.choice(v.TITLES_OF_WORKS))), ("movie", self._plain(lambda: rng.choice(v.TITLES_OF_WORKS))),
        ]  # fmt: skip

    def person_fields(self, language: str) -> list[Field]:
        """Name, address and organisation fields in one of many arrangements."""
        rng, names, addresses = self.rng, self.names, self.addresses
        es = language == "es"
        key = lambda kind: rng.choice(
            KEYS[kind + "_es"] if es and kind + "_es" in KEYS and rng.random() < 0.85 else KEYS[kind]
        )
        case = rng.choice((str,) * 11 + (str.upper,) * 2 + (str.lower,))
        name = lambda draw: lambda: [(case(draw()), "NAME")]
        fields: list[Field] = []
        chance = rng.random()
        listed = rng.random() < 0.25
        if chance < 0.5:
            fields.append(
                (key("full"), name((lambda: names.listed(language)) if listed else (lambda: names.full(language))))
            )
        elif chance < 0.88:
            fields.append((key("first"), name(lambda: names.first(language))))
            if rng.random() < 0.15:
                fields.append((key("middle"), name(lambda: rng.choice((names.initial(), names.first(language))))))
            fields.append((key("last"), name(lambda: names.last(language))))
            if rng.random() < 0.2:
                fields.reverse()
        elif chance < 0.94:
            fields.append((key("full"), name(lambda: names.first(language))))
        if rng.random() < 0.12:
            fields.append((key("full"), name(lambda: names.full(language))))
        chance = rng.random()
        place = rng.choice((str,) * 8 + (str.upper,))
        if chance < 0.25:
            fields.append((key("whole"), lambda: [(place(addresses.line(language)), "ADDRESS")]))
        elif chance < 0.30:
            fields.append((key("whole"), lambda: [(place(addresses.block(language)), "ADDRESS")]))
        elif chance < 0.60:
            fields += self._components(key, place, language)
        elif chance < 0.70:
            fields.append((key("city"), lambda: [(addresses.city(language), "LOC")]))
        elif chance < 0.75:
            fields.append((key("country"), lambda: [(addresses.country(), "LOC")]))
        if rng.random() < 0.22:
            fields.append((key("org"), lambda: [(self.values.org(), "ORG")]))
        return fields

    def _components(self, key: Callable[[str], str], place: Callable[[str], str], language: str) -> list[Field]:
        """Street, city, state, zip in fields of their own that belong to the same address."""
        current = self.addresses.components(language)

        def start() -> Segments:
            current.clear()
            current.update(self.addresses.components(language))
            return [(place(self.addresses.street_line(current) if joined else current["street"]), "ADDRESS")]

        joined = self.rng.random() < 0.7
        fields: list[Field] = [(key("street"), start)]
        if not joined:
            fields.append(
                (
                    self.rng.choice(("address_line_2", "address2", "unit", "apt", "suite")),
                    lambda: [(current["unit"], "ADDRESS")],
                )
            )
        fields.append((key("city"), lambda: [(place(current["city"]), "LOC")]))
        if self.rng.random() < 0.8:
            fields.append((key("state"), lambda: [(current["state"], "LOC")]))
        fields.append((key("zip"), lambda: [(current["zip"], None)]))
        if self.rng.random() < 0.25:
            fields.append((key("country"), lambda: [(current["country"], "LOC")]))
        return fields

    def schema(self, language: str, *, people: bool) -> list[Field]:
        """An ordered list of fields for one document."""
        rng = self.rng
        neutral = rng.sample(self.neutral_fields(language), rng.randint(1, 7 if people else 9))
        if rng.random() < (0.45 if people else 0.8):
            neutral += rng.sample(self.ambiguous_fields(language), rng.randint(1, 2 if people else 4))
            rng.shuffle(neutral)
        if not people:
            extra = [
                ("company", lambda: [(self.values.org(), "ORG")]),
                ("city", lambda: [(self.addresses.city(language), "LOC")]),
                ("country", lambda: [(self.addresses.country(), "LOC")]),
            ]
            return neutral + rng.sample(extra, rng.choice((0, 0, 1, 2)))
        person = self.person_fields(language)
        if rng.random() < 0.25:
            person.append(
                (
                    rng.choice(
                        (
                            "notes",
                            "comment",
                            "message",
                            "description",
                            "remarks",
                            "observaciones",
                            "body",
                            "text",
                            "summary",
                        )
                    ),
                    lambda: self.sentence(language),
                )
            )
        if rng.random() < 0.3:
            fields = neutral[:1] + person + neutral[1:]
        else:
            fields = list(neutral)
            position = rng.randint(0, len(fields))
            fields[position:position] = person
            if rng.random() < 0.15:
                rng.shuffle(fields)
        return fields

    def rows(self, language: str, *, people: bool) -> list[Record]:
        """One to nine records of one schema."""
        fields = self.schema(language, people=people)
        return [[(key, draw()) for key, draw in fields] for _ in range(self.rng.choice((1, 1, 2, 3, 4, 6, 9)))]

    def document(self, language: str, *, people: bool = True) -> Segments:
        """A document in one of the shapes."""
        rng = self.rng
        rows = self.rows(language, people=people)
        if rng.random() < 0.12:
            return logfmt([row[:6] for row in rows], rng, self.log_head, key_style(rng))
        renderer = rng.choices([r for _, r in RENDERERS], [weight for weight, _ in RENDERERS])[0]
        return renderer(rows, rng, key_style(rng))

    def cell(self, language: str) -> Segments:
        """One value alone, as a table's cell is seen without its table."""
        rng, names, addresses, value = self.rng, self.names, self.addresses, self.values
        chance = rng.random()
        if chance < 0.34:
            text, label = (
                rng.choice((names.full, names.full, names.listed, names.listed, names.first, names.last))(language),
                "NAME",
            )
        elif chance < 0.5:
            text, label = rng.choice((addresses.line, addresses.line, addresses.block))(language), "ADDRESS"
        elif chance < 0.6:
            text, label = addresses.city(language), "LOC"
        elif chance < 0.7:
            text, label = value.org(), "ORG"
        else:
            text, label = (
                rng.choice(
                    (
                        value.identifier,
                        value.timestamp,
                        value.money,
                        value.phone,
                        value.host,
                        value.path,
                        value.secret,
                        lambda: rng.choice(v.STATUS),
                        lambda: rng.choice(v.PRODUCTS),
                        lambda: rng.choice(v.PRODUCTS),
                        lambda: rng.choice(v.CATEGORIES),
                        lambda: rng.choice(v.DEPARTMENTS),
                        lambda: rng.choice(v.JOBS),
                        lambda: rng.choice(v.COLORS),
                        lambda: rng.choice(v.PLANS),
                        lambda: rng.choice(v.CLASSES),
                        lambda: rng.choice(v.LOG_MESSAGES),
                        lambda: value.date(language),
                    )
                )(),
                None,
            )
        chance = rng.random()
        segments: Segments = [(text, label)]
        return mapped(segments, str.upper if chance < 0.12 else str.lower if chance < 0.2 else str)

    def log_head(self) -> str:
        """What stands before the message of a log line."""
        rng, value = self.rng, self.values
        at, level = value.timestamp(), rng.choice(v.LEVELS)
        return rng.choice((
            f"{at} {level}", f"{at} [{rng.choice(v.THREADS)}] {level} {rng.choice(v.CLASSES)} -", f"[{at}] {level}:", f"{level} {at} {rng.choice(v.SERVICES)}:", f"{at} {value.host()} {rng.choice(v.SERVICES)}[{rng.randint(1, 99999)}]:",
            f"{level}:{rng.choice(v.CLASSES)}:", f"{at} | {level:8s} | {rng.choice(v.CLASSES)}:{rng.randint(1, 500)} |", f"[{level}] [{rng.choice(v.SERVICES)}] [{value.identifier()}]", f"{value.moment().strftime('%b %d %H:%M:%S')} {value.host()} {rng.choice(v.SERVICES)}[{rng.randint(1, 9999)}]:", f"{at} {level} {rng.choice(v.SERVICES)} {rng.choice(v.CLASSES)}",
        ))  # fmt: skip

    def log_lines(self, language: str) -> Segments:
        """Log lines; now and then one that names a person or an address."""
        rng, value, _names = self.rng, self.values, self.names
        kind = rng.choice(("app", "app", "app", "access", "trace", "json"))
        people = rng.random() < 0.45
        out: Segments = []
        for _ in range(rng.randint(2, 9)):
            if kind == "access":
                at = value.moment().strftime("%d/%b/%Y:%H:%M:%S +0000")
                user: Segments = [("-", None)]
                out += [
                    (f"{value.ip()} - ", None),
                    *user,
                    (
                        f' [{at}] "{rng.choice(("GET", "POST", "PUT"))} {rng.choice(v.PATHS)} HTTP/1.1" {rng.choice((200, 301, 404, 500))} {rng.randint(10, 99999)} "{rng.choice(("-", value.url()))}" "{rng.choice(v.AGENTS)}"\n',
                        None,
                    ),
                ]
                continue
            if kind == "json":
                message = (
                    self._log_message(language)
                    if people and rng.random() < 0.5
                    else [(rng.choice(v.LOG_MESSAGES), None)]
                )
                out += [
                    (
                        f'{{"ts":"{value.timestamp()}","level":"{rng.choice(v.LEVELS)}","{rng.choice(("logger", "service", "component", "caller"))}":"{rng.choice((rng.choice(v.CLASSES), rng.choice(v.SERVICES)))}","{rng.choice(("msg", "message", "event"))}":"',
                        None,
                    ),
                    *message,
                    (
                        f'","{rng.choice(("trace_id", "request_id", "span", "host"))}":"{rng.choice((value.identifier(), value.host()))}","{rng.choice(("duration_ms", "status", "bytes"))}":{rng.randint(0, 5000)}}}\n',
                        None,
                    ),
                ]
                continue
            if kind == "trace" and rng.random() < 0.7:
                out.append(
                    (
                        rng.choice(
                            (
                                f"    at {rng.choice(v.CLASSES)}.{rng.choice(('run', 'invoke', 'doFilter', 'handle', 'execute'))}({rng.choice(('Native Method', 'Unknown Source', f'Service.java:{rng.randint(1, 900)}'))})\n",
                                f'  File "/usr/lib/python3/{rng.choice(("django", "flask", "requests", "celery"))}/app.py", line {rng.randint(1, 900)}, in {rng.choice(("main", "get_response", "dispatch", "wrapper"))}\n',
                                f"Caused by: {rng.choice(v.CLASSES)}: {rng.choice(v.LOG_MESSAGES)}\n",
                                "Traceback (most recent call last):\n",
                                "ValueError: invalid literal for int() with base 10\n",
                                f"    at {rng.choice(('Object', 'Module', 'Function', 'Layer'))}.{rng.choice(('handle', '_compile', 'next', 'dispatch'))} (node:internal/modules:{rng.randint(1, 999)}:{rng.randint(1, 40)})\n",
                            )
                        ),
                        None,
                    )
                )
                continue
            message = (
                self._log_message(language)
                if people and rng.random() < 0.6
                else [
                    (rng.choice(v.LOG_MESSAGES), None),
                    (
                        rng.choice(
                            (
                                "",
                                "",
                                f" {value.identifier()}",
                                f" id={value.identifier()}",
                                f" ({rng.randint(1, 9999)} ms)",
                                f" from {value.ip()}",
                                f" for {value.path()}",
                            )
                        ),
                        None,
                    ),
                ]
            )
            out += [(self.log_head() + " ", None), *message, ("\n", None)]
        return out

    def _log_message(self, language: str) -> Segments:
        rng, names, value = self.rng, self.names, self.values
        name: Segments = [(rng.choice((names.full, names.full, names.full, names.first))(language), "NAME")]
        address: Segments = [(self.addresses.line(language), "ADDRESS")]
        lead, who, tail = rng.choice((
            ("User ", name, " logged in"), ("Customer ", name, f" updated profile (id={value.identifier()})"), ("Order placed by ", name, f" total={value.money()}"), ("Sending welcome email to ", name, ""), ("user=", name, " action=login"), ("Created account for ", name, f", phone {value.phone()}"),
            ("Shipping to ", address, ""), ("Address changed to ", address, ""), ("Geocoding failed for '", address, "'"), ("Payment received from ", name, f" card {value.card()}"), ("Patient ", name, " admitted"), ("Assigned ticket to ", name, ""), ("Invalid address: ", address, f" ({value.identifier()})"), ("name='", name, "' validated"), ("Password changed for ", name, f" from {value.ip()}"), ("Delivery to ", name, " failed"), ("Notification sent to ", name, " successfully"), ("Call from ", name, f" ({value.phone()}) transferred"), ("Hello ", name, ", your session expires soon"), ("Duplicate customer record: ", name, f" / {value.identifier()}"), ("Cliente ", name, " registrado correctamente"), ("Pedido enviado a ", address, ""), ("Usuario ", name, " ha iniciado sesión"),
        ))  # fmt: skip
        return [(lead, None), *who, (tail, None)]
