"""``objectlambda detect FILE…``: the personal data in files, as JSON lines or coloured in a terminal.

Exit codes: 0 all were read to their ends, 1 one could not be read or is not text, 2 wrong usage.
"""

from __future__ import annotations

import json
import sys
import time
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import asdict
from itertools import chain
from typing import TYPE_CHECKING, TextIO

from objectlambda.cli.detector import add_detector_options, check_threshold, types_of
from objectlambda.cli.inputs import (
    Input,
    add_input_options,
    are_many,
    inputs,
    is_parquet,
    plain_chunks,
    reason,
)
from objectlambda.cli.terminal import is_terminal, one_line, printable, wants_colours
from objectlambda.errors import InvalidSettings, MemberRequired, ObjectLambdaError
from objectlambda.streams import close

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from objectlambda.pii.detection.protocols import TextAnalyzer
    from objectlambda.pii.detection.stream import Detected
    from objectlambda.pii.entities import Entity
    from objectlambda.pii.redaction import Redaction

_ZIP_MAGIC = b"PK\x03\x04"
_PROGRESS_SECONDS = 0.2
_COLOURS = (31, 32, 33, 34, 35, 36)


def add_parser(subparsers: _SubParsersAction[ArgumentParser]) -> ArgumentParser:
    """Adds the command to ``subparsers``; nothing that detects is imported before :func:`run`."""
    parser = subparsers.add_parser(
        "detect",
        help="find personal data in files",
        description="Find personal data in files of any size, locally, and say what it is and where it stands. "
        "Compressed ones are read decompressed, to which the places refer; of Parquet, archives and documents only the "
        "types are told.",
    )
    add_input_options(parser, "what to look at")
    shape = parser.add_mutually_exclusive_group()
    shape.add_argument("--json", action="store_true", help="JSON lines, also in a terminal (the default elsewhere)")
    shape.add_argument(
        "--comprehend", action="store_true", help="one document in the shape of Amazon Comprehend's DetectPiiEntities"
    )
    shape.add_argument(
        "--explain",
        nargs="?",
        type=_offset,
        const=-1,
        metavar="OFFSET",
        help="JSON lines that say which rule, field or network found each entity, without values; with the OFFSET of a"
        " character, what was found there and what became of it, or why nothing was",
    )
    add_detector_options(parser)
    parser.set_defaults(run=run)
    return parser


def _offset(text: str) -> int:
    if not text.isdecimal():
        raise ArgumentTypeError(f"{text!r} is no offset of a character; put --explain behind the files")
    return int(text)


def run(args: Namespace) -> int:
    """Runs the command with its parsed arguments; gives the exit code."""
    code, many = 0, are_many(args)
    try:
        _check(args, many=many)
        for one in inputs(args):
            try:
                _report(args, one, many=many)
            except InvalidSettings:
                raise
            except BrokenPipeError:
                return 1
            except (OSError, ObjectLambdaError) as error:
                _say(f"objectlambda detect: {one_line(one.name)}: {reason(error)}")
                code = 1
    except InvalidSettings as error:
        _say(f"objectlambda detect: {error}")
        return 2
    except (OSError, ObjectLambdaError) as error:
        _say(f"objectlambda detect: {reason(error)}")
        return 1
    return code


def _check(args: Namespace, *, many: bool) -> None:
    check_threshold(args)
    if args.comprehend and many:
        raise InvalidSettings("--comprehend makes one document, of one file")


def _report(args: Namespace, one: Input, *, many: bool) -> None:
    from objectlambda.pii import detected_windows, locate
    from objectlambda.pii.detection.loading import default_analyzer
    from objectlambda.pii.entities import check_language
    from objectlambda.pii.redaction import Redaction
    from objectlambda.pii.text_encoding import decode_text

    language = check_language(args.language)
    types = types_of(args)
    out = sys.stdout
    named = {"file": one.name} if many else {}
    tells_places = args.comprehend or args.explain is not None
    try:
        plain = plain_chunks(one)
        first = next(plain, b"")
    except MemberRequired:
        if tells_places:
            raise
        _report_members(one, args, types, named, out)
        return
    if first.startswith(_ZIP_MAGIC) and not tells_places:  # a document: decompress leaves it as it is
        close(plain)
        _report_members(one, args, types, named, out)
        return
    chunks = _report_progress(chain((first,), plain), one.size)
    analyzer = default_analyzer(args.recognizers)
    if is_parquet(first):
        redaction = Redaction(language_code=language, entity_types=types, threshold=args.threshold)
        _report_parquet(chunks, redaction, analyzer, named, out)
        return
    if args.explain is not None:
        _explain(decode_text(chunks, args.encoding), args, types, one.key, named, out)
        return
    if not (args.json or args.comprehend) and out.isatty():
        bold, off = ("\x1b[1m", "\x1b[0m") if wants_colours(out) else ("", "")
        out.write(f"{bold}{printable(one.name)}{off}\n" if many else "")
        text = decode_text(chunks, args.encoding)
        found_in = detected_windows(
            text, language, entity_types=types, threshold=args.threshold, key=one.key, analyzer=analyzer
        )
        _show(found_in, out)
        return
    found = locate(
        chunks,
        language,
        entity_types=types,
        threshold=args.threshold,
        encoding=args.encoding,
        key=one.key,
        analyzer=analyzer,
    )
    if args.comprehend:
        _write_comprehend((located.entity for located in found), out)
        return
    for located in found:
        entity = located.entity
        line = {
            **named,
            "type": str(entity.type),
            "start": entity.start,
            "end": entity.end,
            "byte_start": located.byte_start,
            "byte_end": located.byte_end,
            "score": round(entity.score, 4),
        }
        out.write(json.dumps(line) + "\n")


def _report_parquet(
    chunks: Iterator[bytes], redaction: Redaction, analyzer: TextAnalyzer, named: dict[str, str], out: TextIO
) -> None:
    from objectlambda.pii.parquet import redact_parquet

    def seen(entity: Entity) -> None:
        out.write(json.dumps({**named, "type": str(entity.type), "score": round(entity.score, 4)}) + "\n")

    for _ in redact_parquet(chunks, redaction, analyzer, seen=seen):
        pass


def _report_members(one: Input, args: Namespace, types: Collection[str], named: dict[str, str], out: TextIO) -> None:
    """Tells the types that an archive or a document holds, which is read as access control reads it."""
    from objectlambda.deadline import Deadline
    from objectlambda.function import ObjectRequest
    from objectlambda.pii.access_control import Policy
    from objectlambda.pii.audit import Record
    from objectlambda.pii.detection.loading import default_analyzer
    from objectlambda.pii.guarded_objects import guard_object
    from objectlambda.pii.settings import AccessControlSettings
    from objectlambda.settings import load
    from objectlambda.source import Source

    def found(kind: str, score: float) -> None:
        out.write(json.dumps({**named, "type": kind, "score": round(score, 4)}) + "\n")

    settings = load(AccessControlSettings, {}, "")
    policy = Policy(
        language_code=args.language,
        deny=frozenset(),
        warn=frozenset(types),
        threshold=args.threshold,
        encoding=args.encoding,
    )
    request = ObjectRequest(key=one.key or "", found=found)
    record = Record("detect", request, settings, "DetectPiiEntities")
    source = Source.open(one.origin, request.key, {}, Deadline())
    try:
        close(guard_object(source, request, settings, policy, default_analyzer(args.recognizers), record).chunks)
    finally:
        source.close()


def _explain(
    text: Iterator[str], args: Namespace, types: Collection[str], key: str | None, named: dict[str, str], out: TextIO
) -> None:
    """Writes who found each entity, or what became of the findings at an offset."""
    from objectlambda.pii.detection.explain import explain
    from objectlambda.pii.detection.local_analyzer import local_analyzer

    offset = None if args.explain < 0 else args.explain
    found = explain(
        text,
        local_analyzer(args.recognizers),
        args.language,
        key=key,
        entity_types=types,
        threshold=args.threshold,
        offset=offset,
    )
    is_told = False
    for one in found:
        is_told = True
        out.write(json.dumps({**named, **asdict(one)}) + "\n")
    if offset is not None and not is_told:
        raise InvalidSettings(f"--explain {offset}: the text ends before this character")


def _write_comprehend(entities: Iterator[Entity], out: TextIO) -> None:
    from objectlambda.pii import as_comprehend_entity

    out.write('{"Entities": [')
    for index, entity in enumerate(entities):
        out.write((", " if index else "") + json.dumps(as_comprehend_entity(entity)))
    out.write("]}\n")


def _show(detected: Iterator[Detected], out: TextIO) -> None:
    """Writes the text with its entities coloured, each followed by type and score, then how many there are."""
    from objectlambda.pii.detection.stream import runs

    counts: Counter[str] = Counter()
    has_colours = wants_colours(out)
    started, length, last = time.monotonic(), 0, ""
    for stretch in runs(detected):
        text = printable(stretch.text)
        length += len(text)
        last = text[-1:]
        if stretch.entity is None:
            out.write(text)
            continue
        counts[stretch.entity.type] += 1
        colour = _COLOURS[sum(map(ord, stretch.entity.type)) % len(_COLOURS)]
        before, between, behind = (f"\x1b[1;{colour}m", f"\x1b[0;{colour}m", "\x1b[0m") if has_colours else ("",) * 3
        out.write(f"{before}{text}{between}[{stretch.entity.type} {stretch.entity.score:.2f}]{behind}")
    seconds = time.monotonic() - started
    out.write("" if last == "\n" else "\n")
    out.write(f"\n{sum(counts.values())} entities in {length} characters, {seconds:.1f} s\n")
    for name, count in counts.most_common():
        out.write(f"  {count:7}  {name}\n")


def _report_progress(chunks: Iterator[bytes], size: int | None) -> Iterator[bytes]:
    """``chunks``, telling a terminal on stderr how far it is."""
    telling = is_terminal(sys.stderr) and not sys.stdout.isatty()
    done, told = 0, time.monotonic()
    for chunk in chunks:
        yield chunk
        done += len(chunk)
        if telling and time.monotonic() - told > _PROGRESS_SECONDS:
            told = time.monotonic()
            share = f" of {size / 1e6:.1f} MB" if size else " MB"
            sys.stderr.write(f"\r\x1b[K{done / 1e6:.1f}{share}")
            sys.stderr.flush()
    if telling:
        sys.stderr.write("\r\x1b[K")


def _say(message: str) -> None:
    sys.stderr.write(message + "\n")
