"""What ``detect`` and ``diff`` ask of the detector: language, types, threshold, encoding, recognizers of one's own."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from objectlambda.cli.inputs import names_of
from objectlambda.errors import InvalidSettings


def add_detector_options(parser: ArgumentParser) -> None:
    """Adds the options; nothing that detects is imported."""
    parser.add_argument("--language", default="en", help="the text's language: en (default) or es")
    parser.add_argument(
        "--types", default="ALL", help="entity types to look for, commas between, such as ALL,BR_CPF (default: ALL)"
    )
    parser.add_argument("--threshold", type=float, default=0.5, help="the lowest score that counts (default: 0.5)")
    parser.add_argument("--encoding", default="auto", help="auto (default), utf-8, utf-16 or latin-1")
    parser.add_argument(
        "--recognizers",
        default="",
        metavar="FILE",
        help="recognizers of your own in Presidio's YAML format, as RECOGNIZERS_FILE gives them to the functions",
    )


def check_threshold(args: Namespace) -> None:
    """Raises InvalidSettings for a threshold that no score has."""
    if not 0 <= args.threshold <= 1:
        raise InvalidSettings(f"--threshold is {args.threshold:g}; it must be from 0 to 1")


def types_of(args: Namespace) -> frozenset[str]:
    """The types to look for. Only those of one's own recognizers need them to be loaded.

    Raises InvalidSettings for an unknown type and for a file of recognizers that cannot be used.
    """
    from objectlambda.pii.detection.loading import default_analyzer
    from objectlambda.pii.detection.stream import known_types
    from objectlambda.pii.entity_types import expand_types

    extra = known_types(default_analyzer(args.recognizers)) if args.recognizers else ()
    return frozenset(expand_types(names_of("--types", args.types), extra=extra))
