"""Small files that are in memory are read without a thread; all others take the usual way."""

from __future__ import annotations

import os

import pytest

from objectlambda.errors import NotModified, OriginError
from objectlambda.headers import Headers
from objectlambda.stores import held
from objectlambda.stores.folder import FolderStore
from objectlambda.stores.held import MOST_BYTES, held_file


@pytest.mark.parametrize("size", [0, 1, MOST_BYTES])
def test_a_small_file_in_memory_is_read_as_the_store_reads_it(tmp_path, size):
    (tmp_path / "a.txt").write_bytes(os.urandom(size))
    found, usual = held_file(tmp_path, "a.txt"), FolderStore(tmp_path).object("a.txt", Headers(), {}, None)
    assert found is not None
    assert found.head({}) == usual.head({})
    assert found.data == b"".join(usual.get({}).body)
    with pytest.raises(NotModified):
        found.get({"If-None-Match": found.headers["etag"]})
    with pytest.raises(OriginError, match="If-Match"):
        found.get({"If-Match": '"other"'})


def test_what_is_large_absent_outside_or_no_file_is_left_to_the_usual_way(tmp_path):
    root = tmp_path / "root"
    (root / "folder").mkdir(parents=True)
    (root / "large").write_bytes(bytes(MOST_BYTES + 1))
    (tmp_path / "secret").write_bytes(b"secret")
    (root / "link").symlink_to(tmp_path / "secret")
    os.mkfifo(root / "pipe")
    for key in ("large", "absent", "folder", "folder/", "../secret", "link", "pipe", "a\0b", ""):
        assert held_file(root, key) is None


def test_a_file_that_is_not_in_memory_is_left_to_the_usual_way(tmp_path, monkeypatch):
    (tmp_path / "a").write_bytes(b"cold")

    def would_wait(*_: object) -> int:
        raise BlockingIOError

    monkeypatch.setattr(os, "preadv", would_wait)
    assert held_file(tmp_path, "a") is None


@pytest.mark.parametrize(
    ("mounts", "is_taken"),
    [
        (["/ ext4"], True), (["/ ext4", "{root} nfs4"], False), (["/ nfs", "{root} tmpfs"], True),
        (["/ ext4", "{root}/a\\040b fuse.sshfs"], False), (["/ ext4", "/elsewhere nfs"], True), ([], False),
    ],
)  # fmt: skip
def test_files_that_may_need_a_network_always_take_the_usual_way(tmp_path, monkeypatch, mounts, is_taken):
    table = tmp_path / "mountinfo"
    lines = (each.replace("{root}", str(tmp_path)).split(" ") for each in mounts)
    table.write_text("".join(f"1 0 8:1 / {place} rw shared:1 - {kind} dev rw\n" for place, kind in lines))
    monkeypatch.setattr(held, "_MOUNTS", table)
    (tmp_path / "a").write_bytes(b"small")
    assert (FolderStore(tmp_path).held("a", {}) is not None) is is_taken
    assert FolderStore(tmp_path).held("a", {"versionId": "null"}) is None
