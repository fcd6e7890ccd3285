"""``objectlambda demo``: serves compressed samples, reads them back through real S3 clients, shows what came out."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from objectlambda.extras import MissingExtra, require

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from objectlambda.demo.reading import Reading
    from objectlambda.demo.samples import Sample

ACCESS_POINTS = (
    "files=decompress",
    "january=decompress,member=january.csv",
    "notes=decompress,member=notes.txt",
)

CHECKED = """
Every row was read through an access point of the gateway and its SHA-256 compared with that of the original.
"""

NEXT = """
Try next:
  objectlambda run decompress {sample} | head -3
  objectlambda diff {private}
  objectlambda serve {folder} --access-point files=decompress --access-point safe=pii_redaction
  aws --endpoint-url http://127.0.0.1:9000 --no-sign-request s3 cp s3://files/events.jsonl.zst - | head -3
  objectlambda serve s3://your-bucket --access-point files=decompress   (with your usual AWS credentials)
  objectlambda --help
"""


def add_parser(subparsers: _SubParsersAction[ArgumentParser]) -> ArgumentParser:
    """Adds the command to ``subparsers``."""
    parser = subparsers.add_parser(
        "demo",
        help="watch real compressed objects come back decompressed",
        description="Serve samples in gzip, bzip2, zlib, zstandard, snappy and ZIP on a loopback port, and read them "
        "through access points with boto3 and the AWS CLI. Nothing leaves this machine.",
    )
    parser.add_argument(
        "--mebibytes", type=int, default=64, help="the size of the larger objects (default: 64; 0 for none)"
    )
    parser.add_argument("--wire", action="store_true", help="run the deployable handler through a local Object Lambda")
    parser.set_defaults(run=run)
    return parser


def run(arguments: Namespace) -> int:
    """Runs the demo; gives the exit code."""
    from objectlambda.demo import samples
    from objectlambda.demo.serving import serving

    if arguments.mebibytes < 0:
        _say(f"--mebibytes is {arguments.mebibytes}; it must be 0 or more")
        return 2
    try:
        require("gateway", "the demo", "codecs", "pii")
    except MissingExtra as error:
        _say(str(error))
        return 2
    with tempfile.TemporaryDirectory(prefix="objectlambda-demo-") as temporary:
        folder = Path(temporary, "objects")
        folder.mkdir()
        _say("preparing the objects")
        objects = list(samples.copy_packaged(folder))
        if arguments.mebibytes > 0:
            objects += samples.generate(folder, arguments.mebibytes)
        options = [word for point in ACCESS_POINTS for word in ("--access-point", point)]
        with serving([str(folder), *options, *(["--wire"] if arguments.wire else [])]) as served:
            _say(f"{len(objects)} objects behind {len(ACCESS_POINTS)} access points at {served.url}")
            intact = _show(objects, served.url, Path(temporary))
    sys.stdout.write(CHECKED)
    sys.stdout.flush()
    sound = _show_privacy() and _show_copy()
    private = samples.PACKAGED / "private" / "letter.txt"
    sys.stdout.write(NEXT.format(sample=samples.PACKAGED / "orders.csv.gz", folder=samples.PACKAGED, private=private))
    return 0 if intact and sound else 1


def _show_privacy() -> bool:
    from objectlambda.demo.privacy import show

    _say("the same for personal data: one folder, read raw, redacted and guarded")
    return show()


def _show_copy() -> bool:
    """Copies the folder of personal data through redaction, then scans it; true if all went well."""
    from objectlambda.demo.samples import PACKAGED

    source = PACKAGED / "private"
    _say("the same for a whole folder: a redacted copy, and a scan")
    with tempfile.TemporaryDirectory(prefix="objectlambda-demo-") as temporary:
        clean = Path(temporary, "clean")
        options = ["--function", "pii_redaction", "--set", "mask_mode=REPLACE_WITH_PII_ENTITY_TYPE", "--strip-suffix"]
        codes = [_command("copy", str(source), str(clean), *options, "--workers", "1")]
        codes += [_command("scan", str(source), "--workers", "1")]
    return not any(codes)


def _command(*words: str) -> int:
    sys.stdout.write(f"\n$ objectlambda {' '.join(words)}\n")
    sys.stdout.flush()
    return subprocess.run([sys.executable, "-m", "objectlambda.cli.main", *words], check=False).returncode


def _show(objects: list[Sample], url: str, folder: Path) -> bool:
    sys.stdout.write(_row("access point", "key", "format", "in", "out", "ratio", "boto3", "aws s3 cp"))
    intact = True
    for sample, by_boto3, by_cli in _readings(objects, url, folder):
        both = [reading for reading in (by_boto3, by_cli) if reading is not None]
        good = all(reading.intact for reading in both)
        intact = intact and good
        sys.stdout.write(
            _row(
                sample.access_point,
                sample.key,
                sample.format,
                f"{sample.stored_bytes:,}",
                f"{by_boto3.size:,}",
                "-" if sample.format == "zip" and not sample.large else f"{by_boto3.size / sample.stored_bytes:.1f}",
                _speed(by_boto3),
                _speed(by_cli) if by_cli else "-",
                "" if good else "  WRONG BYTES",
            )
        )
        sys.stdout.flush()
    return intact


def _readings(objects: list[Sample], url: str, folder: Path) -> Iterator[tuple[Sample, Reading, Reading | None]]:
    from objectlambda.demo.reading import aws_command, client, read_with_boto3, read_with_cli

    s3 = client(url)
    aws = aws_command()
    if aws is None:
        _say("the AWS CLI is not installed (pip install awscli): reading with boto3 alone")
    with ThreadPoolExecutor(2) as pool:
        # The CLI takes most of its time to start: of the small objects two are read at a time.
        small = {
            sample: pool.submit(read_with_cli, aws, url, sample, folder)
            for sample in objects
            if aws is not None and not sample.large
        }
        for sample in objects:
            by_cli = small[sample].result() if sample in small else None
            if sample.large and aws is not None:
                by_cli = read_with_cli(aws, url, sample, folder)
            yield sample, read_with_boto3(s3, sample), by_cli


def _row(*cells: str) -> str:
    widths = (13, 18, 7, -12, -12, -7, -11, -15)
    padded = (
        cell.rjust(-width) if width < 0 else cell.ljust(width) for cell, width in zip(cells, widths, strict=False)
    )
    return "".join(padded) + "".join(cells[len(widths) :]) + "\n"


def _speed(reading: Reading) -> str:
    if reading.size < 10_000_000:
        return f"{reading.seconds * 1000:.0f} ms"
    return f"{reading.size / reading.seconds / 1e6:.0f} MB/s"


def _say(text: str) -> None:
    print(f"objectlambda demo: {text}", file=sys.stderr, flush=True)  # noqa: T201 - this is the command line
