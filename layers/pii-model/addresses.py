"""Postal addresses for synthetic text: real US strings, Faker's locales, and layouts of many countries."""

from __future__ import annotations

import json
import random
from functools import cache
from importlib import import_module
from pathlib import Path
from xml.etree import ElementTree as ET

from faker.providers.address.en import Provider as EnglishProvider
from faker.providers.address.es import Provider as SpanishProvider
from names import PARTS

LOCALES = (
    "fr_FR", "fr_CH", "fr_CA", "de_DE", "de_AT", "de_CH", "it_IT", "pt_BR", "pt_PT", "nl_NL", "nl_BE", "pl_PL", "sv_SE",
    "no_NO", "da_DK", "fi_FI", "cs_CZ", "sk_SK", "hr_HR", "hu_HU", "ro_RO", "en_GB", "en_IN", "en_CA", "en_PH", "id_ID",
    "es_ES", "es_MX", "es_CL", "vi_VN", "tl_PH", "zu_ZA",
)  # fmt: skip
US_SUFFIX = [
    "Street",
    "Street",
    "Avenue",
    "Avenue",
    "Road",
    "Drive",
    "Drive",
    "Lane",
    "Court",
    "Place",
    "Boulevard",
    "Way",
    "Circle",
    "Terrace",
    "Trail",
    "Parkway",
    "Pike",
    "Loop",
    "Square",
    "Highway",
    "St",
    "St.",
    "St",
    "Ave",
    "Ave.",
    "Ave",
    "Rd",
    "Rd.",
    "Rd",
    "Dr",
    "Dr.",
    "Ln",
    "Ct",
    "Pl",
    "Blvd",
    "Blvd.",
    "Way",
    "Cir",
    "Ter",
    "Trl",
    "Pkwy",
    "Hwy",
    "Sq",
]
STREET_NAMES = [
    "Main",
    "Oak",
    "Pine",
    "Maple",
    "Cedar",
    "Elm",
    "Washington",
    "Lake",
    "Hill",
    "Park",
    "Walnut",
    "Spring",
    "North",
    "Ridge",
    "Church",
    "Willow",
    "Mill",
    "Sunset",
    "Railroad",
    "Jefferson",
    "Center",
    "River",
    "Cherry",
    "Franklin",
    "Lincoln",
    "Meadow",
    "Forest",
    "Highland",
    "Dogwood",
    "Hickory",
    "Jackson",
    "Madison",
    "College",
    "Spruce",
    "Chestnut",
    "Broad",
    "Liberty",
    "King",
    "Queen",
    "Market",
    "Water",
    "Bridge",
    "Prospect",
    "Grant",
    "Valley",
    "View",
    "Lakeview",
    "Orchard",
    "Laurel",
    "Adams",
    "Birch",
    "Monroe",
    "Union",
    "Pleasant",
    "Summit",
    "Poplar",
    "Locust",
    "Country",
    "Club",
    "Harbor",
    "Airport",
    "Industrial",
    "Commerce",
    "Technology",
    "Innovation",
    "Enterprise",
    "Mission",
    "Bay",
    "Ocean",
    "Beach",
    "Canyon",
    "Vista",
    "Del",
    "Mar",
    "El",
    "Camino",
    "Real",
    "1st",
    "2nd",
    "3rd",
    "4th",
    "5th",
    "12th",
    "23rd",
    "42nd",
    "101st",
    "First",
    "Second",
    "Third",
    "Fourth",
    "Fifth",
    "Seventh",
    "Ninth",
]
ES_STREET = [
    "Calle",
    "Calle",
    "Calle",
    "C/",
    "C/",
    "Avenida",
    "Avda.",
    "Av.",
    "Av",
    "Plaza",
    "Pza.",
    "Paseo",
    "P.º",
    "Camino",
    "Carretera",
    "Ctra.",
    "Ronda",
    "Travesía",
    "Callejón",
    "Pasaje",
    "Bulevar",
    "Calzada",
    "Carrera",
    "Cra.",
    "Glorieta",
    "Vía",
    "Rambla",
    "Urbanización",
    "Urb.",
    "Diagonal",
    "Jirón",
    "Jr.",
]
ES_NAMES = [
    "Mayor",
    "Real",
    "Nueva",
    "del Sol",
    "de la Constitución",
    "San Juan",
    "Santa Ana",
    "Miguel Hidalgo",
    "Benito Juárez",
    "de la Reforma",
    "Insurgentes Sur",
    "Cervantes",
    "Goya",
    "Velázquez",
    "Serrano",
    "Alcalá",
    "Gran Vía",
    "de las Flores",
    "Libertad",
    "Independencia",
    "5 de Mayo",
    "20 de Noviembre",
    "Corrientes",
    "Rivadavia",
    "San Martín",
    "Bolívar",
    "Sucre",
    "O'Higgins",
    "Providencia",
    "Las Condes",
    "Los Olivos",
    "de la Paz",
    "Antonio Machado",
    "García Lorca",
    "Ramón y Cajal",
    "Doctor Fleming",
    "Ancha",
    "del Carmen",
    "de los Ángeles",
    "Juan XXIII",
    "Rosales",
    "Colón",
    "Isabel la Católica",
    "Emiliano Zapata",
    "Lázaro Cárdenas",
    "Universidad",
    "Revolución",
    "Los Pinos",
    "El Bosque",
    "Monasterio",
    "de Aragón",
    "Marqués de Cádiz",
    "Virgen del Pilar",
]
ES_CITIES = [
    "Madrid",
    "Barcelona",
    "Valencia",
    "Sevilla",
    "Zaragoza",
    "Málaga",
    "Murcia",
    "Palma",
    "Bilbao",
    "Alicante",
    "Córdoba",
    "Valladolid",
    "Vigo",
    "Gijón",
    "Granada",
    "A Coruña",
    "Vitoria-Gasteiz",
    "Elche",
    "Oviedo",
    "Badajoz",
    "Cádiz",
    "Pamplona",
    "San Sebastián",
    "Santander",
    "Burgos",
    "Salamanca",
    "Logroño",
    "Huelva",
    "León",
    "Tarragona",
    "Lleida",
    "Jaén",
    "Ourense",
    "Girona",
    "Lugo",
    "Cáceres",
    "Guadalajara",
    "Toledo",
    "Ciudad de México",
    "Monterrey",
    "Puebla",
    "Tijuana",
    "Mérida",
    "Querétaro",
    "Cancún",
    "Bogotá",
    "Medellín",
    "Cali",
    "Lima",
    "Arequipa",
    "Cusco",
    "Santiago",
    "Valparaíso",
    "Buenos Aires",
    "Rosario",
    "Mendoza",
    "Quito",
    "Guayaquil",
    "La Paz",
    "Caracas",
    "Montevideo",
    "Asunción",
    "San José",
    "Getafe",
    "Alcobendas",
    "Móstoles",
    "Las Palmas de Gran Canaria",
]
ES_REGIONS = [
    "Madrid",
    "Barcelona",
    "Valencia",
    "Sevilla",
    "Jalisco",
    "CDMX",
    "Nuevo León",
    "Andalucía",
    "Cataluña",
    "Galicia",
    "Asturias",
    "Cantabria",
    "Navarra",
    "La Rioja",
    "Aragón",
    "Murcia",
    "Antioquia",
    "Cundinamarca",
    "España",
    "México",
    "Chile",
    "Perú",
    "Estado de México",
    "Puebla",
    "Toledo",
    "Cáceres",
]
COUNTRIES = [
    *"United States;USA;U.S.A.;United Kingdom;UK;England;Scotland;Wales;España;México;Greenland;Sierra Leone;the Netherlands;Türkiye;Czechia;Great Britain;Northern Ireland".split(
        ";"
    ),
    *EnglishProvider.countries,
    *SpanishProvider.countries,
]
STATES = [
    "AL",
    "AK",
    "AZ",
    "AR",
    "CA",
    "CO",
    "CT",
    "DE",
    "FL",
    "GA",
    "HI",
    "ID",
    "IL",
    "IN",
    "IA",
    "KS",
    "KY",
    "LA",
    "ME",
    "MD",
    "MA",
    "MI",
    "MN",
    "MS",
    "MO",
    "MT",
    "NE",
    "NV",
    "NH",
    "NJ",
    "NM",
    "NY",
    "NC",
    "ND",
    "OH",
    "OK",
    "OR",
    "PA",
    "RI",
    "SC",
    "SD",
    "TN",
    "TX",
    "UT",
    "VT",
    "VA",
    "WA",
    "WV",
    "WI",
    "WY",
    "DC",
]
STATE_NAMES = [
    "Alabama",
    "Alaska",
    "Arizona",
    "Arkansas",
    "California",
    "Colorado",
    "Connecticut",
    "Delaware",
    "Florida",
    "Georgia",
    "Idaho",
    "Illinois",
    "Indiana",
    "Iowa",
    "Kansas",
    "Kentucky",
    "Louisiana",
    "Maine",
    "Maryland",
    "Massachusetts",
    "Michigan",
    "Minnesota",
    "Mississippi",
    "Missouri",
    "Montana",
    "Nebraska",
    "Nevada",
    "New Hampshire",
    "New Jersey",
    "New Mexico",
    "New York",
    "North Carolina",
    "Ohio",
    "Oklahoma",
    "Oregon",
    "Pennsylvania",
    "Tennessee",
    "Texas",
    "Utah",
    "Vermont",
    "Virginia",
    "Washington",
    "Wisconsin",
    "Wyoming",
]
PROVINCES = ["ON", "BC", "AB", "QC", "MB", "SK", "NS", "NB", "NL", "PE"]
UK_COUNTIES = [
    "Kent",
    "Surrey",
    "Essex",
    "Devon",
    "Cornwall",
    "Norfolk",
    "Suffolk",
    "West Yorkshire",
    "Greater Manchester",
    "Lancashire",
    "Cheshire",
    "Hampshire",
    "Oxfordshire",
    "London",
    "Merseyside",
    "Fife",
    "Dorset",
    "Somerset",
]
UK_CITIES = [
    "London",
    "Manchester",
    "Leeds",
    "Bristol",
    "Edinburgh",
    "Glasgow",
    "Cardiff",
    "Liverpool",
    "Sheffield",
    "York",
    "Oxford",
    "Cambridge",
    "Norwich",
    "Exeter",
    "Bath",
    "Brighton",
    "Nottingham",
    "Leicester",
    "Derby",
    "Reading",
    "Belfast",
    "Aberdeen",
    "Swansea",
    "Wolverhampton",
    "Milton Keynes",
    "St Albans",
]
WORLD_CITIES = [
    "Paris",
    "Berlin",
    "Rome",
    "Lisbon",
    "Warsaw",
    "Helsinki",
    "Stockholm",
    "Oslo",
    "Copenhagen",
    "Reykjavik",
    "Amsterdam",
    "Brussels",
    "Vienna",
    "Zurich",
    "Budapest",
    "Prague",
    "Zagreb",
    "Athens",
    "Istanbul",
    "Tallinn",
    "Riga",
    "Vilnius",
    "São Paulo",
    "Rio de Janeiro",
    "Mumbai",
    "Delhi",
    "Bangalore",
    "Tokyo",
    "Osaka",
    "Seoul",
    "Shanghai",
    "Beijing",
    "Hanoi",
    "Sydney",
    "Toronto",
    "Montreal",
    "Vancouver",
    "Cairo",
    "Nairobi",
    "Lagos",
    "Cape Town",
    "Johannesburg",
    "Dubai",
    "Tel Aviv",
    "Singapore",
    "Hong Kong",
    "Manila",
    "Jakarta",
    "Moscow",
    "Kyiv",
    "Los Angeles",
    "San Francisco",
    "Chicago",
    "Boston",
    "Seattle",
    "Houston",
    "Denver",
    "Miami",
    "Atlanta",
    "Dallas",
    "Philadelphia",
    "Phoenix",
    "Portland",
    "Austin",
    "Detroit",
    "Las Vegas",
    "New Orleans",
    "Brooklyn",
    "Queens",
    "Manhattan",
]


@cache
def _faker(locale: str):
    from faker import Faker

    return Faker(locale)


@cache
def faker_cities(locale: str) -> tuple[str, ...]:
    """Real city names of a Faker locale, where it lists any."""
    provider = import_module(f"faker.providers.address.{locale}").Provider
    found: list[str] = []
    for attribute in ("cities", "city_names", "towns", "communes", "municipalities", "city_name"):
        values = getattr(provider, attribute, ())
        if isinstance(values, (list, tuple)):
            found += [value if isinstance(value, str) else value[-1] for value in values]
    return tuple(name for name in dict.fromkeys(found) if isinstance(name, str) and all(ord(c) < 0x250 for c in name))


class Addresses:
    """Draws addresses; components come as a dict, whole addresses as one string."""

    def __init__(self, fillers: Path, rng: random.Random, *, part: str = "train") -> None:
        from faker import Faker

        # One source of chance behind all of Faker's instances; without a seed it is the clock.
        Faker.seed(rng.getrandbits(32))
        self.rng = rng
        real = json.loads((fillers / "rrad" / "addresses-us-first-half.json").read_text("utf-8"))["addresses"]
        keep = PARTS[part]
        self.real = [address for index, address in enumerate(real) if address.get("city") and keep(index)]
        self.strings = []
        for name in ("labeled.xml", "us50_test_tagged.xml", "us50_messiest_manual_label.xml"):
            for index, element in enumerate(ET.parse(fillers / "usaddress" / name).getroot()):
                tags = {part.tag for part in element}
                text = " ".join((part.text or "").strip() for part in element)
                if (
                    keep(index)
                    and tags & {"StreetName", "USPSBoxID"}
                    and not tags & {"Recipient", "NotAddress", "BuildingName", "LandmarkName"}
                    and 12 < len(text) < 120
                ):
                    self.strings.append(text.rstrip(","))
        self.world_cities = [city for locale in LOCALES for city in faker_cities(locale)[:150]] + WORLD_CITIES * 8
        self.us_cities = [address["city"] for address in self.real]

    def city(self, language: str = "en") -> str:
        rng = self.rng
        if language == "es" and rng.random() < 0.8:
            return rng.choice(ES_CITIES)
        return rng.choice(
            (
                rng.choice(self.us_cities),
                rng.choice(self.us_cities),
                rng.choice(self.world_cities),
                rng.choice(UK_CITIES),
                _faker("en_US").city(),
            )
        )

    def country(self) -> str:
        return self.rng.choice(COUNTRIES)

    def state(self) -> str:
        return self.rng.choice((self.rng.choice(STATES), self.rng.choice(STATE_NAMES)))

    def unit(self) -> str:
        rng = self.rng
        kind = rng.choice(
            (
                "Apt",
                "Apt.",
                "Apt",
                "Suite",
                "Suite",
                "Ste",
                "Ste.",
                "Unit",
                "#",
                "Room",
                "Floor",
                "Bldg",
                "Building",
                "Flat",
                "Lot",
                "Apartment",
                "No.",
            )
        )
        number = rng.choice(
            (
                str(rng.randint(1, 999)),
                f"{rng.randint(1, 40)}{rng.choice('ABCDEF')}",
                rng.choice("ABCDEFG"),
                f"{rng.randint(0, 999):03d}",
            )
        )
        if kind == "Floor":
            return rng.choice((f"{rng.randint(2, 30)}th Floor", f"Floor {rng.randint(1, 40)}"))
        return f"#{rng.choice(('', ' '))}{number}" if kind == "#" else f"{kind} {number}"

    def components(self, language: str = "en") -> dict[str, str]:
        """street, unit (may be empty), city, state, zip, country of one address."""
        rng = self.rng
        if language == "es":
            return self._spanish()
        chance = rng.random()
        if chance < 0.40:
            real = rng.choice(self.real)
            street, city, state, code = (
                real["address1"],
                real["city"],
                real.get("state") or rng.choice(STATES),
                real.get("postalCode") or f"{rng.randint(501, 99950):05d}",
            )
            country = rng.choice(("USA", "United States", "US", "United States of America"))
        elif chance < 0.62:
            name = rng.choice(
                (
                    rng.choice(STREET_NAMES),
                    _faker("en_US").last_name(),
                    f"{rng.choice(STREET_NAMES)} {rng.choice(STREET_NAMES)}",
                )
            )
            direction = rng.choice(("", "", "", "N ", "S ", "E ", "W ", "N. ", "West ", "North ", "SW ", "NE "))
            street = f"{rng.randint(1, 19999)} {direction}{name} {rng.choice(US_SUFFIX)}"
            city, state, code = self.city(), self.state(), f"{rng.randint(501, 99950):05d}"
            country = rng.choice(("USA", "United States", "US"))
        elif chance < 0.68:
            street = rng.choice(
                (
                    f"P.O. Box {rng.randint(1, 99999)}",
                    f"PO Box {rng.randint(1, 9999)}",
                    f"PSC {rng.randint(1000, 9999)}, Box {rng.randint(100, 9999)}",
                    f"Unit {rng.randint(1000, 9999)} Box {rng.randint(100, 9999)}",
                    f"RR {rng.randint(1, 9)} Box {rng.randint(10, 400)}",
                    f"County Road {rng.randint(1, 900)}",
                    f"{rng.randint(100, 9999)} US Highway {rng.randint(1, 99)}",
                )
            )
            city, state, code = self.city(), rng.choice(STATES), f"{rng.randint(501, 99950):05d}"
            if street.startswith(("PSC", "Unit")) or rng.random() < 0.1:
                city, state = rng.choice(("APO", "FPO", "DPO")), rng.choice(("AA", "AE", "AP"))
            country = "USA"
        elif chance < 0.78:
            street = f"{rng.choice((str(rng.randint(1, 400)), str(rng.randint(1, 99)) + rng.choice('AB'), f'Flat {rng.randint(1, 99)}, {rng.randint(1, 200)}'))} {rng.choice((rng.choice(STREET_NAMES), _faker('en_GB').last_name(), rng.choice(UK_CITIES)))} {rng.choice(['Road', 'Street', 'Lane', 'Avenue', 'Close', 'Crescent', 'Gardens', 'Drive', 'Way', 'Grove', 'Terrace', 'Place', 'Mews', 'Park', 'Square', 'Hill', 'Rd', 'St', 'Court'])}"
            city, state, code, country = (
                rng.choice((rng.choice(UK_CITIES), _faker("en_GB").city())),
                rng.choice(UK_COUNTIES),
                _faker("en_GB").postcode(),
                rng.choice(("UK", "United Kingdom", "England", "Scotland", "Great Britain")),
            )
        elif chance < 0.82:
            street = f"{rng.randint(1, 9999)} {rng.choice(STREET_NAMES)} {rng.choice(US_SUFFIX)}"
            city, state, code, country = (
                _faker("en_CA").city(),
                rng.choice(PROVINCES),
                _faker("en_CA").postcode(),
                "Canada",
            )
        else:
            locale = rng.choice(LOCALES)
            fake = _faker(locale)
            try:
                street = fake.street_address().replace("\n", ", ")
                if rng.random() < 0.35:
                    street = f"{rng.randint(1, 9999)} {fake.street_name()} {rng.randint(1, 200)}"
            except AttributeError:
                street = f"{rng.randint(1, 9999)} {_faker('en_US').street_name()}"
            cities = faker_cities(locale)
            city = rng.choice(cities) if cities and rng.random() < 0.7 else fake.city()
            if rng.random() < 0.2:
                city = city.upper()
            state = rng.choice(("", rng.choice(STATES), rng.choice(PROVINCES), self.rng.choice(ES_REGIONS)))
            code, country = fake.postcode(), rng.choice(COUNTRIES)
        unit = self.unit() if rng.random() < 0.28 else ""
        if rng.random() < 0.1 and code.isdigit() and len(code) == 5:
            code = f"{code}-{rng.randint(0, 9999):04d}"
        return {"street": street, "unit": unit, "city": city, "state": state, "zip": code, "country": country}

    def _spanish(self) -> dict[str, str]:
        rng = self.rng
        kind = rng.choice(ES_STREET)
        name = rng.choice(
            (
                rng.choice(ES_NAMES),
                rng.choice(ES_NAMES),
                f"{_faker('es_ES').first_name()} {_faker('es_ES').last_name()}",
                _faker("es_MX").last_name(),
                _faker("es_CL").last_name(),
            )
        )
        number = rng.choice(
            (
                f"{rng.randint(1, 300)}",
                f"{rng.randint(1, 300)}",
                f"nº {rng.randint(1, 200)}",
                f"núm. {rng.randint(1, 200)}",
                f"N° {rng.randint(1, 2000)}",
                f"#{rng.randint(1, 99)}-{rng.randint(1, 99)}",
                f"No. {rng.randint(1, 99)}",
                "s/n",
            )
        )
        unit = rng.choice(
            (
                "",
                "",
                f"{rng.randint(1, 9)}º {rng.choice('ABCDI')}",
                f"{rng.randint(1, 9)}ºB",
                f"{rng.randint(1, 9)}{rng.choice('ABCD')}",
                f"piso {rng.randint(1, 12)}",
                f"Piso {rng.randint(1, 12)}, Depto. {rng.choice('ABC')}",
                f"Depto {rng.randint(1, 999)}",
                f"Int. {rng.randint(1, 40)}",
                f"{rng.randint(1, 9)}º izq.",
                f"bajo {rng.choice('AB')}",
                f"Esc. {rng.randint(1, 3)}, {rng.randint(1, 6)}º Dcha.",
                f"Apto. {rng.randint(100, 900)}",
                f"Col. {rng.choice(('Roma', 'Del Valle', 'Centro', 'Condesa', 'Juárez', 'Polanco'))}",
            )
        )
        street = f"{kind} {name}{rng.choice((', ', ', ', ' ', ' '))}{number}"
        return {
            "street": street,
            "unit": unit,
            "city": rng.choice((rng.choice(ES_CITIES), _faker("es_MX").city())),
            "state": rng.choice(ES_REGIONS),
            "zip": f"{rng.randint(1000, 52999):05d}",
            "country": rng.choice(("España", "México", "Chile", "Perú", "Spain", "Mexico")),
        }

    def street_line(self, parts: dict[str, str]) -> str:
        """Street and unit on one line."""
        if not parts["unit"]:
            return parts["street"]
        return f"{parts['street']}{self.rng.choice((' ', ', ', ', '))}{parts['unit']}"

    def line(self, language: str = "en") -> str:
        """A whole address on one line, anywhere from the street alone to the country."""
        rng = self.rng
        if language == "en" and rng.random() < 0.18:
            return rng.choice(self.strings)
        parts = self.components(language)
        street = self.street_line(parts)
        chance = rng.random()
        if chance < 0.12:
            return street
        if chance < 0.22:
            return f"{street}{rng.choice((', ', ', ', ' '))}{parts['city']}"
        tail = self._tail(parts, language)
        return f"{street}{rng.choice((', ', ', ', ', ', ' '))}{tail}"

    def _tail(self, parts: dict[str, str], language: str) -> str:
        rng = self.rng
        city, state, code, country = parts["city"], parts["state"], parts["zip"], parts["country"]
        if language == "es":
            tail = rng.choice(
                (
                    f"{code} {city}",
                    f"{code}, {city}",
                    f"{city}",
                    f"{city}, {state}",
                    f"{code} {city} ({state})",
                    f"{code} {city}, {state}",
                    f"C.P. {code}, {city}, {state}",
                    f"CP {code} {city}",
                    f"{city} {code}",
                    f"{city}, {state}, {code}",
                )
            )
            return tail + (f", {country}" if rng.random() < 0.25 else "")
        state = f" {state}" if state else ""
        tail = rng.choice(
            (
                f"{city},{state} {code}",
                f"{city},{state} {code}",
                f"{city},{state} {code}",
                f"{city}{state} {code}",
                f"{city},{state}",
                f"{city},{state}, {code}",
                f"{code} {city}",
                f"{city}, {code}",
                f"{city}, {country} {code}",
                f"{city}, {country}",
            )
        )
        return tail + (
            f"{rng.choice((', ', ', ', ' '))}{country}" if country not in tail and rng.random() < 0.22 else ""
        )

    def block(self, language: str = "en") -> str:
        """A whole address on two to five lines, sometimes indented."""
        rng = self.rng
        parts = self.components(language)
        lines = [parts["street"]]
        if parts["unit"]:
            if rng.random() < 0.5:
                lines.append(parts["unit"])
            else:
                lines[0] = self.street_line(parts)
        city, state, code, country = parts["city"], parts["state"], parts["zip"], parts["country"]
        chance = rng.random()
        if language == "es":
            lines += rng.choice(
                (
                    [f"{code} {city}"],
                    [f"{code} {city}", state],
                    [f"{city}, {state}", code],
                    [f"{code} {city} ({state})"],
                )
            )
        elif chance < 0.55:
            lines.append(f"{city}, {state} {code}".replace(",  ", ", "))
        elif chance < 0.65:
            lines += [city, f"{state} {code}".strip()]
        elif chance < 0.75:
            lines += [city, *([state] if state else []), code]
        elif chance < 0.85:
            lines += [f"{code} {city}"]
        elif chance < 0.92:
            lines += [city, *([f", {state}"] if state and rng.random() < 0.5 else []), f"{country} {code}"]
            country = ""
        else:
            lines += [city]
        if country and rng.random() < 0.35:
            lines.append(country)
        indent = " " * rng.choice((0, 0, 0, 0, 0, 1, 2, 4, 8))
        prefix = rng.choice((indent,) * 9 + ("\t",))
        return ("\n" + prefix).join(lines)
