"""Records in the shapes that an object store holds: tables, JSON, XML, HTML, SQL, YAML, settings, logs, forms."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence

from segments import Segments, mapped, plain

Record = list[tuple[str, Segments]]
"""(key in lower_snake_case, value) in order."""


def key_style(rng: random.Random) -> Callable[[str], str]:
    """A way to write keys: snake_case, camelCase, …; drawn once for a document."""
    return rng.choice((
        lambda key: key,
        lambda key: key,
        lambda key: key.split("_")[0] + "".join(part.title() for part in key.split("_")[1:]),
        lambda key: key.split("_")[0] + "".join(part.title() for part in key.split("_")[1:]),
        lambda key: "".join(part.title() for part in key.split("_")),
        lambda key: key.replace("_", "-"),
        lambda key: key.upper(),
        lambda key: key.replace("_", " ").title(),
        lambda key: key.replace("_", " ").capitalize(),
        lambda key: key.replace("_", " "),
        lambda key: key.replace("_", "."),
        lambda key: key.replace("_", ""),
    ))  # fmt: skip


def _json_text(text: str, ascii_only: bool = False) -> str:
    return json.dumps(text, ensure_ascii=ascii_only)[1:-1]


def _xml_text(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _sql_text(text: str) -> str:
    return text.replace("'", "''")


def _one_line(value: Segments) -> Segments:
    return mapped(value, lambda text: " ".join(text.split("\n")))


def _is_number(value: Segments) -> bool:
    text = plain(value)
    return text.replace(".", "", 1).isdigit() and not (text.startswith("0") and len(text) > 1)


def delimited(records: Sequence[Record], rng: random.Random, style: Callable[[str], str]) -> Segments:
    """CSV, TSV or another delimiter, with or without header and quotes."""
    delimiter = rng.choice((",", ",", ",", ",", "\t", "\t", ";", "|", " | ", ", "))
    quote_all = rng.random() < 0.25
    end = rng.choice(("\n", "\n", "\n", "\r\n"))
    out: Segments = []
    if rng.random() < 0.8:
        header = [style(key) for key, _ in records[0]]
        out.append((delimiter.join(f'"{h}"' if quote_all else h for h in header) + end, None))
    for record in records:
        for index, (_, value) in enumerate(record):
            value = _one_line(value) if rng.random() < 0.9 or "\t" in delimiter else value
            if index:
                out.append((delimiter, None))
            text = plain(value)
            if quote_all or any(char in text for char in (delimiter, '"', "\n")) or (delimiter == ", " and "," in text):
                out += [('"', None), *mapped(value, lambda part: part.replace('"', '""')), ('"', None)]
            else:
                out += value
        out.append((end, None))
    return out


def fixed_width(records: Sequence[Record], rng: random.Random, style: Callable[[str], str]) -> Segments:
    """Columns padded with spaces; a ruled table, a Markdown table, or a report."""
    kind = rng.choice(("plain", "plain", "markdown", "psql"))
    rows = [[_one_line(value) for _, value in record] for record in records]
    header = [style(key) for key, _ in records[0]]
    widths = [max(len(header[i]), *(len(plain(row[i])) for row in rows)) for i in range(len(header))]
    bar = {"plain": "  ", "markdown": " | ", "psql": " | "}[kind]
    left, right = ("| ", " |") if kind == "markdown" else (" ", "") if kind == "psql" else ("", "")
    out: Segments = [(left + bar.join(h.ljust(w) for h, w in zip(header, widths, strict=True)) + right + "\n", None)]
    if kind != "plain" or rng.random() < 0.4:
        rule = "-+-" if kind == "psql" else bar.replace(" | ", "-|-")
        out.append((left.replace(" ", "-") + rule.join("-" * w for w in widths) + right.replace(" ", "-") + "\n", None))
    for row in rows:
        out.append((left, None))
        for index, (value, width) in enumerate(zip(row, widths, strict=True)):
            pad = " " * (width - len(plain(value)))
            out += [
                *value,
                (pad if index < len(row) - 1 or right else "", None),
                (bar if index < len(row) - 1 else right + "\n", None),
            ]
    return out


def _json_object(
    record: Record,
    rng: random.Random,
    style: Callable[[str], str],
    indent: int | None,
    depth: int = 0,
    ascii_only: bool = False,
) -> Segments:
    newline = "\n" + " " * (indent * (depth + 1)) if indent is not None else ""
    colon = ": " if indent is not None or rng.random() < 0.7 else ":"
    comma = "," if indent is not None or rng.random() < 0.3 else ", "
    out: Segments = [("{" + newline, None)]
    record = list(record)
    nested = None
    if depth == 0 and len(record) > 4 and rng.random() < 0.3:
        cut = rng.randrange(1, len(record) - 2)
        size = rng.randint(2, min(5, len(record) - cut))
        nested = record[cut : cut + size]
        record[cut : cut + size] = [
            (
                rng.choice(
                    (
                        "customer",
                        "user",
                        "data",
                        "details",
                        "profile",
                        "contact",
                        "attributes",
                        "payload",
                        "person",
                        "billing",
                        "shipping",
                        "meta",
                    )
                ),
                [],
            )
        ]
    for index, (key, value) in enumerate(record):
        if index:
            out.append((comma + newline, None))
        out.append((f'"{style(key)}"{colon}', None))
        if not value and nested is not None:
            out += _json_object(nested, rng, style, indent, depth + 1, ascii_only)
        elif _is_number(value) and rng.random() < 0.6:
            out += value
        elif rng.random() < 0.02:
            out.append(("null", None))
        else:
            out += [('"', None), *mapped(value, lambda text: _json_text(text, ascii_only)), ('"', None)]
    out.append((("\n" + " " * (indent * depth) if indent is not None else "") + "}", None))
    return out


def json_document(records: Sequence[Record], rng: random.Random, style: Callable[[str], str]) -> Segments:
    """JSON lines, an array, one object, or an object that wraps an array; ASCII escapes now and then."""
    ascii_only = rng.random() < 0.06
    kind = rng.choice(("lines", "lines", "array", "pretty", "pretty", "object"))
    if kind == "lines":
        out: Segments = []
        for record in records:
            out += [*_json_object(record, rng, style, None, ascii_only=ascii_only), ("\n", None)]
        return out
    indent = rng.choice((2, 2, 4)) if kind == "pretty" else None
    if kind == "object":
        return _json_object(records[0], rng, style, rng.choice((None, 2, 4)), ascii_only=ascii_only)
    lead, tail = rng.choice(
        (("[", "]"), ('{"items": [', "]}"), ('{"Records":[', "]}"), ('{"data": [', '], "total": 3}'))
    )
    out = [(lead + ("\n  " if indent else ""), None)]
    for index, record in enumerate(records):
        out += [
            (",\n  " if index and indent else ", " if index else "", None),
            *_json_object(record, rng, style, indent, ascii_only=ascii_only),
        ]
    return [*out, (("\n" if indent else "") + tail + "\n", None)]


def xml_document(records: Sequence[Record], rng: random.Random, style: Callable[[str], str]) -> Segments:
    """XML with elements or attributes."""
    item = rng.choice(
        ("record", "customer", "person", "row", "item", "Employee", "Patient", "order", "contact", "User", "entry")
    )
    root = rng.choice((item + "s", "root", "data", "dataset", "export"))
    out: Segments = [
        ('<?xml version="1.0" encoding="UTF-8"?>\n' if rng.random() < 0.6 else "", None),
        (f"<{root}>\n", None),
    ]
    attributes, pretty = rng.random() < 0.25, rng.random() < 0.8
    tag = lambda key: style(key).replace(" ", "")
    for record in records:
        if attributes:
            out.append((f"  <{item}", None))
            for key, value in record:
                out += [
                    (f' {tag(key)}="', None),
                    *mapped(value, lambda text: _xml_text(text).replace('"', "&quot;")),
                    ('"', None),
                ]
            out.append(("/>\n", None))
            continue
        newline = "\n    " if pretty else ""
        out.append((f"  <{item}>", None))
        for key, value in record:
            out += [(f"{newline}<{tag(key)}>", None), *mapped(value, _xml_text), (f"</{tag(key)}>", None)]
        out.append((("\n  " if pretty else "") + f"</{item}>\n", None))
    return [*out, (f"</{root}>\n", None)]


def html_document(records: Sequence[Record], rng: random.Random, style: Callable[[str], str]) -> Segments:
    """An HTML table, a definition list, a form with values, or paragraphs with labels."""
    kind = rng.choice(("table", "table", "dl", "form", "cards"))
    out: Segments = [
        (
            rng.choice(
                (
                    "",
                    "<!DOCTYPE html>\n<html><head><title>Report</title></head><body>\n",
                    '<div class="container">\n',
                    "<html>\n<body>\n<h1>Customer details</h1>\n",
                )
            ),
            None,
        )
    ]
    if kind == "table":
        out.append(("<table>\n<tr>" + "".join(f"<th>{style(key)}</th>" for key, _ in records[0]) + "</tr>\n", None))
        for record in records:
            out.append(("<tr>", None))
            for _, value in record:
                out += [("<td>", None), *mapped(value, _xml_text), ("</td>", None)]
            out.append(("</tr>\n", None))
        return [*out, ("</table>\n", None)]
    for record in records:
        for key, value in record:
            value = mapped(value, _xml_text)
            if kind == "dl":
                out += [(f"<dt>{style(key)}</dt><dd>", None), *value, ("</dd>\n", None)]
            elif kind == "form":
                out += [
                    (f'<label>{style(key)}</label> <input type="text" name="{key}" value="', None),
                    *value,
                    ('">\n', None),
                ]
            else:
                out += [
                    (
                        rng.choice(
                            (
                                f"<p><b>{style(key)}:</b> ",
                                f'<div class="{key}">',
                                f"<li><strong>{style(key)}</strong>: ",
                                f'<span id="{key}">',
                            )
                        ),
                        None,
                    ),
                    *value,
                    (rng.choice(("</p>\n", "</div>\n", "<br/>\n")), None),
                ]
    return out


def sql_document(records: Sequence[Record], rng: random.Random, style: Callable[[str], str]) -> Segments:
    """INSERT statements, one for all rows or one a row, or UPDATE / SELECT with literals."""
    table = rng.choice(
        (
            "customers",
            "users",
            "employees",
            "public.patients",
            "`orders`",
            "contacts",
            "dbo.Members",
            "people",
            "accounts",
        )
    )
    column = lambda key: style(key).replace(" ", "_").replace("-", "_").replace(".", "_")
    out: Segments = [
        (rng.choice(("", "", f"DROP TABLE IF EXISTS {table};\n", "BEGIN;\n", "-- dump completed\n")), None)
    ]
    literal = lambda value: (
        value if _is_number(value) and rng.random() < 0.7 else [("'", None), *mapped(value, _sql_text), ("'", None)]
    )
    if rng.random() < 0.2:
        for record in records:
            out.append((f"UPDATE {table} SET ", None))
            for index, (key, value) in enumerate(record[1:]):
                out += [(", " if index else "", None), (f"{column(key)} = ", None), *literal(value)]
            out += [(f" WHERE {column(record[0][0])} = ", None), *literal(record[0][1]), (";\n", None)]
        return out
    columns = ", ".join(column(key) for key, _ in records[0])
    head = f"INSERT INTO {table} ({columns}) VALUES" if rng.random() < 0.8 else f"INSERT INTO {table} VALUES"
    together = rng.random() < 0.5
    if together:
        out.append((head + "\n", None))
    for number, record in enumerate(records):
        out.append(("(" if together else head + " (", None))
        for index, (_, value) in enumerate(record):
            out += [(rng.choice((", ", ",")) if index else "", None), *literal(value)]
        last = number == len(records) - 1
        out.append((");\n" if last or not together else "),\n", None))
    return out


def yaml_document(records: Sequence[Record], rng: random.Random, style: Callable[[str], str]) -> Segments:
    """YAML, a list of mappings or one mapping below a key; quoted now and then."""
    out: Segments = [(rng.choice(("", "---\n", "users:\n", "customers:\n", "# exported\n")), None)]
    quote = rng.choice(("", "", '"', "'"))
    for record in records:
        for index, (key, value) in enumerate(record):
            value = _one_line(value)
            lead = "- " if index == 0 and len(records) > 1 else "  "
            out += [(f"{lead}{style(key)}: {quote}", None), *value, (quote + "\n", None)]
    return out


def settings_document(records: Sequence[Record], rng: random.Random, style: Callable[[str], str]) -> Segments:
    """.env, INI, properties or TOML lines."""
    kind = rng.choice(("env", "env", "ini", "toml", "properties"))
    out: Segments = [({"ini": "[contact]\n", "toml": "[owner]\n"}.get(kind, ""), None)]
    for key, value in records[0]:
        name = key.upper() if kind == "env" else style(key).replace(" ", "_")
        equals = {"env": "=", "ini": rng.choice((" = ", "=")), "toml": " = ", "properties": "="}[kind]
        quote = '"' if kind == "toml" or (kind == "env" and rng.random() < 0.5) else ""
        out += [(name + equals + quote, None), *_one_line(value), (quote + "\n", None)]
    return out


def form_document(records: Sequence[Record], rng: random.Random, style: Callable[[str], str]) -> Segments:
    """Lines of "Label: value" as in forms, letters, tickets, e-mails; multi-line values stay so."""
    separator = rng.choice((": ", ": ", ":", ":\t", " - ", " = ", ":\n", " : ", "........ ", ":  "))
    bullet = rng.choice(("", "", "", "- ", "* ", "> ", "  "))
    words = rng.choice(
        (
            lambda key: key.replace("_", " ").title(),
            lambda key: key.replace("_", " ").capitalize(),
            lambda key: key.replace("_", " ").upper(),
            style,
        )
    )
    end = rng.choice(("\n", "\n", "\n", "\n\n", "; ", ", ", " | ")) if separator != ":\n" else "\n"
    out: Segments = []
    for record in records[:2]:
        for key, value in record:
            value = value if end.startswith("\n") else _one_line(value)
            out += [(bullet + words(key) + separator, None), *value, (end, None)]
        out.append(("\n", None))
    return out


def logfmt(
    records: Sequence[Record], rng: random.Random, lead: Callable[[], str], style: Callable[[str], str]
) -> Segments:
    """Log lines with key=value pairs or a JSON object after the line's head."""
    out: Segments = []
    kind = rng.choice(("logfmt", "logfmt", "brackets", "json", "sentence"))
    for record in records:
        out.append((lead() + " ", None))
        if kind == "json":
            out += [*_json_object(record, rng, style, None), ("\n", None)]
            continue
        for index, (key, value) in enumerate(record):
            value = _one_line(value)
            quoted = " " in plain(value) or rng.random() < 0.1
            if kind == "brackets":
                out += [(f"[{key}=", None), *value, ("] ", None)]
            elif kind == "sentence":
                out += [
                    ((", " if index else "") + key.replace("_", " ") + " ", None),
                    *([("'", None), *value, ("'", None)] if quoted and rng.random() < 0.5 else value),
                ]
            else:
                out += [
                    (f"{style(key).replace(' ', '_')}=" + ('"' if quoted else ""), None),
                    *value,
                    ('" ' if quoted else " ", None),
                ]
        out.append(("\n", None))
    return out


def url_query(records: Sequence[Record], rng: random.Random, _: Callable[[str], str]) -> Segments:
    """Request lines whose query holds the values, with + or %20 for spaces."""
    space = rng.choice(("+", "%20"))
    out: Segments = []
    for record in records:
        out.append(
            (
                rng.choice(
                    ("GET /search?", "POST /register?", "https://example.com/form?", "/api/users?", "callback?")
                ),
                None,
            )
        )
        for index, (key, value) in enumerate(record):
            out += [
                ("&" if index else "", None),
                (key + "=", None),
                *mapped(
                    _one_line(value), lambda text: text.replace("&", "%26").replace(" ", space).replace(",", "%2C")
                ),
            ]
        out.append((rng.choice((" HTTP/1.1\n", "\n")), None))
    return out


def python_repr(records: Sequence[Record], rng: random.Random, style: Callable[[str], str]) -> Segments:
    """Objects as printed by programs: dicts, dataclasses, tuples."""
    kind = rng.choice(("dict", "class", "tuple", "map"))
    out: Segments = []
    for record in records:
        opening, closing = {
            "dict": ("{", "}"),
            "class": (rng.choice(("User", "Customer", "Person", "Contact", "Patient")) + "(", ")"),
            "tuple": ("(", ")"),
            "map": ("{", "}"),
        }[kind]
        out.append((opening, None))
        for index, (key, value) in enumerate(record):
            lead = {"dict": f"'{style(key)}': ", "class": f"{key}=", "tuple": "", "map": f"{style(key)}="}[kind]
            quote = "" if kind == "map" or _is_number(value) else "'"
            out += [(", " if index else "", None), (lead + quote, None), *_one_line(value), (quote, None)]
        out.append((closing + "\n", None))
    return out


RENDERERS: tuple[tuple[float, Callable[[Sequence[Record], random.Random, Callable[[str], str]], Segments]], ...] = (
    (5, delimited), (1.5, fixed_width), (4, json_document), (2, xml_document), (2, html_document), (2, sql_document),
    (1.5, yaml_document), (1, settings_document), (3, form_document), (0.6, url_query), (0.8, python_repr),
)  # fmt: skip
