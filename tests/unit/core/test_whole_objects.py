"""What is asked for as a whole and comes as a part is refused: the parts of a number are no personal data."""

from __future__ import annotations

import pytest

from objectlambda import respond
from objectlambda.decompress import DECOMPRESS
from objectlambda.errors import InvalidRequest
from objectlambda.function import ObjectRequest
from objectlambda.headers import Headers
from objectlambda.measures import Measures
from objectlambda.pii.functions import PII_ACCESS_CONTROL, PII_REDACTION
from objectlambda.testing import MemoryOrigin
from objectlambda.unchanged import RAW
from objectlambda.whole_objects import is_narrowed, is_whole

DATA = b"The SSN is 536-22-1234 as it stands.\n"
FUNCTIONS = [PII_ACCESS_CONTROL, PII_REDACTION, DECOMPRESS, RAW]


class PartOnly(MemoryOrigin):
    """An origin that answers each request for the whole with a part."""

    def __init__(self, status, told):
        super().__init__(DATA)
        self.answer = status, told

    def get(self, conditions, byte_range=None):
        status, told = self.answer
        found = super().get(conditions, "bytes=11-16")
        kept = {name: value for name, value in found.headers.items() if name != "content-range"}
        return found._replace(status=status, headers=Headers(kept | ({"content-range": told} if told else {})))


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.name)
@pytest.mark.parametrize(
    ("status", "told"),
    [(206, "bytes 11-16/37"), (200, "bytes 11-16/37"), (206, "bytes 11-16/*"), (206, ""), (206, "pages 1-2/3")],
)
def test_no_function_works_on_a_part_and_no_host_hands_it_out(function, status, told):
    origin = PartOnly(status, told)
    request = ObjectRequest(key="a.txt", access_point="point")
    reading = respond.Reading(
        function=function, request=request, origin=origin, environ={"ON_UNCOMPRESSED": "pass"}, measures=Measures()
    )
    with pytest.raises(Exception, match="part of the") as raised:
        respond.get(reading)
    assert raised.value.status in (400, 503)
    assert origin.closed >= 1


@pytest.mark.parametrize(
    ("status", "told", "whole"),
    [
        (200, None, True), (206, None, False), (206, "bytes 0-9/10", True), (200, "bytes 0-9/10", True),
        (206, "bytes 0-8/10", False), (206, "bytes 1-9/10", False), (206, "bytes 0-9/*", False),
        (206, "BYTES  0-9/10 ", True), (200, "", False), (200, "bytes 0-9/10, bytes 0-9/10", False),
    ],
)  # fmt: skip
def test_a_content_range_says_what_is_whole(status, told, whole):
    assert is_whole(status, Headers({} if told is None else {"Content-Range": told})) is whole


@pytest.mark.parametrize(
    ("query", "narrowed"),
    [
        ("X-Amz-SignedHeaders=host", False), ("X-Amz-SignedHeaders=host%3Bx-amz-checksum-mode", False),
        ("X-Amz-SignedHeaders=host%3Brange", True), ("X-Amz-SignedHeaders=Host;Range", True), ("partNumber=1", True),
        ("partNumber=", True), ("X-Amz-SignedHeaders=host&X-Amz-SignedHeaders=range", True), ("versionId=range", False),
    ],
)  # fmt: skip
def test_a_url_tells_whether_a_part_is_signed_into_it(query, narrowed):
    assert is_narrowed(f"https://bucket.example.com/a?{query}") is narrowed


def test_the_error_says_what_to_do():
    origin = PartOnly(206, "bytes 11-16/37")
    request = ObjectRequest(key="a.txt", access_point="point")
    with pytest.raises(InvalidRequest, match="ask for the whole object"):
        respond.get(
            respond.Reading(
                function=PII_ACCESS_CONTROL, request=request, origin=origin, environ={}, measures=Measures()
            )
        )
