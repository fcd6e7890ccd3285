"""The tables of the READMEs, rendered from the code: ``python tests/docs/tables.py --write`` brings them up to date.

A table stands between ``<!-- table: name -->`` and ``<!-- /table -->``. ``tests/docs/test_tables.py`` fails where one
differs from what the code says.
"""

from __future__ import annotations

import json
import math
import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import fields
from pathlib import Path
from typing import Any

from objectlambda import errors
from objectlambda.gateway.config.tables import toml_value
from objectlambda.settings import environment_name, rule_of

ROOT = Path(__file__).resolve().parents[2]
_MARKED = re.compile(r"<!-- table: ([a-z-]+) -->\n(.*?)<!-- /table -->", re.DOTALL)


def markdown(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = ["| " + " | ".join(header) + " |"]
    lines.append("|" + " --- |" * (lines[0].count(" | ") + 1))
    lines += ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def settings_table(kind: type[Any]) -> str:
    """Setting, environment variable, payload key, default, values and meaning of each field."""
    rows = []
    for item in fields(kind):
        rule = rule_of(item)
        default = ",".join(item.default) if isinstance(item.default, tuple) else str(item.default)
        values = ", ".join(f"`{choice}`" for choice in rule.choices) or _bounds(item.type, rule)
        key = f"`{item.name}`" if rule.in_payload else "–"
        rows.append((key, f"`{environment_name(item)}`", f"`{default}`" if default else "–", values, rule.doc))
    return markdown(("payload key", "environment", "default", "values", "meaning"), rows)


def _bounds(kind: Any, rule: Any) -> str:
    name = str(getattr(kind, "__name__", kind)).replace("tuple[str, ...]", "list").replace(" | None", "")
    if rule.minimum is None:
        return name
    return f"{name} ≥ {rule.minimum:g}" + (f", ≤ {rule.maximum:g}" if rule.maximum is not None else "")


def error_classes() -> list[type[errors.ObjectLambdaError]]:
    """Every error that a caller can see."""
    found = [
        kind
        for kind in vars(errors).values()
        if isinstance(kind, type)
        and issubclass(kind, errors.ObjectLambdaError)
        and kind is not errors.ObjectLambdaError
    ]
    return [kind for kind in found if kind is not errors.OriginError]


def errors_table(exclude: tuple[str, ...] = ()) -> str:
    """Status, code, when and what to do, of each error class but those named."""
    rows = [
        (str(kind.status), f"`{kind.code}`", (kind.__doc__ or "").split("\n")[0], kind.advice)
        for kind in sorted(error_classes(), key=lambda kind: (kind.status, kind.code))
        if kind.__name__ not in exclude
    ]
    rows.append(
        ("the origin's", "the origin's", "The origin refuses: 403, 404, 412 …; message as it is.", "as it says")
    )
    rows.append(
        (
            "500",
            "`InternalError`",
            "A defect of ours; nothing of the object is quoted.",
            "report it, with the request id",
        )
    )
    return markdown(("status", "code", "when", "what to do"), rows)


def decompress_settings() -> str:
    from objectlambda.decompress import DecompressSettings

    return settings_table(DecompressSettings)


def decompress_formats() -> str:
    """Each format with the variants that are understood."""
    from objectlambda.decompress.formats import Format

    return markdown(
        ("format", "suffixes", "what is understood"),
        ((row.label, " ".join(f"`{suffix}`" for suffix in row.suffixes) or "–", row.understood)
         for row in (found.row for found in Format)),
    )  # fmt: skip


def redaction_settings() -> str:
    from objectlambda.pii.settings import RedactionSettings

    return settings_table(RedactionSettings)


def access_control_settings() -> str:
    from objectlambda.pii.settings import AccessControlSettings

    return settings_table(AccessControlSettings)


def copy_settings() -> str:
    from objectlambda.aws.copy_handler import CopySettings

    return settings_table(CopySettings)


def pii_types() -> str:
    """Type, languages, how it is found, check, and the quality that ``make eval`` last wrote down."""
    from objectlambda.pii.detection.registry import type_table

    scored = json.loads((ROOT / "tests" / "evaluation" / "results.json").read_text())["ours"]["s3_documents"]["types"]
    rows = []
    for row in type_table():
        scores = scored.get(row.type)
        quality = f"{scores['recall']:.2f} / {scores['precision']:.2f}" if scores else "–"
        rows.append((f"`{row.type}`", ", ".join(row.languages), row.how, row.check or "–", quality))
    return markdown(("type", "languages", "found by", "check", "recall / precision"), rows)


def pii_identifiers() -> str:
    """Each identifier beside Comprehend's types: what it is, how it is found and checked, and who defines it."""
    from objectlambda.pii.identifiers import identifiers

    rows = sorted(identifiers().values(), key=lambda row: row.type)
    return markdown(
        ("type", "what it is", "found by", "check", "source"),
        ((f"`{row.type}`", row.what, row.how, row.check_name, row.source) for row in rows),
    )


# Errors that only the functions for personal data raise.
PII_ERRORS = (
    "AccessDenied", "UnexpectedContent", "MissingReader", "EntityTooLarge", "UnsupportedLanguage", "UndecodableText",
)  # fmt: skip


def gateway_options() -> str:
    """Key, flag, default, values and meaning of each of the gateway's options."""
    from dataclasses import MISSING

    from objectlambda.gateway.config.model import OPTIONS

    rows = []
    for known in OPTIONS:
        said = known.declared
        default = "–" if known.default in (MISSING, (), "") else f"`{toml_value(known.default)}`"
        key = f"`{known.table}.{known.field}`" if known.table else f"`{known.field}`"
        values = ", ".join(f"`{choice}`" for choice in said.choices) or _range(said)
        rows.append((key, f"`{known.flag}`", default, values, said.doc, "yes" if said.reloads else "–"))
    return markdown(("key", "flag", "default", "values", "meaning", "SIGHUP changes it"), rows)


def _range(said: Any) -> str:
    name = {"tuple": "list", "Path": "path"}.get(said.kind.__name__, said.kind.__name__)
    if said.kind not in (int, float):
        return name
    return f"{name} ≥ {said.low:g}" + (f", ≤ {said.high:g}" if said.high != math.inf else "")


def clients_table() -> str:
    """Each client that tests read with, its version, and the ways in which it gets the true bytes."""
    from client_table import client_header, client_rows

    return markdown(client_header(), client_rows())


TABLES: dict[str, Callable[[], str]] = {
    "decompress-settings": decompress_settings,
    "decompress-formats": decompress_formats,
    "decompress-errors": lambda: errors_table(exclude=PII_ERRORS),
    "gateway-options": gateway_options,
    "pii-redaction-settings": redaction_settings,
    "pii-access-control-settings": access_control_settings,
    "pii-errors": errors_table,
    "pii-types": pii_types,
    "pii-identifiers": pii_identifiers,
    "copy-settings": copy_settings,
    "clients": clients_table,
}

DOCUMENTS = (
    "README.md",
    "shared/objectlambda/gateway/README.md",
    "shared/objectlambda/pii/README.md",
    *sorted(str(p.relative_to(ROOT)) for p in ROOT.glob("functions/*/README.md")),
)


def rendered(text: str) -> str:
    """``text`` with its tables as the code has them."""
    return _MARKED.sub(lambda match: f"<!-- table: {match[1]} -->\n{TABLES[match[1]]()}<!-- /table -->", text)


if __name__ == "__main__":
    for name in DOCUMENTS:
        path = ROOT / name
        before = path.read_text()
        after = rendered(before)
        if before != after:
            print(name, "written" if "--write" in sys.argv else "is out of date")
            if "--write" in sys.argv:
                path.write_text(after)
