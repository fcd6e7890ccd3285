"""What commands read and by which functions: places, selections and functions, as options name them."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from objectlambda.errors import InvalidSettings

if TYPE_CHECKING:
    from objectlambda.copy.job import Item
    from objectlambda.copy.listing import Selection
    from objectlambda.copy.run import Unread
    from objectlambda.copy.sources import Named
    from objectlambda.gateway.config.access_points import AccessPoint
    from objectlambda.steps import Rule, Step
    from objectlambda.stores.parse import OriginConfig


def add_function_options(parser: ArgumentParser) -> None:
    """Adds the options that say which functions objects go through."""
    group = parser.add_argument_group("functions")
    group.add_argument(
        "--function",
        action="append",
        default=[],
        metavar="NAME",
        help="decompress, pii_redaction, pii_access_control, raw, or one of another package; several in their order",
    )
    group.add_argument(
        "--set",
        action="append",
        default=[],
        dest="settings",
        metavar="key=value",
        help="a setting of the function; with several functions NAME.key=value",
    )
    group.add_argument("--config", metavar="FILE", help="a gateway's configuration, for --access-point")
    group.add_argument(
        "--access-point", metavar="NAME", help="the functions, rules and payloads of this access point of --config"
    )


def add_place_options(parser: ArgumentParser, side: str) -> None:
    """Adds the options that say how the bucket on ``side`` is spoken to."""
    group = parser.add_argument_group(f"the bucket of the {side}; boto3's own configuration where nothing is said")
    group.add_argument(f"--{side}-endpoint-url", default="", metavar="URL", help="an S3-compatible store")
    group.add_argument(f"--{side}-profile", default="", metavar="NAME", help="a profile of AWS's configuration")
    group.add_argument(f"--{side}-region", default="", metavar="NAME", help="its region")


def add_run_options(parser: ArgumentParser) -> None:
    """Adds the options that say which objects are taken, and how the run goes."""
    group = parser.add_argument_group("selection")
    group.add_argument("--prefix", default="", help="only keys that begin so, below the source's own prefix")
    group.add_argument("--include", action="append", default=[], metavar="PATTERN", help="only keys that match one")
    group.add_argument("--exclude", action="append", default=[], metavar="PATTERN", help="no key that matches one")
    group.add_argument(
        "--newer-than", metavar="TIME", help="only objects changed after it: ISO 8601, or an age such as 36h or 7d"
    )
    group.add_argument(
        "--manifest",
        metavar="FILE",
        help="an S3 Inventory (manifest.json, .csv, .csv.gz or .parquet), or a list of keys, one a line; a path, "
        "s3://…, or - for a list on standard input",
    )
    group = parser.add_argument_group("the run")
    group.add_argument("--report", metavar="FILE", help="a JSON line for each object; - for standard output")
    group.add_argument("--resume", action="store_true", help="go on with --report: leave out what it says is done")
    group.add_argument(
        "--retry-refused", action="store_true", help="with --resume, read what was refused again, though unchanged"
    )
    group.add_argument("--workers", type=int, default=0, metavar="N", help="processes (default: one for each core)")
    group.add_argument(
        "--scheduler", metavar="tcp://…", help="run on the Dask cluster of this scheduler in place of own processes"
    )
    group.add_argument(
        "--transfers", type=_positive, default=4, metavar="N", help="objects under way in each process (default: 4)"
    )
    group.add_argument("--retries", type=_count, default=3, metavar="N", help="for failures that may pass (default: 3)")
    group.add_argument(
        "--max-errors", type=_count, default=0, metavar="N", help="end the run after so many refusals and failures"
    )
    group.add_argument("--quiet", action="store_true", help="show no progress and no summary")


def place(text: str, arguments: Namespace, side: str, *, new: bool = False) -> OriginConfig:
    """The folder or bucket that ``text`` names on ``side``; with ``new`` a folder need not be there yet.

    Raises:
        InvalidSettings: it names neither.
    """
    from objectlambda.stores.files import refuse_no_name
    from objectlambda.stores.parse import parse_origin

    refuse_no_name(text)
    if new and not text.startswith("s3://"):
        path = Path(text)
        if path.exists() and not path.is_dir():
            raise InvalidSettings(f"{text[:200]!r} is not a folder")
        return path.absolute()
    options = vars(arguments)
    return parse_origin(
        text,
        endpoint_url=options[f"{side}_endpoint_url"],
        region=options[f"{side}_region"],
        profile=options[f"{side}_profile"],
    )


def named_object(text: str, arguments: Namespace) -> Named | None:
    """The one file or object that ``text`` names; ``None`` for a folder or prefix, and beside a manifest."""
    from objectlambda.copy.sources import single_object

    if arguments.manifest:
        return None
    return single_object(
        text,
        endpoint_url=arguments.source_endpoint_url,
        region=arguments.source_region,
        profile=arguments.source_profile,
    )


def access_point(arguments: Namespace) -> AccessPoint | None:
    """The access point that the options name, if they name one.

    Raises:
        InvalidSettings: there is none of that name, or functions are named as well.
    """
    if not arguments.config and not arguments.access_point:
        return None
    if not (arguments.config and arguments.access_point):
        raise InvalidSettings("--config and --access-point go together")
    if arguments.function or arguments.settings:
        raise InvalidSettings("the access point has functions and settings of its own: leave out --function and --set")
    from objectlambda.gateway.config.toml_file import read_config

    points = read_config(Path(arguments.config), os.environ).access_points
    if arguments.access_point not in points:
        raise InvalidSettings(
            f"there is no access point {arguments.access_point[:80]!r}; there are {', '.join(points)}"
        )
    return points[arguments.access_point]


def functions(arguments: Namespace, point: AccessPoint | None) -> tuple[tuple[Step, ...], tuple[Rule, ...]]:
    """The steps and rules that objects go through.

    Raises:
        InvalidSettings: no function is named, or a setting is wrong.
    """
    from objectlambda.gateway.config.access_points import step_payloads
    from objectlambda.steps import RAW, chain

    if point is not None:
        # As a read through it: an action that is not listed passes the stored object through.
        return (point.steps, point.rules) if "GetObject" in point.actions else (RAW, ())
    if not arguments.function:
        raise InvalidSettings("name a --function, or --config with --access-point")
    names = [name for text in arguments.function for name in text.replace("+", ",").split(",")]
    return chain(names, step_payloads(names, arguments.settings)), ()


def selection(arguments: Namespace, exclude: Sequence[str] = (), share: float = 1.0) -> Selection:
    """Which objects the options select; ``exclude`` are more patterns, ``share`` how many of them.

    Raises:
        InvalidSettings: the time is none.
    """
    from objectlambda.copy.listing import Selection

    return Selection(
        prefix=arguments.prefix,
        include=tuple(arguments.include),
        exclude=(*arguments.exclude, *exclude),
        share=share,
        newer_than=_time(arguments.newer_than) if arguments.newer_than else None,
    )


def items(arguments: Namespace, source: OriginConfig) -> Callable[[Unread], Iterator[Item]] | None:
    """Gives the objects of the manifest, where one is named."""
    if not arguments.manifest:
        return None
    from objectlambda.copy.manifest import manifest_items

    return lambda _: manifest_items(arguments.manifest, sys.stdin.buffer, source)


def refuse_reports_among(
    places: Iterable[tuple[OriginConfig, str | None]], selection: Selection, arguments: Namespace
) -> None:
    """Do nothing if no report is written where the run would read it, or over what the run reads.

    ``places`` are the folders that are read, each with the key of its one object or ``None`` for all that is selected.

    Raises:
        InvalidSettings: naming the option and the folder.
    """
    from objectlambda.copy.job import Item

    if arguments.manifest:  # it names what is read
        return
    for option in ("report", "html"):
        name = getattr(arguments, option, None)
        if not name or name == "-":
            continue
        real = Path(name).resolve()
        for folder, key in places:
            if not isinstance(folder, Path) or not real.is_relative_to(folder.resolve()):
                continue
            written = real.relative_to(folder.resolve()).as_posix()
            if written == key or (key is None and selection.takes(Item(key=written))):
                raise InvalidSettings(
                    f"--{option} {name[:200]} would be read itself, in {str(folder)[:200]}: name a file elsewhere"
                    + f", or leave it out with --exclude '{written[:200]}'" * (key is None)
                )


_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}


def _time(text: str) -> float:
    import time

    from objectlambda.copy.job import seconds_of

    if text[-1:] in _UNITS and text[:-1].isascii() and text[:-1].isdigit():
        return time.time() - int(text[:-1]) * _UNITS[text[-1]]
    found = seconds_of(text)
    if found is None:
        raise InvalidSettings(f"--newer-than {text[:80]!r}: write 2026-11-28T17:00:00, or an age such as 36h or 7d")
    return found


def _positive(text: str) -> int:
    return _count(text, 1)


def _count(text: str, least: int = 0) -> int:
    if not (text.isascii() and text.isdigit()) or int(text) < least:
        raise ArgumentTypeError(f"{text[:40]!r} is not a whole number from {least} up")
    return int(text)
