"""A folder as a bucket: nothing outside of it can be read or listed, and everything inside once."""

from __future__ import annotations

import os
import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from objectlambda.deadline import Deadline
from objectlambda.errors import NotModified, OriginError, SourceUnavailable
from objectlambda.headers import Headers
from objectlambda.s3.listing import ListQuery
from objectlambda.stores.files import guess_type, open_below
from objectlambda.stores.folder import FolderStore


@pytest.fixture
def tree(tmp_path):
    (tmp_path / "secret.txt").write_text("secret")
    root = tmp_path / "root"
    (root / "a/b").mkdir(parents=True)
    (root / "a/b/c.txt").write_text("inside")
    (root / "a-b.txt").write_text("x")
    (root / "empty").mkdir()
    (root / "out").symlink_to(tmp_path)
    (root / "file-out").symlink_to(tmp_path / "secret.txt")
    (root / "in").symlink_to(root / "a")
    (root / "loop").symlink_to(root)
    (root / "dangling").symlink_to("nowhere")
    os.mkfifo(root / "pipe")
    return root


def reads(root, key):
    return FolderStore(root).object(key, Headers(), {}, Deadline()).get({})


@pytest.mark.parametrize(
    "key",
    [
        "../secret.txt", "a/../../secret.txt", "..", ".", "./a/b/c.txt", "a//b/c.txt", "/etc/passwd", "a/b/c.txt/",
        "out/secret.txt", "file-out", "dangling", "pipe", "a", "empty", "loop/loop/../../secret.txt", "a\0b",
        "missing", "x" * 300, "a/b/c.txt/d", "",
    ],
)  # fmt: skip
def test_what_leads_out_or_is_no_file_does_not_exist(tree, key):
    with pytest.raises(OriginError) as caught:
        reads(tree, key)
    assert (caught.value.origin_status, caught.value.origin_code) == (404, "NoSuchKey")


def test_links_within_the_folder_are_followed(tree):
    assert b"".join(reads(tree, "in/b/c.txt").body) == b"inside"


def swap_for_a_link_that_leads_out(tree):
    (tree / "a").rename(tree / "was-a")
    (tree / "a").symlink_to(tree.parent)
    (tree.parent / "b").mkdir()
    (tree.parent / "b/c.txt").write_text("secret")


@pytest.mark.parametrize(("key", "call"), [("a/b/c.txt", "open"), ("in/b/c.txt", "open"), ("in/b/c.txt", "realpath")])
def test_a_directory_swapped_for_a_link_while_it_is_opened_does_not_lead_out(tree, monkeypatch, key, call):
    module = os if call == "open" else os.path
    real, swapped = getattr(module, call), []

    def swap(*arguments):
        if not swapped:
            swapped.append(arguments)
            swap_for_a_link_that_leads_out(tree)

    def at_the_worst_moment(*arguments, **options):
        if call == "open":
            swap(*arguments)
        found = real(*arguments, **options)
        swap(*arguments)
        return found

    monkeypatch.setattr(module, call, at_the_worst_moment)
    with pytest.raises(OriginError) as caught:
        open_below(tree, key)
    assert caught.value.origin_status == 404
    assert swapped


def test_listings_show_what_can_be_read_and_nothing_else(tree):
    listed = [entry.key for entry in FolderStore(tree).list(ListQuery(version=2)).entries]
    assert listed == ["a-b.txt", "a/b/c.txt", "in/b/c.txt"]
    for key in listed:
        reads(tree, key)
    grouped = FolderStore(tree).list(ListQuery(version=2, delimiter="/"))
    assert [entry.key for entry in grouped.entries] == ["a-b.txt"]
    assert grouped.common_prefixes == ("a/", "in/")


def test_names_that_are_not_utf_8_are_left_out(tree):
    (tree / os.fsdecode(b"bad-\xff")).write_text("x")
    assert "bad" not in "".join(entry.key for entry in FolderStore(tree).list(ListQuery(version=2)).entries)


NAMES = st.text(alphabet="ab-.é", min_size=1, max_size=3).filter(lambda name: name not in (".", ".."))


@settings(max_examples=40, deadline=None)
@given(
    paths=st.lists(st.lists(NAMES, min_size=1, max_size=3), max_size=12),
    prefix=st.text(alphabet="ab/", max_size=3),
    delimiter=st.sampled_from(["", "/", "-"]),
    max_keys=st.integers(1, 4),
    version=st.sampled_from([1, 2]),
)
def test_pages_of_a_folder_hold_every_key_once(tmp_path_factory, paths, prefix, delimiter, max_keys, version):
    root = tmp_path_factory.mktemp("tree")
    keys = set()
    for parts in paths:
        path = root.joinpath(*parts)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("x")
        except OSError:
            continue  # a file stands where a directory is wanted, or the other way round
        keys.add("/".join(parts))
    store = FolderStore(root)
    seen, following = [], {}
    for _ in range(60):
        query = ListQuery(version=version, prefix=prefix, delimiter=delimiter, max_keys=max_keys, **following)
        found = store.list(query)
        seen += [*[entry.key for entry in found.entries], *found.common_prefixes]
        if not found.truncated:
            break
        following = {"token": found.next} if version == 2 else {"marker": found.next}
    matching = [key for key in keys if key.startswith(prefix)]
    expected = set()
    for key in matching:
        head, cut, _ = key[len(prefix) :].partition(delimiter) if delimiter else (key, "", "")
        expected.add(prefix + head + delimiter if cut else key)
    assert sorted(seen) == sorted(expected)


def test_ranges_and_conditions_are_answered_as_s3_does(tree):
    item = FolderStore(tree).object("a/b/c.txt", Headers(), {}, Deadline())
    headers = item.head({})
    part = item.get({}, "bytes=1-3")
    assert (part.status, part.headers["content-range"], b"".join(part.body)) == (206, "bytes 1-3/6", b"nsi")
    assert item.head({"If-Match": headers["etag"]})
    with pytest.raises(NotModified):
        item.get({"If-None-Match": f'"other", {headers["etag"]}'})
    with pytest.raises(NotModified):
        item.get({"If-Modified-Since": headers["last-modified"]})
    for refused in ({"If-Match": '"other"'}, {"If-Unmodified-Since": "Thu, 01 Jan 1970 00:00:00 GMT"}):
        with pytest.raises(OriginError) as caught:
            item.get(refused)
        assert caught.value.origin_code == "PreconditionFailed"


def test_the_etag_follows_the_file(tree):
    item = FolderStore(tree).object("a-b.txt", Headers(), {}, Deadline())
    before = item.head({})["etag"]
    (tree / "a-b.txt").write_text("y")
    os.utime(tree / "a-b.txt", (1, 1))
    assert item.head({})["etag"] != before
    assert before.endswith('-1"')


def test_a_file_cut_while_it_is_read_is_an_error(tree):
    (tree / "big").write_bytes(bytes(1_000_000))
    body = reads(tree, "big").body
    next(body)
    os.truncate(tree / "big", 300_000)
    with pytest.raises(SourceUnavailable):
        list(body)


def test_descriptors_are_closed_by_close_and_at_the_end(tree):
    before = len(os.listdir("/proc/self/fd"))
    for key in ("a/b/c.txt", "a-b.txt"):
        list(reads(tree, key).body)
        reads(tree, key).body.close()
    assert len(os.listdir("/proc/self/fd")) == before


def test_a_version_is_refused(tree):
    with pytest.raises(OriginError):
        FolderStore(tree).object("a-b.txt", Headers(), {"versionId": "v1"}, Deadline())


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("a.csv", "text/csv"), ("a.csv.gz", "application/gzip"), ("a.bz2", "application/x-bzip2"),
        ("a.zst", "application/zstd"), ("a.zip", "application/zip"), ("a", "application/octet-stream"),
    ],
)  # fmt: skip
def test_the_type_is_that_of_the_stored_file(key, kind):
    assert guess_type(key) == kind


@pytest.mark.parametrize(
    ("depth", "listed", "delimiter"), [(511, True, ""), (511, True, "/"), (600, False, ""), (1500, False, "/")]
)
def test_a_directory_deeper_than_any_key_does_not_spoil_the_listing(tmp_path, depth, listed, delimiter):
    (tmp_path / "z.txt").write_text("z")
    directory = os.open(tmp_path, os.O_RDONLY)
    for _ in range(depth):
        os.mkdir("d", dir_fd=directory)
        below = os.open("d", os.O_RDONLY, dir_fd=directory)
        os.close(directory)
        directory = below
    os.close(os.open("f", os.O_CREAT | os.O_WRONLY, dir_fd=directory))
    os.close(directory)
    try:
        page = FolderStore(tmp_path).list(ListQuery(version=2, delimiter=delimiter))
    finally:
        subprocess.run(["rm", "-rf", tmp_path / "d"], check=True)  # pytest's own clean-up recurses
    deep = ("d/",) if delimiter else ("d/" * depth + "f",)
    found = page.common_prefixes + tuple(entry.key for entry in page.entries)
    assert found == (*(deep if listed else ()), "z.txt")


def test_only_if_none_match_takes_a_weak_tag(tree):
    found = FolderStore(tree).object("a-b.txt", Headers(), {}, Deadline())
    etag = found.head({})["etag"]
    with pytest.raises(OriginError, match="If-Match"):
        found.head({"If-Match": f"W/{etag}"})
    with pytest.raises(NotModified):
        found.head({"If-None-Match": f"W/{etag}"})
