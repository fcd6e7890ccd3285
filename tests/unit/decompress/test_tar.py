"""tar archives as Python's and GNU tar write them, read in pieces of any size, and what is refused of them."""

from __future__ import annotations

import io
import random
import tarfile

import pytest

from objectlambda.decompress.tar import MAX_HEADER_BYTES, starts_tar, untar
from objectlambda.errors import CorruptObject, LimitExceeded, ObjectLambdaError, TruncatedObject

LONG = "folder/" * 40 + "a.txt"
MEMBERS = {
    "a.txt": b"first\n",
    "empty": b"",
    "folder/b.bin": bytes(range(256)) * 20,
    LONG: b"long\n",
    "ü.txt": b"x" * 512,
}


def tarred(members=MEMBERS, *, form=tarfile.PAX_FORMAT, **fields):
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w", format=form) as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            for key, value in fields.items():
                setattr(info, key, value)
            archive.addfile(info, io.BytesIO(data))
    return file.getvalue()


def pieces(data, size):
    return (data[at : at + size] for at in range(0, len(data), size))


def read(data, size=65536, **more):
    return {member.name: b"".join(member.chunks) for member in untar(pieces(data, size), **more)}


@pytest.mark.parametrize("form", [tarfile.PAX_FORMAT, tarfile.GNU_FORMAT])
@pytest.mark.parametrize("size", [1, 511, 513, 65536])
def test_reads_names_and_contents(form, size):
    data = tarred(form=form)
    assert starts_tar(data[:512])
    assert read(data, size) == MEMBERS


def test_passes_over_what_is_not_read():
    assert [member.name for member in untar(pieces(tarred(), 700))] == list(MEMBERS)


def test_tells_links_and_folders_from_files():
    [link] = untar(iter([tarred({"a": b""}, type=tarfile.SYMTYPE, linkname="../b")]))
    [folder] = untar(iter([tarred({"a": b""}, type=tarfile.DIRTYPE)]))
    assert (link.link, link.is_file, folder.is_file) == ("../b", False, False)


@pytest.mark.parametrize("cut", [1, 511, 512, 700, 1024, 1536])
def test_an_archive_that_is_cut_is_truncated(cut):
    whole = tarred({"a.txt": b"x" * 600})
    with pytest.raises(TruncatedObject):
        read(whole[:cut])


def test_a_changed_header_fails_its_checksum():
    data = bytearray(tarred())
    data[0] ^= 1
    with pytest.raises(CorruptObject, match="checksum"):
        read(bytes(data))
    assert not starts_tar(bytes(data[:512]))


def test_names_sparse_files_and_limits_members_and_headers():
    [sparse] = untar(iter([tarred({"a": b""}, pax_headers={"GNU.sparse.major": "1"})]))
    assert sparse.unreadable == "a sparse file"
    with pytest.raises(LimitExceeded, match="max_members"):
        read(tarred(), max_members=len(MEMBERS) - 1)
    with pytest.raises(LimitExceeded):
        read(tarred({"a": b""}, pax_headers={"comment": "x" * (MAX_HEADER_BYTES + 1)}))


def test_tells_what_stands_beside_the_members():
    told = []
    data = bytearray(tarred({"a.txt": b"x"}))
    data[513:520] = b"padding"
    assert read(bytes(data) + b"behind", beside=told.append) == {"a.txt": b"x"}
    assert b"padding" in b"".join(told)
    assert b"behind" in b"".join(told)
    told.clear()
    read(tarred(form=tarfile.GNU_FORMAT), beside=told.append)
    assert not b"".join(told).strip(b"\0")


def test_damage_is_never_an_error_of_ours():
    rng = random.Random(5)
    whole = tarred()
    for _ in range(600):
        data = bytearray(whole)
        for _ in range(rng.choice((1, 2, 8))):
            at = rng.randrange(3000) if rng.random() < 0.8 else rng.randrange(len(data))
            data[at] = rng.randrange(256)
        if rng.random() < 0.3:
            del data[rng.randrange(len(data)) :]
        try:
            read(bytes(data), beside=lambda _: None)
        except ObjectLambdaError:
            pass
