"""Keys from a manifest: an S3 Inventory (its manifest.json, or CSV and Parquet files of one), or a list of keys.

Inventories and CSV files, as S3 Batch Operations reads them, name a bucket and a URL-encoded key in each row; keys that
are not below the source's prefix are left out. A list of keys, one a line, names them as they stand below the source;
``s3://bucket/key`` names one in full.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import unquote_plus

from objectlambda.copy.job import Item, seconds_of
from objectlambda.copy.listing import PAGE_KEYS
from objectlambda.copy.places import open_store
from objectlambda.deadline import Deadline
from objectlambda.errors import InvalidSettings, OriginError
from objectlambda.headers import Headers
from objectlambda.stores.bucket import BucketOrigin
from objectlambda.stores.parse import OriginConfig
from objectlambda.stores.single_file import file_origin

_GZIP = b"\x1f\x8b"
_PARQUET = b"PAR1"
_ORC = b"ORC"
_COLUMNS = ("Bucket", "Key", "VersionId")  # of a CSV file without a manifest.json, as S3 Batch Operations reads it


def manifest_items(name: str, stdin: BinaryIO, source: OriginConfig) -> Iterator[Item]:
    """The objects that the manifest ``name`` names: a path, an ``s3://`` URL, or ``-`` for keys on ``stdin``.

    ``.json`` is the manifest.json of an S3 Inventory, ``.csv`` and ``.parquet`` (also ``.gz``) a file of one; every
    other name is that of a list of keys. Memory: a row, or a row group of Parquet.

    Raises:
        InvalidSettings: it cannot be read as a manifest.
        ObjectLambdaError, OSError: it cannot be read.
    """
    try:
        if name == "-":
            yield from _keys(stdin, source)
        elif name.endswith(".json"):
            yield from _inventory(name, source)
        else:
            is_table = name.removesuffix(".gz").endswith((".csv", ".parquet"))
            yield from _file(name, source, _COLUMNS if is_table else ())
    except UnicodeDecodeError as error:
        raise InvalidSettings(f"the manifest {name[:200]} is not UTF-8") from error
    except (csv.Error, EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise InvalidSettings(f"the manifest {name[:200]} is damaged, or of another format") from error


def _keys(lines: Iterable[bytes], source: OriginConfig) -> Iterator[Item]:
    for number, line in enumerate(lines):
        text = line.rstrip(b"\r\n").decode("utf-8-sig" if number == 0 else "utf-8")
        if text:
            yield Item(key=_below(text, source))


def _below(text: str, source: OriginConfig) -> str:
    if not text.startswith("s3://"):
        return text
    bucket, _, key = text.removeprefix("s3://").partition("/")
    if not isinstance(source, BucketOrigin) or bucket != source.bucket or not key.startswith(source.prefix):
        raise InvalidSettings(f"{text[:200]!r} is not below the source")
    return key.removeprefix(source.prefix)


def _inventory(name: str, source: OriginConfig) -> Iterator[Item]:
    raw = b"".join(_chunks(name, source))
    try:
        manifest = json.loads(raw)
        schema, files = str(manifest["fileSchema"]), [str(file["key"]) for file in manifest["files"]]
        bucket = str(manifest.get("destinationBucket", "")).rpartition(":::")[2]
    except (ValueError, KeyError, TypeError) as error:
        raise InvalidSettings(f"{name}: it is no manifest.json of an S3 Inventory") from error
    columns = tuple(column.strip() for column in schema.split(","))
    for key in files:
        place = f"s3://{bucket}/{key}" if name.startswith("s3://") else _beside(Path(name), key)
        yield from _file(place, source, columns)


def _beside(manifest: Path, key: str) -> str:
    """The file of an inventory that was downloaded: under its key above the manifest, or by its name beside it."""
    places = [folder / key for folder in manifest.absolute().parents] + [manifest.with_name(Path(key).name)]
    found = next((place for place in places if place.is_file()), None)
    if found is None:
        raise InvalidSettings(f"{key[:200]!r}, which the manifest names, is not there")
    return str(found)


def _file(name: str, source: OriginConfig, columns: Sequence[str]) -> Iterator[Item]:
    """The objects of one file: Parquet, or rows of ``columns``, or without columns a list of keys."""
    chunks = _chunks(name, source)
    first = next(chunks, b"")
    joined = _Joined(first, chunks)
    if first.startswith(_PARQUET):
        yield from _parquet(name, joined, source)
        return
    if first.startswith(_ORC):
        raise InvalidSettings(f"the manifest {name[:200]} is ORC: have the inventory made as CSV or Parquet")
    opened: Any = gzip.GzipFile(fileobj=joined) if first.startswith(_GZIP) else joined
    with io.BufferedReader(opened) as plain:
        if not columns:
            yield from _keys(plain, source)
            return
        rows = csv.reader(io.TextIOWrapper(plain, "utf-8-sig", newline=""))
        for number, row in enumerate(rows, start=1):
            if len(row) == 1:
                raise InvalidSettings(f"{name[:200]}: row {number} names no bucket and key; a list of keys is no .csv")
            yield from _row(dict(zip(columns, row, strict=False)), source, encoded=True)


def _parquet(name: str, file: _Joined, source: OriginConfig) -> Iterator[Item]:
    from tempfile import TemporaryFile

    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise InvalidSettings("a Parquet inventory needs pyarrow: pip install 'objectlambda[parquet]'") from error
    names = {"bucket": "Bucket", "key": "Key", "version_id": "VersionId", "is_latest": "IsLatest"}
    names |= {"is_delete_marker": "IsDeleteMarker", "size": "Size", "last_modified_date": "LastModifiedDate"}
    names |= {"e_tag": "ETag"}
    with TemporaryFile() as spool:
        while chunk := file.read(1 << 20):
            spool.write(chunk)
        try:
            table = pq.ParquetFile(spool)
            held = [name for name in names if name in table.schema_arrow.names]
            for batch in table.iter_batches(batch_size=PAGE_KEYS, columns=held):
                for row in batch.to_pylist():
                    texts = {names[name]: "" if value is None else str(value) for name, value in row.items()}
                    yield from _row(texts, source, encoded=False)
        except pa.ArrowException as error:
            raise InvalidSettings(f"the manifest {name[:200]} is damaged, or of another format") from error


def _row(row: Mapping[str, str], source: OriginConfig, *, encoded: bool) -> Iterator[Item]:
    key = row.get("Key", "")
    key = unquote_plus(key) if encoded else key
    if row.get("IsDeleteMarker", "").lower() == "true" or row.get("IsLatest", "true").lower() == "false":
        return
    if not key or key == "Key":  # a header row; inventories have none
        return
    if isinstance(source, BucketOrigin):
        if (named := row.get("Bucket", source.bucket)) != source.bucket:
            raise InvalidSettings(f"the manifest names the bucket {named[:80]!r}, and the source is {source.bucket!r}")
        if not key.startswith(source.prefix):
            return
        key = key.removeprefix(source.prefix)
    size, etag, modified = row.get("Size", ""), row.get("ETag", ""), row.get("LastModifiedDate", "")
    yield Item(
        key=key,
        size=int(size) if size.isascii() and size.isdigit() else None,
        modified=seconds_of(modified) if modified else None,
        etag=f'"{etag}"' if etag and not etag.startswith('"') else etag,
        # An inventory with IsLatest lists the newest version, which is read anyway.
        version=row.get("VersionId", "") if "IsLatest" not in row else "",
    )


def _chunks(name: str, source: OriginConfig) -> Iterator[bytes]:
    if not name.startswith("s3://"):
        if not Path(name).is_file():
            raise InvalidSettings(f"there is no manifest {name[:200]!r}")
        yield from file_origin(Path(name)).get({}).body
        return
    bucket, _, key = name.removeprefix("s3://").partition("/")
    like = source if isinstance(source, BucketOrigin) else BucketOrigin(bucket=bucket)
    place = BucketOrigin(bucket=bucket, endpoint_url=like.endpoint_url, region=like.region, profile=like.profile)
    try:
        answer = open_store(place).object(key, Headers(), {}, Deadline()).get({})
    except OriginError as error:
        if error.origin_status != 404:
            raise
        raise InvalidSettings(f"there is no manifest {name[:200]!r}") from error
    yield from answer.body


class _Joined(io.RawIOBase):
    def __init__(self, first: bytes, chunks: Iterator[bytes]) -> None:
        self._rest, self._chunks = first, chunks

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._rest:
            chunk = next(self._chunks, None)
            if chunk is None:
                return 0
            self._rest = chunk
        taken = self._rest[: len(buffer)]
        self._rest = self._rest[len(taken) :]
        buffer[: len(taken)] = taken
        return len(taken)
