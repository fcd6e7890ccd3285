"""The contract's laws for the transforms that look for personal data, alone and behind a decoder."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator

import pytest
from transforms import pieces

from objectlambda.decompress.gunzip import gunzip
from objectlambda.errors import AccessDenied, TruncatedObject
from objectlambda.pii.access_control import Policy, guard
from objectlambda.pii.redaction import redact

LINES = [
    "The delivery for order 4711 went out on time, and nobody complained about it.",
    "Write to jane.doe@example.com or call the desk; the card 4111 1111 1111 1111 was declined.",
    "Tea and coffee cost less than before – much less – as the new price list says…",
]
TEXT = ("\n".join(LINES) + "\n").encode() * 12
HARMLESS = (LINES[0] + "\n").encode() * 200
VALUES = (b"jane.doe@example.com", b"4111 1111 1111 1111")

Run = Callable[[Iterator[bytes]], Iterator[bytes]]

TRANSFORMS: dict[str, Run] = {
    "redact": redact,
    "guard": lambda chunks: guard(chunks, Policy(deny=["SSN"])),
}
each_transform = pytest.mark.parametrize("run", TRANSFORMS.values(), ids=TRANSFORMS)


class Watch:
    """Counts what a transform takes from its source, and whether it closed it."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self.taken = 0
        self.closed = 0
        self._chunks = chunks

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        chunk = next(self._chunks)
        self.taken += len(chunk)
        return chunk

    def close(self) -> None:
        self.closed += 1


@pytest.mark.parametrize("split", [1, 7, 64 * 1024])
def test_redacts_the_same_for_any_split_of_the_input(split):
    output = b"".join(redact(pieces(TEXT, split)))
    assert output == b"".join(redact([TEXT]))
    assert not any(value in output for value in VALUES)
    assert "– much less –".encode() in output


@pytest.mark.parametrize("split", [1, 7, 64 * 1024])
def test_guards_the_same_for_any_split_of_the_input(split):
    policy = Policy(deny=["CREDIT_DEBIT_NUMBER"])
    assert b"".join(guard(pieces(HARMLESS, split), policy)) == HARMLESS
    with pytest.raises(AccessDenied):
        next(guard(pieces(TEXT, split), policy))


@each_transform
def test_takes_nothing_before_it_is_asked(run):
    watch = Watch(pieces(TEXT, 100))
    run(watch)
    assert watch.taken == 0


@each_transform
def test_closes_its_source_at_the_end_and_when_it_is_closed_early(run):
    for early in (False, True):
        watch = Watch(pieces(HARMLESS, 500))
        output = run(watch)
        next(output)
        if early:
            output.close()
        else:
            list(output)
        assert watch.closed >= 1


@each_transform
def test_passes_an_exception_of_the_source_unchanged(run):
    failure = ConnectionResetError("the origin went away")

    def failing() -> Iterator[bytes]:
        yield HARMLESS[:3000]
        raise failure

    with pytest.raises(ConnectionResetError) as raised:
        list(run(failing()))
    assert raised.value is failure


@each_transform
def test_a_truncated_object_in_front_breaks_what_stands_behind(run):
    data = gzip.compress(HARMLESS)
    assert b"".join(run(gunzip([data]))) == HARMLESS
    with pytest.raises(TruncatedObject):
        list(run(gunzip([data[:-5]])))


def test_redaction_gives_output_before_the_input_ends():
    content = HARMLESS * 20
    watch = Watch(pieces(content, 1000))
    output = redact(watch)
    assert next(output)
    assert watch.taken < len(content) / 2
    output.close()
