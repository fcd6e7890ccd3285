"""``objectlambda copy``: a bucket or folder into another, every object through functions.

Exit codes: 0 all done, 1 some objects were refused or failed, 2 it could not run, 130 it was interrupted.
"""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from objectlambda import __version__
from objectlambda.cli.terminal import is_terminal
from objectlambda.errors import InvalidSettings, ObjectLambdaError, OriginError

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from objectlambda.cli.copy_progress import CopyProgress
    from objectlambda.copy.job import Job, Outcome
    from objectlambda.copy.report import Earlier
    from objectlambda.copy.run import Engine, Plan, Run
    from objectlambda.copy.summary import Summary

    Seen = Callable[[Outcome], None]

EXAMPLES = """\
examples:
  objectlambda copy s3://raw/2026/ s3://clean/2026/ --function pii_redaction --set mask_mode=REMOVE
  objectlambda copy ./logs ./plain --function decompress --strip-suffix --report logs.jsonl
  objectlambda copy ./logs ./plain --function decompress --strip-suffix --report logs.jsonl --resume
  objectlambda copy s3://clean/ --config gateway.toml --access-point analysts   # what a read through it would give
  aws s3 ls … | awk … | objectlambda copy s3://raw/ ./out --function pii_redaction --manifest -

Copies are remembered by a mark beside them: what is unchanged is not read again. With TAG_KEY (as the gateway has it)
the mark tells a replaced object even within a second. See README.md.

exit codes: 0 all done, 1 some objects were refused or failed, 2 it could not run, 130 it was interrupted
"""


def add_parser(subparsers: _SubParsersAction[ArgumentParser]) -> ArgumentParser:
    """Adds the command to ``subparsers``."""
    from objectlambda.cli.sources import add_function_options, add_place_options, add_run_options

    parser = subparsers.add_parser(
        "copy",
        help="copy a bucket or folder through functions",
        description="Copy a bucket or folder into another, every object through functions. What is refused is never "
        "copied raw; what is unchanged since the last copy is not read again.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "places",
        nargs="+",
        metavar="PLACE",
        help="SOURCE and DESTINATION: folders or s3://bucket[/prefix]; SOURCE may be a file or an object. With "
        "--access-point, DESTINATION alone will do",
    )
    add_function_options(parser)
    add_place_options(parser, "source")
    add_place_options(parser, "destination")
    add_run_options(parser)
    group = parser.add_argument_group("destination")
    group.add_argument(
        "--strip-suffix", action="store_true", help="the copy's key is without .gz, .bz2, .zst and their like"
    )
    group.add_argument("--always", action="store_true", help="copy what is unchanged, too")
    group.add_argument("--delete", action="store_true", help="remove copies whose source is no longer there")
    group.add_argument("--dry-run", action="store_true", help="say what would be done, and read no object")
    group.add_argument(
        "--on-refusal",
        default="skip",
        metavar="fail|skip|quarantine=PREFIX",
        help="what becomes of an object that a function refuses: it ends the run, it is skipped (the default), or a "
        "marker that names it and the error's code is written below PREFIX",
    )
    group.add_argument("--part-size", type=int, default=8, metavar="MIB", help="of multipart uploads (default: 8)")
    group.add_argument("--storage-class", default="", help="of the copies, such as STANDARD_IA")
    group.add_argument("--kms-key", default="", metavar="ID", help="encrypt the copies with this key of AWS KMS")
    group.add_argument(
        "--copy-tags",
        action="store_true",
        help="give the copies the tags of their sources; without those that hold what a function hides",
    )
    group.add_argument("--tag", action="append", default=[], metavar="key=value", help="a tag for every copy")
    parser.set_defaults(run=run)
    return parser


def run(arguments: Namespace) -> int:
    """Runs the copy; gives the exit code."""
    from objectlambda.cli.inputs import os_reason, reason
    from objectlambda.copy.pool import WorkersFailed

    try:
        return run_plan(arguments, _plan(arguments), "copy")[1]
    except OriginError as error:
        _say("copy", reason(error))
    except (ObjectLambdaError, WorkersFailed) as error:
        _say("copy", str(error))
    except OSError as error:
        _say("copy", os_reason(error))
    return 2


def run_plan(arguments: Namespace, plan: Plan, command: str, seen: Seen | None = None) -> tuple[Summary, int]:
    """Runs ``plan`` as the options say, for ``copy`` and ``scan``; gives the sums and the exit code.

    ``seen`` is told of each outcome.

    Raises:
        ObjectLambdaError, OSError, WorkersFailed: it cannot be run.
    """
    from objectlambda.cli.copy_notices import Notices
    from objectlambda.copy.report import Earlier, Report
    from objectlambda.copy.run import Run

    notices = Notices(command)

    def tell(outcome: Outcome, summary: Summary) -> None:
        progress.tell(outcome, summary)
        notices.add(outcome)
        if seen is not None:
            seen(outcome)

    run = Run(plan, tell)
    engine = _engine(arguments, plan.job)
    report, earlier = None, Earlier()
    if arguments.resume:
        if not arguments.report or arguments.report == "-":
            raise InvalidSettings("--resume goes on with the file that --report names")
        report, earlier = Report.resumed(arguments.report, plan.job)
        if earlier.version not in ("", __version__):
            _say(
                command,
                f"what the report says is done was made by version {earlier.version}, and this is {__version__}",
            )
    elif arguments.report:
        report = Report.create(arguments.report, plan.job)
    progress = _progress(arguments, run, earlier)
    try:
        with _stopped_by_signals(run) as signalled:
            summary = run.go(engine, report, earlier)
    finally:
        progress.end()
        if report is not None:
            report.close()
    _show(summary, arguments)
    if not arguments.quiet:
        selects = bool(arguments.prefix or arguments.include or arguments.exclude or arguments.newer_than)
        for line in notices.lines(
            arguments.report, is_selected=selects, is_new=not arguments.resume and not signalled.is_set()
        ):
            _say(command, line)
    if signalled.is_set():
        goes_on = arguments.report not in (None, "-")
        _say(command, "interrupted" + "; the same command with --resume goes on" * goes_on)
        return summary, 130
    if run.stop.is_set():
        _say(command, "ended early, as --on-refusal or --max-errors asks for; there may be more objects")
    return summary, 1 if summary.errors or summary.refused_before or run.stop.is_set() else 0


def _progress(arguments: Namespace, run: Run, earlier: Earlier) -> CopyProgress:
    """The line on a terminal; nothing is counted where there is none."""
    from objectlambda.cli.copy_progress import CopyProgress
    from objectlambda.copy.counting import Count

    if arguments.quiet or not is_terminal(sys.stderr):
        return CopyProgress(enabled=False)
    count = Count(lambda: run.counted(earlier)) if run.plan.can_count else None
    if count is not None:
        count.start()
    return CopyProgress(enabled=True, count=count)


def _engine(arguments: Namespace, job: Job) -> Engine:
    from objectlambda.copy.pool import Pool, cores

    if arguments.workers < 0:
        raise InvalidSettings("--workers must be at least 1; 0 stands for one for each core")
    if arguments.scheduler:
        from objectlambda.copy.dask_engine import DaskEngine

        return DaskEngine(job, arguments.scheduler)
    return Pool(job, arguments.workers or cores())


@contextmanager
def _stopped_by_signals(run: Run) -> Iterator[threading.Event]:
    """While it lasts, the first SIGINT or SIGTERM ends the run in order; the second ends it at once."""
    signalled = threading.Event()

    def stop(*_: object) -> None:
        if signalled.is_set():
            raise KeyboardInterrupt
        signalled.set()
        run.stop.set()

    if threading.current_thread() is not threading.main_thread():
        yield signalled
        return
    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield signalled
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _plan(arguments: Namespace) -> Plan:
    from objectlambda.cli.sources import (
        access_point,
        functions,
        items,
        named_object,
        place,
        refuse_reports_among,
        selection,
    )
    from objectlambda.copy.job import MIB, Job, Writing
    from objectlambda.copy.run import Plan

    point = access_point(arguments)
    places = list(arguments.places)
    single = None
    if len(places) == 1 and point is not None:
        source = point.origin
    elif len(places) == 2:
        single = named_object(places[0], arguments)
        source = single.place if single is not None else place(places[0], arguments, "source")
    else:
        raise InvalidSettings("name a source and a destination")
    destination = place(places[-1], arguments, "destination", new=True)
    selected = selection(arguments)
    refuse_reports_among([(source, single.key if single is not None else None)], selected, arguments)
    steps, rules = functions(arguments, point)
    refusal, _, prefix = arguments.on_refusal.partition("=")
    if refusal not in ("fail", "skip", "quarantine") or (refusal == "quarantine") != bool(prefix):
        raise InvalidSettings("--on-refusal is one of fail, skip and quarantine=PREFIX")
    if not 5 <= arguments.part_size <= 5120:
        raise InvalidSettings("--part-size must be 5 to 5120 MiB, as S3's parts")
    tags = [tuple(tag.partition("=")[::2]) for tag in arguments.tag]
    if unset := [tag for tag in arguments.tag if tag.find("=") < 1]:
        raise InvalidSettings(f"--tag {unset[0][:80]!r}: write key=value")
    job = Job(
        source=source,
        destination=destination,
        steps=steps,
        rules=rules,
        access_point=point.name if point is not None else "",
        strip_suffix=arguments.strip_suffix,
        quarantine=prefix or None,
        always=arguments.always,
        dry_run=arguments.dry_run,
        transfers=arguments.transfers,
        retries=arguments.retries,
        writing=Writing(
            part_bytes=arguments.part_size * MIB,
            storage_class=arguments.storage_class,
            copy_tags=arguments.copy_tags,
            tags=tuple((name, value) for name, value in tags),
            kms_key=arguments.kms_key,
        ),
    )
    return Plan(
        job=job,
        selection=selected,
        items=(lambda _: single.copied_items()) if single is not None else items(arguments, source),
        is_single=single is not None,
        can_count=arguments.manifest != "-",
        on_refusal=refusal,
        max_errors=arguments.max_errors,
        delete=arguments.delete,
        retry_refused=arguments.retry_refused,
    )


def _show(summary: Summary, arguments: Namespace) -> None:
    if arguments.quiet:
        return
    out = sys.stderr if arguments.report == "-" else sys.stdout
    out.write("\n".join(summary.lines()) + "\n")


def _say(command: str, text: str) -> None:
    sys.stderr.write(f"objectlambda {command}: {text}\n")
