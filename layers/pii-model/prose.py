"""Running text, mail, chat and letters from the templates in templates/, with their slots filled."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import values as v
from addresses import STATE_NAMES, STREET_NAMES, Addresses
from names import PARTS, Names
from segments import Segments, fill
from values import Values

TITLES = [
    "Mr.",
    "Mrs.",
    "Ms.",
    "Mr",
    "Mrs",
    "Ms",
    "Dr.",
    "Dr",
    "Prof.",
    "Professor",
    "Miss",
    "Sir",
    "Judge",
    "Rev.",
    "Mr.",
    "Mr.",
    "Ms.",
    "Mrs.",
]
TITLES_ES = [
    "Sr.",
    "Sra.",
    "Srta.",
    "Dr.",
    "Dra.",
    "D.",
    "Dña.",
    "Don",
    "Doña",
    "señor",
    "señora",
    "doctor",
    "doctora",
    "Lic.",
    "Ing.",
    "Prof.",
]
HOSPITALS = [
    "General Universitario",
    "Virgen del Rocío",
    "La Paz",
    "Ramón y Cajal",
    "Clínic",
    "12 de Octubre",
    "San Carlos",
    "Gregorio Marañón",
    "Santa Cruz",
    "Reina Sofía",
    "La Fe",
    "de la Princesa",
    "Vall d'Hebron",
]
PLACE_TAILS = [
    "Park",
    "Street Library",
    "Hall",
    "Stadium",
    "Theatre",
    "School",
    "Memorial Hospital",
    "Airport",
    "Bridge",
    "Museum",
    "Church",
    "Cathedral",
    "Square",
    "Center",
    "Building",
    "High School",
    "Elementary School",
    "College",
    "Gardens",
]
NAME_CITIES = ("Kingston", "Bradford", "Lincoln", "Washington", "Jackson", "Houston", "Madison", "Charlotte", "Austin", "Preston", "Nelson", "Hamilton", "Wellington", "Melbourne", "Sydney", "Victoria", "Adelaide", "Perth", "Florence", "San Antonio", "St. Louis", "Santa Clara", "Carson City", "Lancaster")  # fmt: skip
NAME_CITIES_ES = ("Santo Domingo", "San Sebastián", "Santiago", "San Salvador", "Santa Fe", "San Juan", "Santa Marta", "San Fernando", "San Luis", "Mercedes", "Rosario", "Mérida", "Guadalupe", "Trinidad", "Vitoria", "León", "Soria", "Segovia", "Concepción", "Asunción", "Santa Cruz", "Valencia", "Ciudad Juárez", "Morelos")  # fmt: skip
REDACTED = ("[NAME]", "[REDACTED]", "[blank]", "[FIRST_NAME]", "[PERSON_1]", "[CUSTOMER NAME]", "<NAME>", "[ADDRESS]", "[Your Name]", "[name withheld]", "***", "XXXXX", "J*** D**", "[CREDIT_DEBIT_NUMBER]", "{{name}}", "{first_name}", "%s", "$NAME", "[PERSON]")  # fmt: skip
REDACTED_ES = ("[NOMBRE]", "[REDACTADO]", "[en blanco]", "[NOMBRE_PACIENTE]", "[PERSONA_1]", "[DIRECCIÓN]", "<NOMBRE>", "[Su nombre]", "***", "XXXXX", "{{nombre}}", "[APELLIDOS]", "[suprimido]", "%s", "[NAME]")  # fmt: skip
SCHOOLS = ["Escuela", "Lycée", "École", "Collège", "Academia", "Maison", "Institut", "Fundación"]
SCHOOLS_ES = [
    "IES",
    "CEIP",
    "I.E.S.",
    "Colegio",
    "Instituto",
    "Escuela Infantil",
    "Conservatorio",
    "Fundación",
    "Residencia",
    "Biblioteca Pública",
    "Centro Cívico",
    "Teatro",
    "Polideportivo",
]
NICKNAMES = (
    "Bob Bobby Bill Billy Will Jim Jimmy Joe Joey Mike Mick Nick Rick Dick Tom Tommy Tim Timmy Ted Teddy Ned Hank Chuck "
    "Charlie Chris Matt Andy Drew Tony Greg Jeff Ben Benny Sam Sammy Dan Danny Dave Davey Ed Eddie Frankie Fred Freddie "
    "Gabe Gus Harry Jack Jake Jerry Josh Ken Kenny Larry Len Lenny Manny Max Nate Pat Pete Phil Ray Rob Ron Ronnie Rusty "
    "Stan Steve Vince Walt Zach Abby Allie Angie Becky Beth Betsy Betty Cathy Cindy Connie Debbie Dee Dottie Ellie Emmy "
    "Fran Gail Ginny Jackie Jen Jenny Jess Jo Josie Judy Kate Katie Kathy Kim Kit Lexi Libby Liz Lizzie Lou Lulu Maddie "
    "Maggie Mandy Meg Mel Millie Mimi Molly Nan Nell Nicky Peggy Penny Polly Roz Sally Sandy Steph Sue Susie Tess Tina "
    "Trish Trixie Val Vicky Viv Winnie"
).split()
NICKNAMES_ES = (
    "Pepe Paco Paqui Curro Kiko Quique Chema Josema Juanma Juanjo Nacho Nando Fito Lito Tito Toño Toni Chus Chelo Charo "
    "Lola Loli Lolita Maite Maika Mamen Marisa Maruja Mari Merche Merce Pili Puri Conchi Concha Encarni Inma Nati Susi "
    "Tere Toñi Trini Vero Yoli Yoyi Bego Bea Cris Cuca Chiqui Dani Edu Fede Fran Gabi Guille Isa Javi Jose Josete Juani "
    "Lalo Leo Lucho Luisfer Manolo Manu Manolito Migue Moncho Nico Nuri Pancho Patxi Perico Pipe Rafa Rafi Ramoncín Richi "
    "Rober Sandra Santi Sebas Sergi Tino Tomasín Tono Vicen Xavi Xisco Yago Memo Beto Chucho Chuy Lupe Lupita Neto Pacho "
    "Poncho Rodri Marimar Marijose Mariajo Anabel Anita Juanito Pablito Carmela Carmencita Mila Menchu Piluca Patri Magda"
).split()


class Prose:
    """Draws passages with people (`people`) or without (`nobody`)."""

    def __init__(
        self,
        folder: Path,
        names: Names,
        addresses: Addresses,
        values: Values,
        rng: random.Random,
        *,
        part: str = "train",
    ) -> None:
        self.rng = rng
        keep = PARTS[part]
        self.templates = {
            name: [
                line.replace("\\n", "\n").replace("\\t", "\t")
                for index, line in enumerate((folder / f"{name}.txt").read_text("utf-8").splitlines())
                if line and keep(index)
            ]
            for name in ("people_en", "people_es", "none_en", "none_es")
        }
        self.lists = {
            name: (folder / f"{name}.txt").read_text("utf-8").splitlines()
            for name in ("verbs_en", "verbs_es", "adjuncts_en", "adjuncts_es")
        }
        self.slots = {language: self._slots(language, names, addresses, values) for language in ("en", "es")}

    def people(self, language: str) -> Segments:
        return self._passage("people", language)

    def nobody(self, language: str) -> Segments:
        return self._passage("none", language)

    def _passage(self, kind: str, language: str) -> Segments:
        """One to four templates, joined as sentences or paragraphs; name-free sentences around people."""
        rng = self.rng
        out = self._one(kind, language)
        for _ in range(rng.choice((0, 0, 0, 1, 1, 2, 3))):
            joint = rng.choice((" ", "\n", "\n\n"))
            other = self._one("none" if rng.random() < 0.5 else kind, language)
            out = [*out, (joint, None), *other] if rng.random() < 0.6 else [*other, (joint, None), *out]
        return out

    def sentence(self, language: str) -> Segments:
        """A short passage for a record's free-text field."""
        return self._one(self.rng.choice(("people", "none")), language)

    def _one(self, kind: str, language: str) -> Segments:
        return fill(self.rng.choice(self.templates[f"{kind}_{language}"]), self.slots[language], self.rng)

    def _address_in_lines(self, addresses: Addresses, names: Names, language: str) -> Segments:
        """A quoted or commented block of a name and an address: the mark before each line is no part of them."""
        mark = self.rng.choice(("> ", ">", "| ", "* ", "# ", "// ", "-- ", "%% ", ">> ", "* * ", "?? ", "· ", "\t"))
        out: Segments = [(mark, None), (names.full(language), "NAME"), ("\n", None)]
        for line in addresses.block(language).split("\n"):
            indent = line[: len(line) - len(line.lstrip())]
            out += [(mark + indent, None), (line.strip(), "ADDRESS"), ("\n", None)]
        return out

    def _corner(self, addresses: Addresses, language: str) -> str:
        rng = self.rng
        streets = []
        for _ in range(2):
            street = addresses.components(language)["street"]
            if rng.random() < 0.6:
                street = street.lstrip("0123456789-/ ABCD") or street
            streets.append(street)
        joint = (" y ", " con ", " esquina ") if language == "es" else (" and ", " and ", " & ", " at ", " / ")
        return rng.choice(joint).join(streets)

    def _military(self, names: Names) -> str:
        rng = self.rng
        first = rng.choice(
            (
                f"{rng.choice(('USS', 'USNS', 'USNV', 'USCGC', 'HMS'))} {names.last()}",
                f"PSC {rng.randint(1000, 9999)}, Box {rng.randint(1, 9999)}",
                f"Unit {rng.randint(1000, 9999)} Box {rng.randint(1, 9999)}",
                f"CMR {rng.randint(100, 999)}, Box {rng.randint(1, 999)}",
            )
        )
        tail = f"{rng.choice(('APO', 'FPO', 'DPO'))}, {rng.choice(('AE', 'AA', 'AP'))} {rng.randint(9000, 96999):05d}"
        return f"{first}{rng.choice((chr(10), chr(10), ', '))}{tail.replace(',', rng.choice((',', '')))}"

    def _slots(
        self, language: str, names: Names, addresses: Addresses, values: Values
    ) -> dict[str, Callable[[], Segments]]:
        rng, es = self.rng, language == "es"
        plain = lambda draw: lambda: [(draw(), None)]
        label = lambda name, draw: lambda: [(draw(), name)]
        last2 = lambda: f"{names.last(language)} {names.last(language)}"
        title = lambda: rng.choice(TITLES_ES if es else TITLES)
        titled = lambda: rng.choice((names.last, names.last, names.full))(language)
        return {
            "NAME": label("NAME", lambda: names.full(language)),
            "FIRST": label("NAME", lambda: names.first(language)),
            "LAST": label("NAME", lambda: names.last(language)),
            "LAST2": label("NAME", last2),
            "INITIAL": plain(names.initial),
            "INAME": label("NAME", lambda: rng.choice((f"{names.initial()}. {names.last()}", f"{names.initial()}.{names.initial()}. {names.last()}", names.full()))),
            "TITLE": plain(title),
            "TNAME": lambda: [(title() + " ", None), (titled(), "NAME")],
            "ADDR": label("ADDRESS", lambda: addresses.line(language)),
            "BLOCK": label("ADDRESS", lambda: addresses.block(language)),
            "STREET": label("ADDRESS", lambda: addresses.street_line(addresses.components(language))),
            "STREETNAME": label("LOC", lambda: f"{rng.choice(STREET_NAMES)} {rng.choice(('Street', 'Avenue', 'Road'))}"),
            "CITY": label("LOC", lambda: addresses.city(language)),
            "COUNTRY": label("LOC", addresses.country),
            "ORG": label("ORG", values.org),
            "PERSONORG": label("ORG", values.person_org),
            "PERSONPLACE": label("LOC", lambda: f"{rng.choice((names.last(), f'{names.first()} {names.last()}'))} {rng.choice(PLACE_TAILS)}"),
            "PLAINPLACE": plain(lambda: rng.choice((names.full("es"), rng.choice(HOSPITALS), f"San {names.first('es')}"))),
            "HOSPITAL": label("ORG", lambda: rng.choice(HOSPITALS)),
            "JOB": plain(lambda: rng.choice(v.JOBS)),
            "STATE": label("LOC", lambda: rng.choice(STATE_NAMES)),
            "DEPT": plain(lambda: rng.choice(v.DEPARTMENTS)),
            "PRODUCT": plain(lambda: rng.choice(v.PRODUCTS)),
            "COLOR": plain(lambda: rng.choice(v.COLORS)),
            "DATE": plain(lambda: values.date(language)),
            "TIME": plain(values.time),
            "YEAR": plain(lambda: str(rng.randint(1950, 2026))),
            "MONTH": plain(lambda: rng.choice(v.MESES if es else v.MONTHS)),
            "WEEKDAY": plain(lambda: rng.choice(v.DIAS if es else v.WEEKDAYS)),
            "MONEY": plain(values.money),
            "NUM": plain(lambda: str(rng.randint(1, rng.choice((9, 99, 999, 999999))))),
            "ZIP": plain(lambda: values.digits(5)),
            "PHONE": plain(values.phone),
            "EMAIL": plain(lambda: self._email(names, language)),
            "HANDLE": plain(lambda: rng.choice((names.first().lower() + values.digits(2), "coolcat99", "news_daily", names.last().lower()))),
            "CARD": plain(values.card),
            "IBAN": plain(lambda: f"{rng.choice(('ES', 'DE', 'GB', 'FR'))}{values.digits(2)} {values.digits(4)} {values.digits(4)} {values.digits(4)} {values.digits(4)}"),
            "DNI": plain(lambda: f"{values.digits(8)}{rng.choice('TRWAGMYFPDXBNJZSQVHLCKE')}"),
            "VERBED": plain(lambda: rng.choice(self.lists[f"verbs_{language}"])),
            "ADJUNCT": plain(lambda: rng.choice(self.lists[f"adjuncts_{language}"])),
            "NATIONALITY": plain(lambda: rng.choice(v.NACIONALIDADES if es else v.NATIONALITIES)),
            "USERNAME": plain(lambda: self.username(names, language)),
            "SECRET": plain(values.secret),
            "IP": plain(values.ip),
            "SHORT": plain(lambda: rng.choice(("ECT", "Acme", "Globex", "NRG", "XYZ", "Initech", "ABC"))),
            "INITIALS": plain(lambda: names.initial() + names.initial()),
            "LFULL": label("NAME", lambda: names.full(language).lower()),
            "LFIRST": label("NAME", lambda: names.first(language).lower()),
            "SHORTNAME": label("NAME", lambda: f"{names.first(language)} {names.last(language)}"),
            "MIDNAME": label("NAME", lambda: f"{names.first(language)} {names.initial()}. {names.last(language)}"),
            "ILAST": label("NAME", lambda: f"{names.initial()}. {names.last(language)}"),
            "NAMECITY": label("LOC", lambda: rng.choice(NAME_CITIES_ES if es else NAME_CITIES)),
            "SMALL": plain(lambda: str(rng.randint(1, rng.choice((5, 9, 12, 30, 99))))),
            "REDACTED": plain(lambda: rng.choice(REDACTED_ES if es else REDACTED)),
            "LLAST": label("NAME", lambda: names.last(language).lower()),
            "UFULL": label("NAME", lambda: names.full(language).upper()),
            "ULAST": label("NAME", lambda: names.last(language).upper()),
            "NICK": label("NAME", lambda: rng.choice(NICKNAMES_ES if es else NICKNAMES)),
            "SCHOOL": label("ORG", lambda: f"{rng.choice(SCHOOLS_ES if es else SCHOOLS)} {rng.choice((names.last(language), names.full(language), f'{names.first(language)} {names.last(language)}'))}"),
            "LADDR": label("ADDRESS", lambda: addresses.line(language).lower()),
            "CORNER": label("ADDRESS", lambda: self._corner(addresses, language)),
            "MILITARY": label("ADDRESS", lambda: self._military(names)),
            "QUOTED": lambda: self._address_in_lines(addresses, names, language),
            "HEX": plain(lambda: f"{rng.getrandbits(160):040x}"),
        }  # fmt: skip

    def username(self, names: Names, language: str) -> str:
        """A login name, often made of a person's name."""
        rng = self.rng
        first = names.first(language).lower().replace(" ", "")
        last = names.last(language).lower().replace(" ", "")
        return rng.choice(
            (
                f"{first[0]}{last}",
                f"{first}.{last}",
                f"{first}{rng.randint(1, 999)}",
                f"{last}{first[0]}",
                f"{first}_{last}",
                f"{first}-{last}",
                f"{first}{rng.randint(1950, 2012)}",
                f"x{first}x",
                "svc-backup",
                "jenkins",
                "test_user",
                "guest01",
                f"{first[0]}{last}{rng.randint(1, 99)}",
            )
        )

    def _email(self, names: Names, language: str) -> str:
        rng = self.rng
        first, last = names.first(language).lower().replace(" ", ""), names.last(language).lower().replace(" ", "")
        local = rng.choice(
            (
                f"{first}.{last}",
                f"{first[0]}{last}",
                f"{first}{rng.randint(1, 99)}",
                f"{last}_{first}",
                "info",
                "support",
                "sales",
            )
        )
        return f"{local}@{rng.choice(('example.com', 'gmail.com', 'yahoo.es', 'hotmail.com', 'acme.org', 'hospital.es', 'mail.example.net'))}"
