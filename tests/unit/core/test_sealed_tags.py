"""Sealed ETags: the same for all who have the key, opened only by them, and silent about the origin's tag."""

import hashlib
import os
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from objectlambda.conditions import Tagger
from objectlambda.errors import InvalidSettings
from objectlambda.headers import Headers
from objectlambda.plan import tag_key
from objectlambda.sealed_tags import Seal, own_key

KEY = b"a key of more than sixteen bytes"
MD5 = hashlib.md5(b"x", usedforsecurity=False).hexdigest()
SEAL = Seal(key=KEY, place=("safe", "a.txt", "0" * 64))
TAGGER = Tagger("0" * 64, SEAL)


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=100))
def test_opens_what_it_sealed_and_hides_its_length(tag):
    sealed = SEAL.sealed(tag)
    assert SEAL.open(sealed) == tag
    assert sealed.endswith("-ol")
    assert sealed.isascii()
    assert len(sealed) == len(SEAL.sealed("y" * len(tag.encode("utf-8", "surrogatepass"))))
    assert len(SEAL.sealed(MD5)) == len(SEAL.sealed(f"{MD5}-42"))


def test_every_part_of_the_place_and_the_key_make_another_tag():
    places = (("raw", *SEAL.place[1:]), ("safe", "b", "0" * 64), ("safe", "a.txt", "1"))
    others = [Seal(key=KEY[::-1], place=SEAL.place), *(Seal(key=KEY, place=place) for place in places)]
    assert len({SEAL.sealed(MD5), *(seal.sealed(MD5) for seal in others)}) == 5
    assert [seal.open(SEAL.sealed(MD5)) for seal in others] == [None] * 4


@settings(max_examples=30, deadline=None)
@given(st.integers(min_value=0, max_value=1000), st.characters(codec="latin-1"))
def test_opens_nothing_that_was_altered(position, character):
    sealed = SEAL.sealed(MD5)
    at = position % len(sealed)
    altered = sealed[:at] + character + sealed[at + 1 :]
    assert SEAL.open(altered) in (None, MD5)
    assert (SEAL.open(altered) == MD5) == (altered == sealed)


@pytest.mark.parametrize("strange", ["", "-ol", MD5, f"{MD5}-ol{'0' * 8}", "AAAA-ol", "é-ol", "=-ol", "A" * 22 + "-ol"])
def test_opens_nothing_strange(strange):
    assert SEAL.open(strange) is None


def test_the_origins_tag_matches_nothing_and_ours_is_turned_back():
    ours = TAGGER.derive(f'"{MD5}"')
    assert MD5 not in ours
    assert TAGGER.to_origin(Headers({"If-Match": ours, "If-None-Match": ours})) == {
        "If-Match": f'"{MD5}"',
        "If-None-Match": f'"{MD5}"',
    }
    guesses = [TAGGER.to_origin(Headers({"If-Match": f'"{guess}"'})) for guess in (MD5, "0" * 32, f"{MD5}-ol00000000")]
    assert guesses[0] == guesses[1] == guesses[2]
    assert MD5 not in str(guesses)
    assert TAGGER.to_origin(Headers({"If-None-Match": f'"{MD5}"'})) == {}
    assert TAGGER.range_applies(Headers({"If-Range": ours}), Headers({"ETag": f'"{MD5}"'}))
    assert not TAGGER.range_applies(Headers({"If-Range": f'"{MD5}"'}), Headers({"ETag": f'"{MD5}"'}))


def test_the_key_is_of_the_secret_named_or_of_this_start_and_on_lambda_never_of_an_environment(monkeypatch):
    monkeypatch.setenv("A_KEY", "k" * 16)
    assert tag_key({"TAG_KEY": "env:A_KEY"}) == b"k" * 16
    assert tag_key({}) == own_key() == tag_key({})
    for environ in ({"AWS_LAMBDA_FUNCTION_NAME": "f"}, {"TAG_KEY": "env:NO_SUCH"}, {"TAG_KEY": "k" * 32}):
        with pytest.raises(InvalidSettings) as caught:
            tag_key(environ)
        assert "kkkk" not in str(caught.value)
    monkeypatch.setenv("A_KEY", "k" * 15)
    with pytest.raises(InvalidSettings, match="fewer than 16 bytes"):
        tag_key({"TAG_KEY": "env:A_KEY"})


def test_forked_workers_share_the_key_and_another_start_has_another():
    program = (
        "import os, sys; from objectlambda.sealed_tags import own_key; key = own_key()\n"
        "if os.fork(): os.wait()\n"
        "sys.stdout.write(own_key().hex() + '\\n')"
    )
    starts = [
        subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, check=True, env=os.environ
        ).stdout
        for _ in range(2)
    ]
    assert [len(set(told.split())) for told in starts] == [1, 1]
    assert [len(told.split()) for told in starts] == [2, 2]
    assert starts[0] != starts[1]
