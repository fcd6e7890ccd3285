"""Make the sample files again: `python tests/corpus/make.py`, with the tools named in `TOOLS` installed.

Files are called after the tool that wrote them and what is in them. The manifest gets one JSON object a line: the file,
its format, the command, what is set to read it, and what must come out: SHA-256 and size, or the error's class.
On Debian: apt-get install pigz bzip2 lbzip2 pbzip2 zstd zip 7zip tabix xz-utils pixz lz4 brotli;
pip install python-snappy kafka-python pyarrow.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import random
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
SAMPLES = HERE / "samples"
MANIFEST = HERE / "manifest.jsonl"
PASSWORD = "correct horse"


@dataclass
class Maker:
    """Runs tools in a folder of their own and keeps what they write."""

    folder: Path
    rows: list[dict[str, Any]] = field(default_factory=list)

    def run(self, *command: str, stdin: bytes = b"") -> bytes:
        """What ``command`` writes to its standard output."""
        done = subprocess.run(command, input=stdin, cwd=self.folder, capture_output=True, check=True)
        return done.stdout

    def keep(self, name: str, data: bytes, made_with: str, expected: bytes | str, **settings: Any) -> None:
        """Keep ``data`` as sample ``name`` that gives ``expected``: content, or the name of an error."""
        SAMPLES.joinpath(name).write_bytes(data)
        wanted: dict[str, Any] = (
            {"error": expected}
            if isinstance(expected, str)
            else {"sha256": hashlib.sha256(expected).hexdigest(), "size": len(expected)}
        )
        self.rows.append({"file": name, "made_with": made_with, **settings, "expected": wanted})


def table(rows: int) -> bytes:
    """A CSV table, the same every time."""
    chance = random.Random(11)
    names = ("alder", "birch", "cedar", "elm", "fir", "hazel", "larch", "maple", "oak", "pine", "rowan", "yew")
    lines = [
        f"{number},{chance.choice(names)},{chance.uniform(0, 90):.3f},{chance.choice(names)} {chance.choice(names)}"
        for number in range(rows)
    ]
    return ("id,tree,height,note\n" + "\n".join(lines) + "\n").encode()


SMALL = table(150)
LARGE = table(3300)
OTHER = "Bäume, Sträucher und eine zweite Datei.\n".encode() * 20


def gzip_samples(make: Maker) -> None:
    make.folder.joinpath("trees.csv").write_bytes(SMALL)
    plain = make.run("gzip", "-c", "trees.csv")
    second = make.run("gzip", "-9n", stdin=OTHER)
    keep = make.keep
    keep("gzip-1.12__with-name.csv.gz", plain, "gzip -c trees.csv", SMALL, format="gzip")
    keep(
        "gzip-1.12__two-members.gz", plain + second, "two gzip files, one after the other", SMALL + OTHER, format="gzip"
    )
    keep("gzip-1.12__empty-content.gz", make.run("gzip", "-n"), "gzip -n of nothing", b"", format="gzip")
    keep("gzip-1.12__zero-padding.gz", plain + bytes(512), "gzip, 512 zero bytes behind", SMALL, format="gzip")
    keep(
        "gzip-1.12__padded-members.gz",
        plain + bytes(512) + second,
        "padding between members",
        SMALL + OTHER,
        format="gzip",
    )
    keep(
        "gzip-1.12__trailing-text.gz", plain + b"checked by hand\n", "gzip, text behind", "CorruptObject", format="gzip"
    )
    keep(
        "gzip-1.12__trailing-text-ignored.gz",
        plain + b"checked by hand\n",
        "gzip, text behind",
        SMALL,
        format="gzip",
        trailing="ignore",
    )
    keep("gzip-1.12__cut.gz", plain[:-700], "gzip, its last 700 bytes cut off", "TruncatedObject", format="gzip")
    keep("gzip-1.12__cut-trailer.gz", plain[:-4], "gzip, its last 4 bytes cut off", "TruncatedObject", format="gzip")
    keep("gzip-1.12__cut-second-member.gz", plain + second[:1], "half a magic behind", "TruncatedObject", format="gzip")
    keep(
        "gzip-1.12__wrong-crc.gz",
        _changed(plain, -8),
        "gzip, one bit of the CRC changed",
        "CorruptObject",
        format="gzip",
    )
    keep(
        "gzip-1.12__wrong-size.gz",
        _changed(plain, -1),
        "gzip, one bit of the size changed",
        "CorruptObject",
        format="gzip",
    )
    keep("gzip-1.12__wrong-method.gz", _changed(plain, 2), "gzip, method 9", "UnsupportedMethod", format="gzip")
    keep(
        "gzip-1.12__reserved-flags.gz",
        _changed(plain, 3, 0x80),
        "gzip, a reserved flag",
        "UnsupportedMethod",
        format="gzip",
    )
    command = ("pigz", "-c", "-b", "128", "-i", "-C", "made for tests")
    keep("pigz-2.6__blocks-and-comment.gz", make.run(*command, stdin=LARGE), " ".join(command), LARGE, format="gzip")
    keep("bgzip-1.16__blocks.csv.gz", make.run("bgzip", "-c", stdin=LARGE), "bgzip -c", LARGE, format="gzip")
    make.run("7zz", "a", "-tgzip", "sevenzip.gz", "trees.csv")
    keep("7zz-26.02__gzip.gz", _file(make, "sevenzip.gz"), "7zz a -tgzip", SMALL, format="gzip")


def zlib_samples(make: Maker) -> None:
    keep = make.keep
    plain = make.run("pigz", "-zc", stdin=SMALL)
    keep("pigz-2.6__zlib.zz", plain, "pigz -zc", SMALL, format="zlib")
    keep(
        "pigz-2.6__zlib-two-streams.zz",
        plain + make.run("pigz", "-z9c", stdin=OTHER),
        "two zlib streams",
        SMALL + OTHER,
        format="zlib",
    )
    keep("pigz-2.6__zlib-cut.zz", plain[:-2], "pigz -zc, 2 bytes cut off", "TruncatedObject", format="zlib")
    keep(
        "pigz-2.6__zlib-wrong-adler.zz",
        _changed(plain, -1),
        "one bit of the Adler-32 changed",
        "CorruptObject",
        format="zlib",
    )
    keep("pigz-2.6__zlib-trailing-text.zz", plain + b"text", "text behind", "CorruptObject", format="zlib")
    deflater = zlib.compressobj(zdict=b"id,tree,height,note")
    primed = deflater.compress(SMALL) + deflater.flush()
    keep(
        "python-3.11__zlib-preset-dictionary.zz",
        primed,
        "zlib.compressobj(zdict=...)",
        "UnsupportedMethod",
        format="zlib",
    )
    small_window = zlib.compressobj(9, zlib.DEFLATED, 9)
    windowed = small_window.compress(SMALL) + small_window.flush()
    keep("python-3.11__zlib-window-512.zz", windowed, "zlib.compressobj(9, DEFLATED, 9)", SMALL, format="zlib")


def bzip2_samples(make: Maker) -> None:
    keep = make.keep
    plain = make.run("bzip2", "-c", stdin=SMALL)
    keep("bzip2-1.0.8__plain.bz2", plain, "bzip2 -c", SMALL, format="bzip2")
    blocks = make.run("bzip2", "-1c", stdin=LARGE)
    keep("bzip2-1.0.8__blocks.bz2", blocks, "bzip2 -1c", LARGE, format="bzip2")
    keep(
        "bzip2-1.0.8__two-streams.bz2",
        plain + make.run("bzip2", "-1c", stdin=OTHER),
        "two bzip2 files",
        SMALL + OTHER,
        format="bzip2",
    )
    keep("bzip2-1.0.8__empty-content.bz2", make.run("bzip2", "-c"), "bzip2 -c of nothing", b"", format="bzip2")
    keep("bzip2-1.0.8__zero-padding.bz2", plain + bytes(100), "bzip2, 100 zero bytes behind", SMALL, format="bzip2")
    keep("bzip2-1.0.8__trailing-text.bz2", plain + b"text", "bzip2, text behind", "CorruptObject", format="bzip2")
    keep(
        "bzip2-1.0.8__trailing-text-ignored.bz2",
        plain + b"text",
        "bzip2, text behind",
        SMALL,
        format="bzip2",
        trailing="ignore",
    )
    keep("bzip2-1.0.8__cut.bz2", plain[:-1], "bzip2, its last byte cut off", "TruncatedObject", format="bzip2")
    keep(
        "bzip2-1.0.8__cut-in-a-block.bz2",
        blocks[: len(blocks) // 2],
        "half of two blocks",
        "TruncatedObject",
        format="bzip2",
    )
    keep(
        "bzip2-1.0.8__wrong-stream-crc.bz2",
        _changed(blocks, -2),
        "one bit of the stream's CRC changed",
        "CorruptObject",
        format="bzip2",
    )
    keep(
        "bzip2-1.0.8__wrong-block-crc.bz2",
        _changed(plain, 11),
        "one bit of the block's CRC changed",
        "CorruptObject",
        format="bzip2",
    )
    keep("bzip2-1.0.8__wrong-level.bz2", blocks[:3] + b"0" + blocks[4:], "level 0", "CorruptObject", format="bzip2")
    keep("lbzip2-2.5__blocks.bz2", make.run("lbzip2", "-1c", stdin=LARGE), "lbzip2 -1c", LARGE, format="bzip2")
    keep(
        "pbzip2-1.1.13__streams.bz2",
        make.run("pbzip2", "-b1", "-1", "-c", stdin=LARGE),
        "pbzip2 -b1 -1 -c",
        LARGE,
        format="bzip2",
    )
    make.folder.joinpath("trees.csv").write_bytes(SMALL)
    make.run("7zz", "a", "-tbzip2", "sevenzip.bz2", "trees.csv")
    keep("7zz-26.02__bzip2.bz2", _file(make, "sevenzip.bz2"), "7zz a -tbzip2", SMALL, format="bzip2")


def zstd_samples(make: Maker) -> None:
    keep = make.keep
    folder = make.folder
    folder.joinpath("trees.csv").write_bytes(SMALL)
    plain = make.run("zstd", "-c", "trees.csv")
    keep("zstd-1.5.4__with-size.zst", plain, "zstd -c trees.csv", SMALL, format="zstd")
    keep(
        "zstd-1.5.4__without-size-or-checksum.zst",
        make.run("zstd", "--no-check", "-19c", stdin=SMALL),
        "zstd --no-check -19c < trees.csv",
        SMALL,
        format="zstd",
    )
    keep(
        "zstd-1.5.4__two-frames.zst",
        plain + make.run("zstd", "-c", stdin=OTHER),
        "two zstd files",
        SMALL + OTHER,
        format="zstd",
    )
    keep("zstd-1.5.4__empty-content.zst", make.run("zstd", "-c"), "zstd -c of nothing", b"", format="zstd")
    folder.joinpath("large.csv").write_bytes(LARGE)
    keep(
        "pzstd-1.5.4__frames.zst",
        make.run("pzstd", "-q", "-p", "4", "-1", "-c", "large.csv"),
        "pzstd -p 4 -1 -c",
        LARGE,
        format="zstd",
    )
    skippable = b"\x53\x2a\x4d\x18\x05\0\0\0notes"
    keep(
        "zstd-1.5.4__skippable-frames.zst",
        skippable + plain + skippable,
        "a skippable frame on both sides",
        SMALL,
        format="zstd",
    )
    keep(
        "zstd-1.5.4__skippable-frame-cut.zst",
        plain + skippable[:-2],
        "half a skippable frame behind",
        "TruncatedObject",
        format="zstd",
    )
    keep(
        "zstd-1.5.4__long-27.zst",
        make.run("zstd", "--long=27", "-c", stdin=SMALL),
        "zstd --long=27 -c",
        SMALL,
        format="zstd",
    )
    keep(
        "zstd-1.5.4__long-31.zst",
        make.run("zstd", "--ultra", "--long=31", "-c", stdin=SMALL),
        "zstd --ultra --long=31 -c",
        "UnsupportedMethod",
        format="zstd",
    )
    keep("zstd-1.5.4__cut.zst", plain[:-300], "zstd, its last 300 bytes cut off", "TruncatedObject", format="zstd")
    keep("zstd-1.5.4__cut-checksum.zst", plain[:-1], "zstd, its last byte cut off", "TruncatedObject", format="zstd")
    keep(
        "zstd-1.5.4__wrong-checksum.zst",
        _changed(plain, -1),
        "one bit of the checksum changed",
        "CorruptObject",
        format="zstd",
    )
    keep(
        "zstd-1.5.4__trailing-zeros.zst",
        plain + bytes(64),
        "zstd, 64 zero bytes behind",
        "CorruptObject",
        format="zstd",
    )
    keep(
        "zstd-1.5.4__trailing-text-ignored.zst",
        plain + b"text",
        "zstd, text behind",
        SMALL,
        format="zstd",
        trailing="ignore",
    )
    keep(
        "zstd-0.5__legacy-magic.zst",
        b"\x25\xb5\x2f\xfd" + plain[4:],
        "the magic of zstd 0.5",
        "UnsupportedMethod",
        format="zstd",
    )
    for number in range(200):
        folder.joinpath(f"row{number}").write_bytes(LARGE[number * 800 : number * 800 + 800])
    rows = [f"row{number}" for number in range(200)]
    make.run("zstd", "--train", "-q", "--maxdict=2048", "--dictID=7301", "-o", "trees.dict", *rows)
    dictionary = _file(make, "trees.dict")
    SAMPLES.joinpath("zstd-1.5.4__trees.dict").write_bytes(dictionary)
    keep(
        "zstd-1.5.4__dictionary.zst",
        make.run("zstd", "-D", "trees.dict", "-c", stdin=SMALL),
        "zstd -D trees.dict -c",
        SMALL,
        format="zstd",
        dictionary="zstd-1.5.4__trees.dict",
    )
    keep(
        "zstd-1.5.4__dictionary-missing.zst",
        make.run("zstd", "-D", "trees.dict", "-c", stdin=OTHER),
        "zstd -D trees.dict -c",
        "UnsupportedMethod",
        format="zstd",
    )
    folder.joinpath("base.csv").write_bytes(SMALL)
    folder.joinpath("next.csv").write_bytes(SMALL + OTHER)
    SAMPLES.joinpath("zstd-1.5.4__base.csv").write_bytes(SMALL)
    keep(
        "zstd-1.5.4__patch-from.zst",
        make.run("zstd", "--patch-from=base.csv", "-c", "next.csv"),
        "zstd --patch-from=base.csv -c",
        SMALL + OTHER,
        format="zstd",
        dictionary="zstd-1.5.4__base.csv",
    )


def snappy_samples(make: Maker) -> None:
    import pyarrow
    from kafka.codec import snappy_encode
    from snappy.snappy import hadoop_stream_compress

    keep = make.keep
    framed = make.run(sys.executable, "-m", "snappy", "-c", stdin=LARGE)
    keep("python-snappy-0.7.3__framed.sz", framed, "python -m snappy -c", LARGE, format="snappy")
    padded = framed[:10] + b"\xfe\x03\0\0\0\0\0" + framed[10:] + b"\x80\x02\0\0hi" + framed
    keep(
        "python-snappy-0.7.3__padded-and-again.sz",
        padded,
        "padding, a skippable chunk, a second stream",
        LARGE + LARGE,
        format="snappy",
    )
    keep("python-snappy-0.7.3__cut.sz", framed[:-9], "9 bytes cut off", "TruncatedObject", format="snappy")
    keep(
        "python-snappy-0.7.3__wrong-crc.sz",
        _changed(framed, 15),
        "one bit of a CRC-32C changed",
        "CorruptObject",
        format="snappy",
    )
    keep(
        "python-snappy-0.7.3__reserved-chunk.sz",
        framed + b"\x02\x01\0\0x",
        "a chunk of a reserved type",
        "CorruptObject",
        format="snappy",
    )
    target = io.BytesIO()
    hadoop_stream_compress(io.BytesIO(LARGE), target)
    hadoop = target.getvalue()
    keep("python-snappy-0.7.3__hadoop.snappy", hadoop, "snappy.hadoop_stream_compress", LARGE, format="snappy_hadoop")
    keep(
        "python-snappy-0.7.3__hadoop-cut.snappy",
        hadoop[:-1],
        "the last byte cut off",
        "TruncatedObject",
        format="snappy_hadoop",
    )
    raw = pyarrow.compress(LARGE, codec="snappy", asbytes=True)
    keep("pyarrow-26__raw.snappy", raw, "pyarrow.compress(codec='snappy')", LARGE, format="snappy_raw", pinned=True)
    keep("pyarrow-26__raw-cut.snappy", raw[:-20], "20 bytes cut off", "CorruptObject", format="snappy_raw", pinned=True)
    xerial = snappy_encode(LARGE, xerial_compatible=True)
    keep(
        "kafka-python__xerial.snappy",
        xerial,
        "kafka.codec.snappy_encode(xerial_compatible=True)",
        LARGE,
        format="snappy_xerial",
    )
    keep(
        "kafka-python__xerial-twice.snappy",
        xerial + xerial,
        "two xerial streams",
        LARGE + LARGE,
        format="snappy_xerial",
    )
    keep("kafka-python__xerial-cut.snappy", xerial[:-20], "20 bytes cut off", "TruncatedObject", format="snappy_xerial")
    in_java = _in_java(LARGE)
    how = "blocks of pyarrow and checksums of python-snappy, put together as org.iq80.snappy does"
    keep("pyarrow-26__in-java.snappy", in_java, how, LARGE, format="snappy_in_java")
    keep("pyarrow-26__in-java-cut.snappy", in_java[:-20], "20 bytes off", "TruncatedObject", format="snappy_in_java")


def _in_java(content: bytes) -> bytes:
    """``content`` as org.iq80.snappy.SnappyOutputStream writes it: blocks of 32 KiB, each with its masked CRC-32C."""
    import pyarrow
    import snappy

    made = b"snappy\0"
    for start in range(0, len(content), 32 * 1024):
        piece = content[start : start + 32 * 1024]
        chunk = snappy.StreamCompressor().compress(piece)[10:]  # whose bytes 4 to 8 are the same checksum
        block = pyarrow.compress(piece, codec="snappy", asbytes=True)
        made += b"\x01" + len(block).to_bytes(2, "big") + chunk[7:3:-1] + block
    return made


def zip_samples(make: Maker) -> None:
    folder = make.folder
    folder.joinpath("trees.csv").write_bytes(SMALL)
    folder.joinpath("Bäume").mkdir()
    folder.joinpath("Bäume", "zwei.txt").write_bytes(OTHER)
    names = ("trees.csv", "Bäume/zwei.txt")

    def archive(name: str, command: tuple[str, ...], expected: bytes | str, **settings: Any) -> bytes:
        folder.joinpath("sample.zip").unlink(missing_ok=True)
        make.run(*command)
        data = _file(make, "sample.zip")
        make.keep(name, data, " ".join(command), expected, format="zip", **settings)
        return data

    zipped = archive("zip-3.0__deflate.zip", ("zip", "-q", "sample.zip", "trees.csv"), SMALL)
    archive("zip-3.0__stored.zip", ("zip", "-q0", "sample.zip", "trees.csv"), SMALL)
    archive("zip-3.0__bzip2.zip", ("zip", "-q", "-Z", "bzip2", "sample.zip", "trees.csv"), SMALL)
    archive("zip-3.0__zip64.zip", ("zip", "-q", "-fz", "sample.zip", "trees.csv"), SMALL)
    archive("zip-3.0__data-descriptor.zip", ("zip", "-q", "-fd", "sample.zip", "trees.csv"), SMALL)
    archive("zip-3.0__password.zip", ("zip", "-q", "-P", PASSWORD, "sample.zip", "trees.csv"), SMALL, password=PASSWORD)
    archive(
        "zip-3.0__password-missing.zip", ("zip", "-q", "-P", PASSWORD, "sample.zip", "trees.csv"), "PasswordRequired"
    )
    several = ("zip", "-qr", "sample.zip", "Bäume", "trees.csv")
    archive("zip-3.0__member-chosen.zip", several, OTHER, member=names[1])
    archive("zip-3.0__member-missing.zip", several, "NoSuchMember", member="trees.txt")
    archive("zip-3.0__no-member-chosen.zip", several, "MemberRequired")
    make.keep(
        "zip-3.0__self-extracting.zip",
        b"MZ" + bytes(998) + zipped,
        "1,000 bytes before",
        SMALL,
        format="zip",
        pinned=True,
    )
    make.keep("zip-3.0__cut.zip", zipped[:-30], "30 bytes cut off", "TruncatedObject", format="zip")
    make.keep(
        "zip-3.0__wrong-crc.zip",
        _changed(_changed(zipped, 14), zipped.index(b"PK\x01\x02") + 16),
        "one bit of the CRC changed, in both places",
        "CorruptObject",
        format="zip",
    )
    make.keep(
        "zip-3.0__headers-disagree.zip",
        _changed(zipped, 14),
        "one bit of the local CRC changed",
        "CorruptObject",
        format="zip",
    )
    seven: tuple[tuple[str, str, tuple[str, ...], bytes | str, dict[str, Any]], ...] = (
        ("deflate64", "Deflate64", (), SMALL, {}),
        ("lzma", "LZMA", (), SMALL, {}),
        ("xz", "XZ", (), SMALL, {}),
        ("ppmd", "PPMd", (), "UnsupportedMethod", {}),
        ("aes256", "Deflate", ("-mem=AES256", f"-p{PASSWORD}"), SMALL, {"password": PASSWORD}),
        ("aes128", "LZMA", ("-mem=AES128", f"-p{PASSWORD}"), SMALL, {"password": PASSWORD}),
        ("wrong-password", "Deflate", ("-mem=AES256", f"-p{PASSWORD}"), "PasswordRequired", {"password": "wrong"}),
    )
    for name, method, options, expected, settings in seven:
        command = ("7zz", "a", "-tzip", f"-mm={method}", *options, "sample.zip", "trees.csv")
        archive(f"7zz-26.02__{name}.zip", command, expected, **settings)
    make.keep("pigz-2.6__zip.zip", make.run("pigz", "-Kc", "trees.csv"), "pigz -Kc trees.csv", SMALL, format="zip")
    archive("bsdtar-3.6.2__streamed.zip", ("bsdtar", "--format", "zip", "-cf", "sample.zip", "trees.csv"), SMALL)


def _changed(data: bytes, at: int, bits: int = 1) -> bytes:
    changed = bytearray(data)
    changed[at] ^= bits
    return bytes(changed)


def _file(make: Maker, name: str) -> bytes:
    return make.folder.joinpath(name).read_bytes()


def xz_samples(make: Maker) -> None:
    keep = make.keep
    one, two = make.run("xz", "-c", stdin=SMALL), make.run("xz", "-9e", "--check=sha256", "-c", stdin=OTHER)
    keep("xz-5.4__one.csv.xz", one, "xz -c", SMALL, format="xz")
    keep("xz-5.4__two-streams.csv.xz", one + two, "xz -c; xz -9e --check=sha256 -c", SMALL + OTHER, format="xz")
    keep("xz-5.4__padded.csv.xz", one + bytes(8) + two, "8 zeros between", SMALL + OTHER, format="xz")
    keep("xz-5.4__padded-wrong.csv.xz", one + bytes(7), "7 zeros behind", "CorruptObject", format="xz")
    blocks = make.run("xz", "-T2", "--block-size=40000", "-c", stdin=LARGE)
    keep("xz-5.4__blocks.csv.xz", blocks, "xz -T2 --block-size=40000 -c", LARGE, format="xz")
    keep("xz-5.4__empty.xz", make.run("xz", "-c"), "xz -c of nothing", b"", format="xz")
    flipped = bytearray(one)
    flipped[len(one) // 2] ^= 4
    keep("xz-5.4__flipped.csv.xz", bytes(flipped), "a bit flipped", "CorruptObject", format="xz")
    keep("xz-5.4__trailing.csv.xz", one + b"more", "text behind", "CorruptObject", format="xz")
    keep("xz-5.4__trailing-ignored.csv.xz", one + b"more", "text behind", SMALL, format="xz", trailing="ignore")
    make.folder.joinpath("trees.csv").write_bytes(LARGE)
    make.run("pixz", "-t", "trees.csv", "trees.csv.xz")
    keep("pixz-1.0__blocks.csv.xz", _file(make, "trees.csv.xz"), "pixz -t", LARGE, format="xz")


def lz4_samples(make: Maker) -> None:
    keep = make.keep
    one = make.run("lz4", "-c", stdin=SMALL)
    two = make.run("lz4", "-9", "-BX", "-B4", "--content-size", "-c", stdin=OTHER)
    skippable = b"\x53\x2a\x4d\x18" + (5).to_bytes(4, "little") + b"aside"
    keep("lz4-1.9__one.csv.lz4", one, "lz4 -c", SMALL, format="lz4")
    keep("lz4-1.9__two-frames.csv.lz4", one + two, "lz4 -c; lz4 -9 -BX -B4 -c", SMALL + OTHER, format="lz4")
    keep("lz4-1.9__skippable.csv.lz4", one + skippable + two, "a skippable frame between", SMALL + OTHER, format="lz4")
    independent = make.run("lz4", "-BI", "-B5", "-c", stdin=LARGE)
    keep("lz4-1.9__blocks.csv.lz4", independent, "lz4 -BI -B5 -c", LARGE, format="lz4")
    keep("lz4-1.9__empty.lz4", make.run("lz4", "-c"), "lz4 -c of nothing", b"", format="lz4")
    legacy = make.run("lz4", "-l", "-c", stdin=SMALL)
    keep("lz4-1.9__legacy.csv.lz4", legacy, "lz4 -l -c", SMALL, format="lz4")
    flipped = bytearray(one)
    flipped[len(one) // 2] ^= 4
    keep("lz4-1.9__flipped.csv.lz4", bytes(flipped), "a bit flipped", "CorruptObject", format="lz4")
    keep("lz4-1.9__trailing.csv.lz4", one + b"more", "text behind", "CorruptObject", format="lz4")
    keep("lz4-1.9__trailing-ignored.csv.lz4", one + b"more", "text behind", SMALL, format="lz4", trailing="ignore")


def brotli_samples(make: Maker) -> None:
    keep = make.keep
    one = make.run("brotli", "-c", stdin=SMALL)
    keep("brotli-1.0__one.csv.br", one, "brotli -c", SMALL, format="brotli", pinned=True)
    large = make.run("brotli", "-q", "3", "-w", "16", "-c", stdin=LARGE)
    keep("brotli-1.0__fast.csv.br", large, "brotli -q 3 -w 16 -c", LARGE, format="brotli", pinned=True)
    keep("brotli-1.0__empty.br", make.run("brotli", "-c"), "brotli -c of nothing", b"", format="brotli", pinned=True)
    keep("brotli-1.0__trailing.csv.br", one + b"more", "text behind", "CorruptObject", format="brotli", pinned=True)
    keep("brotli-1.0__text.csv.br", SMALL, "a table called so", "CorruptObject", format="brotli", pinned=True)


FAMILIES: tuple[Callable[[Maker], None], ...] = (
    gzip_samples,
    zlib_samples,
    bzip2_samples,
    zstd_samples,
    snappy_samples,
    zip_samples,
    xz_samples,
    lz4_samples,
    brotli_samples,
)


def main() -> None:
    os.environ["LC_ALL"] = "C.UTF-8"
    SAMPLES.mkdir(exist_ok=True)
    rows: list[dict[str, Any]] = []
    for family in FAMILIES:
        with tempfile.TemporaryDirectory() as folder:
            make = Maker(Path(folder))
            family(make)
            rows += make.rows
    MANIFEST.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))
    print(f"{len(rows)} samples in {SAMPLES}")


if __name__ == "__main__":
    main()
