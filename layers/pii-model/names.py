"""People's names for synthetic text: pools from the public-domain lists and Faker, and the forms they are written in."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from functools import cache
from importlib import import_module
from pathlib import Path
from xml.etree import ElementTree as ET

#: The five locales en_AU, en_NZ, en_IE, es_CO and es_AR are kept for evaluation by others.
ENGLISH = ("en_US", "en_GB", "en_IN", "en_NG", "en_KE", "en_PK")
SPANISH = ("es_ES", "es_MX", "es_CL", "es_CA")
LATIN = (
    "fr_FR", "fr_CH", "fr_CA", "de_DE", "de_AT", "de_CH", "it_IT", "pt_BR", "pt_PT", "nl_NL", "nl_BE", "pl_PL",
    "sv_SE", "no_NO", "da_DK", "fi_FI", "cs_CZ", "sk_SK", "sl_SI", "hr_HR", "hu_HU", "ro_RO", "tr_TR", "et_EE",
    "lv_LV", "lt_LT", "is_IS", "vi_VN", "id_ID", "zu_ZA", "yo_NG", "ha_NG", "ig_NG", "tw_GH", "uz_UZ", "az_AZ", "sw",
)  # fmt: skip
PINYIN_FIRST = [
    "Wei",
    "Fang",
    "Na",
    "Min",
    "Jing",
    "Li",
    "Qiang",
    "Lei",
    "Yang",
    "Jun",
    "Yong",
    "Yan",
    "Jie",
    "Juan",
    "Tao",
    "Ming",
    "Chao",
    "Xiuying",
    "Xia",
    "Ping",
    "Gang",
    "Hui",
    "Xin",
    "Bo",
    "Hao",
    "Yu",
    "Ying",
    "Hong",
    "Mei",
    "Lan",
    "Jian",
    "Feng",
    "Xiaoming",
    "Jiahui",
    "Zihan",
    "Yuxuan",
    "Haoran",
    "Yichen",
    "Meiling",
    "Xiaoyan",
    "Guang",
    "Long",
    "Yuan",
    "Chen",
    "Sakura",
    "Haruto",
    "Yuto",
    "Sota",
    "Hina",
    "Yui",
    "Aoi",
    "Ren",
    "Kenji",
    "Takashi",
    "Hiroshi",
    "Yuki",
    "Akira",
    "Naoko",
    "Keiko",
    "Kazuo",
    "Satoshi",
    "Emi",
    "Rina",
    "Minjun",
    "Seojun",
    "Jiwoo",
    "Hyun",
    "Jihoon",
    "Seoyeon",
    "Minseo",
    "Yuna",
    "Sungmin",
    "Eunji",
    "Ji-woo",
    "Min-jun",
    "Soo-jin",
    "Kyung-min",
    "Hye-jin",
    "Rajesh",
    "Priya",
    "Amit",
    "Sunita",
    "Sanjay",
    "Anjali",
    "Vikram",
    "Deepa",
    "Arjun",
    "Kavya",
    "Rohan",
    "Neha",
    "Suresh",
    "Lakshmi",
    "Ravi",
    "Pooja",
    "Aditya",
    "Mohammed",
    "Ahmed",
    "Fatima",
    "Aisha",
    "Omar",
    "Khalid",
    "Yusuf",
    "Layla",
    "Hassan",
    "Zainab",
    "Ibrahim",
    "Mariam",
    "Tariq",
    "Noor",
    "Abdullah",
    "Salma",
    "Olga",
    "Natalia",
    "Dmitri",
    "Sergei",
    "Ivan",
    "Svetlana",
    "Vladimir",
    "Tatiana",
    "Aleksei",
    "Irina",
    "Mikhail",
    "Ekaterina",
    "Andrei",
    "Anastasia",
]
PINYIN_LAST = [
    "Wang",
    "Li",
    "Zhang",
    "Liu",
    "Chen",
    "Yang",
    "Huang",
    "Zhao",
    "Wu",
    "Zhou",
    "Xu",
    "Sun",
    "Ma",
    "Zhu",
    "Hu",
    "Guo",
    "He",
    "Gao",
    "Lin",
    "Luo",
    "Zheng",
    "Liang",
    "Xie",
    "Tang",
    "Han",
    "Cao",
    "Deng",
    "Feng",
    "Peng",
    "Zeng",
    "Xiao",
    "Tian",
    "Dong",
    "Yuan",
    "Pan",
    "Cai",
    "Jiang",
    "Yu",
    "Du",
    "Ye",
    "Cheng",
    "Wei",
    "Su",
    "Lu",
    "Ding",
    "Ren",
    "Lo",
    "Chan",
    "Wong",
    "Lam",
    "Cheung",
    "Sato",
    "Suzuki",
    "Takahashi",
    "Tanaka",
    "Watanabe",
    "Ito",
    "Yamamoto",
    "Nakamura",
    "Kobayashi",
    "Kato",
    "Yoshida",
    "Yamada",
    "Sasaki",
    "Matsumoto",
    "Kim",
    "Lee",
    "Park",
    "Choi",
    "Jung",
    "Kang",
    "Cho",
    "Yoon",
    "Jang",
    "Lim",
    "Shin",
    "Seo",
    "Kwon",
    "Hwang",
    "Ahn",
    "Song",
    "Ryu",
    "Hong",
    "Sharma",
    "Patel",
    "Singh",
    "Kumar",
    "Gupta",
    "Reddy",
    "Iyer",
    "Nair",
    "Rao",
    "Mehta",
    "Shah",
    "Das",
    "Banerjee",
    "Mukherjee",
    "Chatterjee",
    "Joshi",
    "Verma",
    "Al-Farsi",
    "Al-Sayed",
    "El-Amin",
    "Bin-Salman",
    "Haddad",
    "Khoury",
    "Mansour",
    "Rahman",
    "Hussain",
    "Malik",
    "Siddiqui",
    "Qureshi",
    "Chaudhry",
    "Ivanov",
    "Ivanova",
    "Petrov",
    "Petrova",
    "Smirnov",
    "Kuznetsov",
    "Popov",
    "Volkova",
    "Sokolov",
    "Lebedev",
    "Novikov",
    "Morozova",
    "Kozlov",
    "Orlova",
    "Nguyen",
    "Tran",
    "Pham",
    "Le",
    "Phan",
    "Vu",
    "Dang",
    "Bui",
    "Do",
    "Okafor",
    "Adeyemi",
    "Mensah",
    "Nkosi",
    "Dlamini",
    "Mwangi",
    "Otieno",
    "Kamau",
    "Abebe",
    "Tesfaye",
]
PARTICLES = (
    "de",
    "de la",
    "del",
    "de los",
    "van",
    "van der",
    "van den",
    "von",
    "da",
    "dos",
    "di",
    "le",
    "al",
    "el",
    "bin",
    "ter",
    "Mc",
    "O'",
    "Mac",
    "D'",
    "St. ",
)
SUFFIXES = ("Jr.", "Jr", "Sr.", "II", "III", "IV", "PhD", "MD", "Esq.", "M.D.")
#: Which of a list's items (names, templates, addresses), by index, a part of the data draws from.
PARTS: dict[str, Callable[[int], bool]] = {
    "train": lambda index: index % 10 != 7,
    "dev": lambda index: index % 10 == 7,
    "all": lambda _: True,
}
_LATIN_WORD = re.compile(r"^[^\W\d_][\w'’ .-]*$")


def _is_latin(name: str) -> bool:
    return bool(_LATIN_WORD.match(name)) and all(
        ord(char) < 0x250 or ord(char) in range(0x1E00, 0x1F00) for char in name
    )


def _provider_names(locale: str, prefixes: tuple[str, ...]) -> list[str]:
    """Faker's name elements of one locale whose attribute starts with one of `prefixes`, most common ones repeated."""
    provider = import_module(f"faker.providers.person.{locale}").Provider
    found: list[str] = []
    for attribute in dir(provider):
        if not attribute.startswith(prefixes) or "prefix" in attribute or "format" in attribute:
            continue
        elements = getattr(provider, attribute)
        if isinstance(elements, (list, tuple, dict)) or hasattr(elements, "keys"):
            found += [name for name in elements if isinstance(name, str)]
    return [name for name in dict.fromkeys(found) if _is_latin(name)]


@cache
def faker_first(locale: str) -> tuple[str, ...]:
    """Given names of a Faker locale in Latin script."""
    return tuple(_provider_names(locale, ("first_name", "unisex_first", "male_first", "female_first")))


@cache
def faker_last(locale: str) -> tuple[str, ...]:
    """Family names of a Faker locale in Latin script."""
    return tuple(_provider_names(locale, ("last_name", "male_last", "female_last")))


def _lines(path: Path) -> list[str]:
    return [line.strip() for line in path.read_text("utf-8-sig").splitlines() if len(line.strip()) > 1]


class Names:
    """Draws names. Every tenth name of the lists (by position) is of the part "dev"; "all" is both."""

    def __init__(self, fillers: Path, rng: random.Random, *, part: str = "train") -> None:
        self.rng = rng
        folder = fillers / "names_unlicense"
        self.pools_first = [
            (4.0, _lines(folder / "first_us.txt")),
            (2.5, _lines(folder / "first_all.txt")),
            (1.0, list(PINYIN_FIRST)),
        ]
        self.pools_last = [
            (3.0, _lines(folder / "last_us.txt")),
            (1.5, _lines(folder / "last_all.txt")),
            (1.5, list(PINYIN_LAST)),
        ]
        for weight, locales in ((4.0, ENGLISH), (5.0, SPANISH), (5.0, LATIN)):
            for locale in locales:
                if first := faker_first(locale):
                    self.pools_first.append((weight / len(locales), list(first)))
                if last := faker_last(locale):
                    self.pools_last.append((weight / len(locales), list(last)))
        self.spanish_first = [name for locale in SPANISH[:3] for name in faker_first(locale)]
        self.spanish_last = [name for locale in SPANISH[:3] for name in faker_last(locale)]
        keep = PARTS[part]
        for pools in (self.pools_first, self.pools_last):
            pools[:] = [(weight, [n for i, n in enumerate(pool) if keep(i)] or pool) for weight, pool in pools]
        self.spanish_first = [n for i, n in enumerate(self.spanish_first) if keep(i)]
        self.spanish_last = [n for i, n in enumerate(self.spanish_last) if keep(i)]
        self.patterns = _patterns(fillers / "probablepeople" / "person_labeled.xml")

    def _draw(self, pools: list[tuple[float, list[str]]]) -> str:
        pool = self.rng.choices(pools, [weight for weight, _ in pools])[0][1]
        return self.rng.choice(pool)

    def first(self, language: str = "en") -> str:
        """A given name, or (rarely) two."""
        rng = self.rng
        if language == "es" and rng.random() < 0.8:
            name = rng.choice(self.spanish_first)
            return f"{name} {rng.choice(self.spanish_first)}" if rng.random() < 0.12 and " " not in name else name
        if rng.random() < 0.02:
            return f"{self._draw(self.pools_first)}-{self._draw(self.pools_first)}"
        return self._draw(self.pools_first)

    def last(self, language: str = "en") -> str:
        """A family name, sometimes with a particle or two of them with a hyphen."""
        rng = self.rng
        if language == "es" and rng.random() < 0.8:
            name = rng.choice(self.spanish_last)
            if rng.random() < 0.06:
                name = rng.choice(("de la ", "del ", "de ", "De ", "De La ", "Del ")) + name
            return name
        name = self._draw(self.pools_last)
        chance = rng.random()
        if chance < 0.03:
            particle = rng.choice(PARTICLES)
            joint = "" if particle[-1] in "'c " or particle == "Mac" else " "
            if rng.random() < 0.3:
                particle = particle.title()
            return particle + joint + name
        if chance < 0.06:
            return f"{name}-{self._draw(self.pools_last)}"
        return name

    def initial(self) -> str:
        return self.rng.choice("ABCDEFGHIJKLMNOPRSTVW")

    def full(self, language: str = "en") -> str:
        """A full name as written in running text."""
        rng = self.rng
        first, last = self.first(language), self.last(language)
        if language == "es":
            chance = rng.random()
            if chance < 0.6:
                return f"{first} {last} {self.last(language)}"
            if chance < 0.9:
                return f"{first} {last}"
            if chance < 0.93:
                return f"{first} {last} y {self.last(language)}"
            return f"{self.initial()}. {last} {self.last(language)}"
        chance = rng.random()
        if chance < 0.70:
            return f"{first} {last}"
        if chance < 0.80:
            return f"{first} {self.initial()}{rng.choice(('.', '.', ''))} {last}"
        if chance < 0.85:
            return f"{first} {self.first()} {last}"
        if chance < 0.90:
            return f"{self.initial()}. {last}"
        if chance < 0.92:
            return f"{self.initial()}.{rng.choice(('', ' '))}{self.initial()}. {last}"
        if chance < 0.96:
            return f"{first} {last}{rng.choice((' ', ', '))}{rng.choice(SUFFIXES)}"
        if chance < 0.98:
            return f"{first} {last} {self.last()}"
        return f"{last} {first}"

    def listed(self, language: str = "en") -> str:
        """A name as a table or register lists it: often family name first, often in capitals."""
        rng = self.rng
        chance = rng.random()
        if chance < 0.5:
            return self.full(language)
        if chance < 0.72:
            middle = f" {self.initial()}{rng.choice(('', '.'))}" if rng.random() < 0.3 else ""
            return f"{self.last(language)},{rng.choice((' ', ' ', ' ', ''))}{self.first(language)}{middle}"
        if chance < 0.86:
            pattern = rng.choice(self.patterns)
            return " ".join(self._part(part) for part in pattern)
        if chance < 0.93:
            return self.full(language).upper()
        return f"{self.last(language)} {self.first(language)}"

    def _part(self, part: tuple[str, str]) -> str:
        tag, text = part
        tail = "," if text.endswith(",") else ""
        if "Initial" in tag:
            return self.initial() + ("." if text.rstrip(",").endswith(".") else "") + tail
        if tag in ("GivenName", "MiddleName", "Nickname", "FirstNickname"):
            drawn = self.first()
        elif tag in ("Surname", "SecondSurname", "LastInitial"):
            drawn = self.last()
        else:
            return text
        return (
            drawn.upper() if text.isupper() and len(text) > 2 else drawn.lower() if text.islower() else drawn
        ) + tail


def _patterns(path: Path) -> list[list[tuple[str, str]]]:
    """Tag sequences of real person strings, without titles and without couples."""
    wanted = {
        "GivenName",
        "Surname",
        "MiddleInitial",
        "FirstInitial",
        "MiddleName",
        "SuffixGenerational",
        "LastInitial",
        "SuffixOther",
    }
    patterns = []
    for element in ET.parse(path).getroot():
        parts = [(part.tag, (part.text or "").strip()) for part in element]
        if len(parts) > 1 and all(tag in wanted for tag, _ in parts):
            patterns.append(parts)
    return patterns
