"""``objectlambda scan``: which objects hold which personal data, how many of it, and how sure.

Exit codes: 0 all was read and nothing of ``--fail-on`` found, 1 something was found or could not be read, 2 it could
not run, 130 it was interrupted.
"""

from __future__ import annotations

import argparse
import sys
from argparse import ArgumentParser, Namespace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from objectlambda.cli.inputs import names_of, os_reason
from objectlambda.errors import InvalidSettings, ObjectLambdaError, OriginError

if TYPE_CHECKING:
    from argparse import _SubParsersAction
    from collections.abc import Iterator

    from objectlambda.copy.job import Item
    from objectlambda.copy.run import Plan, Unread
    from objectlambda.copy.summary import Summary

EXAMPLES = """\
examples:
  objectlambda scan s3://raw/2026/ --report findings.jsonl --html findings.html
  objectlambda scan s3://lake/ --sample 64KiB --workers 8      # the first 64 KiB of each object
  objectlambda scan s3://lake/ --sample 1%                     # one object in a hundred, always the same ones
  git diff --cached --diff-filter=d --name-only -z | xargs -0 objectlambda scan --fail-on SSN,PASSWORD
  printf %s 'support@example.com' | sha256sum | cut -c-64 >> allowed.txt; objectlambda scan . --allow-values allowed.txt

exit codes: 0 all was read and nothing of --fail-on found, 1 something was found or could not be read, 2 it could not
run, 130 it was interrupted
"""

_UNITS = {"KiB": 1024, "MiB": 1024**2, "GiB": 1024**3, "KB": 1000, "MB": 1000**2, "GB": 1000**3, "": 1}


def add_parser(subparsers: _SubParsersAction[ArgumentParser]) -> ArgumentParser:
    """Adds the command to ``subparsers``."""
    from objectlambda.cli.sources import add_place_options, add_run_options

    parser = subparsers.add_parser(
        "scan",
        help="say which objects hold which personal data",
        description="Say which objects of buckets and folders hold which personal data: text, tables, archives and "
        "compressed objects. No value is told, and nothing is written but the report.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("sources", nargs="+", metavar="SOURCE", help="files, folders, s3://bucket[/prefix] or objects")
    group = parser.add_argument_group("what is looked for")
    group.add_argument("--types", default="ALL", help="entity types, commas between (default: ALL)")
    group.add_argument("--threshold", type=float, default=0.5, help="the lowest score that counts (default: 0.5)")
    group.add_argument("--language", default="en", help="the texts' language: en (default) or es")
    group.add_argument(
        "--set",
        action="append",
        default=[],
        dest="settings",
        metavar="key=value",
        help="a setting of pii_access_control",
    )
    group.add_argument("--sample", metavar="BYTES|SHARE", help="of each object 64KiB, or of all objects 5%%")
    group.add_argument("--allow-values", metavar="FILE", help="SHA-256 in hex, one a line, of values to pass over")
    group.add_argument(
        "--allow-key", action="append", default=[], metavar="PATTERN", help="keys that are not read; as --exclude"
    )
    group.add_argument("--fail-on", default="", metavar="TYPE,…", help="exit with 1 where one is found; ALL for any")
    group.add_argument("--html", metavar="FILE", help="a report for people, in one file that loads nothing")
    add_place_options(parser, "source")
    add_run_options(parser)
    parser.set_defaults(run=run)
    return parser


def run(arguments: Namespace) -> int:
    """Runs the scan; gives the exit code."""
    from objectlambda.cli.copy import run_plan
    from objectlambda.cli.inputs import reason
    from objectlambda.cli.scan_page import Page
    from objectlambda.copy.pool import WorkersFailed

    page = Page()
    try:
        wanted = _fail_on(arguments.fail_on)
        plan = _plan(arguments)
        if arguments.html:
            Path(arguments.html).touch()  # fails now, not when all is read
        summary, code = run_plan(arguments, plan, "scan", page.add)
        _show_prefixes(summary, arguments)
        if arguments.html:
            Path(arguments.html).write_text(page.html(summary), encoding="utf-8", errors="backslashreplace")
    except (ObjectLambdaError, WorkersFailed) as error:
        said = reason(error) if isinstance(error, OriginError) else str(error)
        sys.stderr.write(f"objectlambda scan: {said}\n")
        return 2
    except OSError as error:
        sys.stderr.write(f"objectlambda scan: {os_reason(error)}\n")
        return 2
    found = sorted(wanted & set(summary.entities)) if "ALL" not in wanted else sorted(summary.entities)
    if found:
        sys.stderr.write(f"objectlambda scan: found {', '.join(found)}\n")
    return code or (1 if found else 0)


def _plan(arguments: Namespace) -> Plan:
    import json

    from objectlambda.cli.sources import items, refuse_reports_among, selection
    from objectlambda.copy.job import Job, Scanning
    from objectlambda.copy.run import Plan
    from objectlambda.copy.sources import parse_sources
    from objectlambda.steps import payload_of, step

    share, size = _sample(arguments.sample) if arguments.sample else (1.0, 0)
    given = json.loads(payload_of(arguments.settings) or "{}")
    types = names_of("--types", arguments.types)
    settings = {
        "pii_entity_types": types,
        "confidence_threshold": arguments.threshold,
        "language_code": arguments.language,
        **given,
    }
    named = parse_sources(
        arguments.sources,
        endpoint_url=arguments.source_endpoint_url,
        region=arguments.source_region,
        profile=arguments.source_profile,
    )
    if arguments.manifest and len(named) > 1:
        raise InvalidSettings("--manifest goes with one source")
    selected = selection(arguments, exclude=arguments.allow_key, share=share)
    refuse_reports_among([(name.place, name.key) for name in named], selected, arguments)
    job = Job(
        source=named[0].place,
        others=tuple(name.place for name in named[1:]),
        steps=(step("pii_access_control", json.dumps(settings)),),
        transfers=arguments.transfers,
        retries=arguments.retries,
        scanning=Scanning(bytes=size, allowed_values=_read_allowed(arguments.allow_values)),
    )

    def every(unread: Unread) -> Iterator[Item]:
        return chain.from_iterable(name.items(number, unread) for number, name in enumerate(named))

    return Plan(
        job=job,
        selection=selected,
        items=items(arguments, named[0].place) or every,
        can_count=arguments.manifest != "-",
        max_errors=arguments.max_errors,
        retry_refused=arguments.retry_refused,
    )


def _sample(text: str) -> tuple[float, int]:
    """The share of the objects, and the bytes of each (0 for all), that ``text`` asks for."""
    try:
        if text.endswith("%") or "." in text:
            share = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
            if 0 < share <= 1:
                return share, 0
        else:
            unit = next(unit for unit in _UNITS if text.endswith(unit))
            size = int(text.removesuffix(unit)) * _UNITS[unit]
            if size > 0:
                return 1.0, size
    except ValueError:
        pass
    raise InvalidSettings(f"--sample {text[:40]!r}: write bytes such as 64KiB, or a share such as 5%")


def _read_allowed(name: str | None) -> frozenset[str]:
    if name is None:
        return frozenset()
    words = {line.split()[0].lower() for line in Path(name).read_text(encoding="utf-8").splitlines() if line.split()}
    wrong = next((word for word in words if len(word) != 64 or not set(word) <= set("0123456789abcdef")), None)
    if wrong is not None:
        raise InvalidSettings(f"{name}: each line is the SHA-256 of a value, 64 hex digits")
    return frozenset(words)


def _fail_on(text: str) -> set[str]:
    from objectlambda.pii.entity_types import expand_types

    names = names_of("--fail-on", text) if text else []
    if "ALL" not in names:
        expand_types(names)
    return set(names)


def _show_prefixes(summary: Summary, arguments: Namespace) -> None:
    if arguments.quiet or not summary.entities:
        return
    out = sys.stderr if arguments.report == "-" else sys.stdout
    out.write("\n    entities  prefix\n")
    for prefix, counts in sorted(summary.by_prefix.items(), key=lambda pair: -pair[1].total()):
        if counts:
            types = ", ".join(f"{name} {count:,}" for name, count in counts.most_common())
            shown = "".join(letter if letter.isprintable() else "?" for letter in prefix)  # no commands to the terminal
            out.write(f"{counts.total():>12,}  {shown}: {types}\n")
