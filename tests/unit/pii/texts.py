"""Texts of every structure, random but repeatable, and the ways in which they may arrive."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Collection, Iterator, Sequence

from objectlambda.pii import Entity, Field

_LETTERS = "abcdefg é0123-."


class PatternAnalyzer:
    """An analyzer with two rules and no network: e-mail addresses, and what stands in ⟦brackets⟧, line ends included.

    It is quick and knows no context, so it shows what the streaming around an analyzer does.
    """

    _PATTERN = re.compile(r"(?P<EMAIL>[a-z0-9.]{1,40}@[a-z]{1,20}\.[a-z]{2,5})|(?P<ADDRESS>⟦[^⟦⟧]{1,120}⟧)")

    def analyze_many(
        self,
        texts: Sequence[str],
        *,
        language_code: str = "en",
        fields: Sequence[Sequence[Field]] = (),
        entity_types: Collection[str] | None = None,
        threshold: float = 0.5,
    ) -> list[list[Entity]]:
        return [
            [Entity(str(m.lastgroup), m.start(), m.end(), 0.9) for m in self._PATTERN.finditer(text)] for text in texts
        ]


def words(random_: random.Random) -> str:
    return "".join(random_.choice(_LETTERS) for _ in range(random_.randint(1, 12)))


def prose(random_: random.Random, size: int) -> str:
    parts: list[str] = []
    length = 0
    while length < size:
        if random_.random() < 0.1:
            part = random_.choice(["bob@example.com", "⟦12 High Street, Anytown⟧", "al.x@b.org"])
        else:
            part = words(random_)
        part += random_.choice([" ", " ", ". ", "\n", "\n\n", ", ", ": ", " = "])
        parts.append(part)
        length += len(part)
    return "".join(parts)


def table(random_: random.Random, size: int) -> str:
    rows, length = ["name,email,comment"], 0
    while length < size:
        long = random_.choice([9000, 30000]) if random_.random() < 0.01 else 10
        cells = [
            words(random_).replace(",", ""),
            random_.choice(["bob@example.com", '"a@b.org"', ""]),
            '"' + prose(random_, long).replace("z", '""') + '"',
        ]
        rows.append(",".join(cells))
        length += len(rows[-1])
    return random_.choice(["\n", "\r\n"]).join(rows)


def documents(random_: random.Random, size: int) -> str:
    def value(depth: int) -> object:
        kind = random_.random()
        if depth > 4 or kind < 0.3:
            return prose(random_, 30000 if random_.random() < 0.005 else 10) + random_.choice(["", '"', "\\", "\n"])
        if kind < 0.5:
            return random_.randint(0, 10**9)
        if kind < 0.55:
            return random_.choice([None, True])
        if kind < 0.75:
            return [value(depth + 1) for _ in range(random_.randint(0, 5))]
        return {words(random_): value(depth + 1) for _ in range(random_.randint(0, 5))}

    parts: list[str] = []
    length = 0
    while length < size:
        document = {"first": value(0)}
        parts.append(json.dumps(document, ensure_ascii=random_.random() < 0.5, indent=random_.choice([None, 2])))
        length += len(parts[-1])
    return "\n".join(parts)


def markup(random_: random.Random, size: int) -> str:
    shapes = [
        "<a b='{0}'>{1}</a>",
        "<field name='{0}'>{1} &amp; x</field>",
        "<!-- {0} --><x>{1}</x>",
        "<![CDATA[{0}]]>{1}",
        "<t {0}/> {1}",
    ]
    parts, length = ["<?xml version='1.0'?><root>"], 0
    while length < size:
        long = 30000 if random_.random() < 0.01 else 10
        name = re.sub(r"[^a-g]", "", words(random_))
        parts.append(random_.choice(shapes).format(name, prose(random_, long)))
        length += len(parts[-1])
    return "".join(parts) + "</root>"


def statements(random_: random.Random, size: int) -> str:
    head = "INSERT INTO t (name, email) VALUES "
    parts, length = ["CREATE TABLE t;\nCREATE TABLE u (id int, email text);\n", head], 0
    while length < size:
        long = 30000 if random_.random() < 0.01 else 10
        parts.append(f"('{prose(random_, long)}', 'bob@example.com'), ")
        if random_.random() < 0.05:
            parts.append("('a', 'b');\nCOPY p (x, y) FROM stdin;\na\tbob@example.com\n\\.\n")
            parts.append("INSERT INTO u VALUES (1, 'bob@example.com');\n")
            parts.append(head)
        length += len(parts[-1])
    return "".join(parts)


def transcript(random_: random.Random, size: int) -> str:
    """A shell's: tables of routing numbers and PINs as databases print them, among commands and prose."""
    parts: list[str] = []
    length = 0
    while length < size:
        rows = [(f"{random_.choice(['021000021', '011401533'])}", f"{random_.randint(0, 9999):04d}") for _ in range(40)]
        rule, edge = random_.choice([("-----------+------", ""), ("|-----------|------|", "|"), ("", "")])
        lines = [f"{edge} {routing} | {pin} {edge}" for routing, pin in [("routing  ", "pin "), *rows]]
        if not rule:
            lines = ["routing\tpin", *("\t".join(row) for row in rows)]
        part = "\n".join(["bank=> select 1;", lines[0], *([rule] if rule else []), *lines[1:]]) + "\n"
        parts.append(part + "(40 rows)\n\n" + prose(random_, random_.choice([10, 900])) + "\n")
        length += len(parts[-1])
    return "".join(parts)


def noise(random_: random.Random, size: int) -> str:
    return "".join(random_.choice("\"'{}[]<>,;:\\\n\r\t &=a1-!/?@.") for _ in range(size))


KINDS = (prose, table, documents, markup, statements, transcript, noise)


def split(random_: random.Random, text: str) -> Iterator[str]:
    """``text`` in chunks: of one character each, or of any size."""
    if random_.random() < 0.2:
        yield from text
        return
    position = 0
    while position < len(text):
        size = random_.choice([1, 7, 100, 5000, 70000])
        yield text[position : position + size]
        position += size
