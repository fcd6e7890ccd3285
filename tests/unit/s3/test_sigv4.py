"""Signatures that botocore makes are accepted; whatever was altered, replayed elsewhere or came late is not."""

from __future__ import annotations

import random
import re
from datetime import UTC, datetime, timedelta
from urllib.parse import quote, unquote_to_bytes, urlsplit

import pytest
from botocore.auth import S3SigV4Auth, S3SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from hypothesis import given
from hypothesis import strategies as st

from objectlambda.errors import OriginError
from objectlambda.headers import Headers
from objectlambda.s3.requests import S3Request, parse_query
from objectlambda.s3.sigv4 import KeyPair, is_signed, verify

PAIR = KeyPair(access_key="AKIAONE", secret_key="secret/one+")
OTHER = KeyPair(access_key="AKIATWO", secret_key="two", session_token="token")
KEYS = {pair.access_key: pair for pair in (PAIR, OTHER)}


def signed(method="GET", path="/logs/a.gz", query="", headers=None, pair=PAIR, expires=None, region="us-east-1"):
    url = f"http://gateway.example:9000{path}" + (f"?{query}" if query else "")
    request = AWSRequest(method=method, url=url, headers={**(headers or {})})
    credentials = Credentials(pair.access_key, pair.secret_key, pair.session_token or None)
    if expires is None:
        S3SigV4Auth(credentials, "s3", region).add_auth(request)
    else:
        S3SigV4QueryAuth(credentials, "s3", region, expires=expires).add_auth(request)
    parts = urlsplit(request.url)
    return received(method, parts.path, parts.query, dict(request.headers.items()))


def received(method, path, query, headers):
    return S3Request(
        request_id="R",
        method=method,
        access_point="logs",
        key="",
        query=parse_query(query),
        headers=Headers({"host": "gateway.example:9000", **{name.lower(): text for name, text in headers.items()}}),
        raw_path=path,
        raw_query=query,
    )


def altered(request, **changes):
    fields = ("method", "raw_path", "raw_query", "headers")
    kept = {name: changes.get(name, getattr(request, name)) for name in fields}
    return received(kept["method"], kept["raw_path"], kept["raw_query"], dict(kept["headers"]))


def code(request, **options):
    with pytest.raises(OriginError) as caught:
        verify(request, KEYS.get, **options)
    return caught.value.origin_status, caught.value.origin_code


@pytest.mark.parametrize("expires", [None, 60])
@pytest.mark.parametrize("pair", [PAIR, OTHER])
@pytest.mark.parametrize("query", ["", "list-type=2&prefix=a%20b%2Fc&delimiter=%2F", "versionId=x&partNumber=1", "acl"])
def test_accepts_what_botocore_signs(expires, pair, query):
    headers = {"x-amz-checksum-mode": "ENABLED", "Range": "bytes=0-9"}
    assert (
        verify(signed(query=query, headers=headers, pair=pair, expires=expires), KEYS.get, region="us-east-1") == pair
    )


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="?#"), min_size=1, max_size=30))
def test_accepts_every_key(key):
    request = signed(path="/logs/" + quote(key, safe="/~"))
    assert verify(request, KEYS.get) == PAIR


@pytest.mark.parametrize("expires", [None, 60])
def test_refuses_what_was_altered(expires):
    request = signed(query="prefix=a", headers={"x-amz-checksum-mode": "ENABLED"}, expires=expires)
    headers = dict(request.headers)
    wrong = (403, "SignatureDoesNotMatch")
    assert code(altered(request, method="HEAD")) == wrong
    assert code(altered(request, raw_path="/logs/b.gz")) == wrong
    assert code(altered(request, raw_query=request.raw_query.replace("prefix=a", "prefix=b"))) == wrong
    assert code(altered(request, raw_query=request.raw_query + "&marker=x")) == wrong
    assert code(altered(request, headers={**headers, "host": "other.example"})) == wrong
    assert code(altered(request, headers={**headers, "x-amz-checksum-mode": "DISABLED"})) == wrong


@pytest.mark.parametrize("expires", [None, 60])
def test_refuses_amz_headers_that_were_not_signed(expires):
    request = signed(expires=expires)
    for name in ("x-amz-request-payer", "x-amz-meta-a", "x-amz-acl", "x-amz-of-tomorrow"):
        assert code(altered(request, headers={**request.headers, name: "requester"})) == (403, "AccessDenied")
    assert verify(altered(request, headers={**request.headers, "range": "bytes=0-1"}), KEYS.get) == PAIR


def test_refuses_unknown_keys_wrong_secrets_and_tokens():
    assert code(signed(pair=KeyPair(access_key="AKIANONE", secret_key="x"))) == (403, "InvalidAccessKeyId")
    assert code(signed(pair=KeyPair(access_key="AKIAONE", secret_key="x"))) == (403, "SignatureDoesNotMatch")
    assert code(signed(pair=KeyPair(access_key="AKIATWO", secret_key="two"))) == (400, "InvalidToken")


def test_refuses_another_region_and_another_service():
    assert code(signed(region="eu-west-1"), region="us-east-1") == (400, "AuthorizationHeaderMalformed")
    assert code(signed(), services=("s3-object-lambda",)) == (400, "AuthorizationHeaderMalformed")


def test_refuses_clocks_that_are_apart_and_urls_that_are_over():
    now = datetime.now(UTC)
    assert code(signed(), now=now + timedelta(minutes=16)) == (403, "RequestTimeTooSkewed")
    assert code(signed(), now=now - timedelta(minutes=16)) == (403, "RequestTimeTooSkewed")
    assert verify(signed(), KEYS.get, now=now + timedelta(minutes=14)) == PAIR
    url = signed(expires=60)
    assert verify(url, KEYS.get, now=now + timedelta(seconds=58)) == PAIR
    assert code(url, now=now + timedelta(seconds=62)) == (403, "AccessDenied")
    assert code(url, now=now - timedelta(minutes=16)) == (403, "AccessDenied")
    assert code(signed(expires=7 * 86400 + 1)) == (400, "AuthorizationQueryParametersError")


def test_refuses_a_url_of_the_last_day_there_is():
    request = signed(expires=7 * 86400)
    query = request.raw_query.replace(f"{datetime.now(UTC):%Y%m%d}T", "99991231T").replace(
        f"%2F{datetime.now(UTC):%Y%m%d}%2F", "%2F99991231%2F"
    )
    assert "99991231T" in query
    assert code(altered(request, raw_query=query)) == (403, "AccessDenied")


@pytest.mark.parametrize("seed", [20261125, None])
@pytest.mark.parametrize("expires", [None, 60])
def test_accepts_no_request_that_one_character_makes_mean_something_else(expires, seed):
    """What is altered and still accepted must be written otherwise only: the same when it is decoded."""
    seed = seed or random.randrange(10**9)
    print("seed", seed)
    chance = random.Random(seed)
    request = signed(
        path="/logs/a/b%20c.gz", query="versionId=x%2B1&partNumber=1", headers={"x-amz-a": "b c"}, expires=expires
    )
    assert verify(request, KEYS.get) == PAIR
    refused = 0
    for _ in range(1_500):
        changed = _with_one_character_altered(request, chance)
        try:
            verify(changed, KEYS.get)
        except OriginError as error:
            assert error.origin_status in (400, 403)
            refused += 1
            continue
        assert _meaning(changed) == _meaning(request)
    assert refused > 1_000


def _with_one_character_altered(request, chance):
    field = chance.choice(["method", "raw_path", "raw_query", "headers", "headers"])
    headers = dict(request.headers)
    name = chance.choice(sorted(headers))
    text = headers[name] if field == "headers" else getattr(request, field)
    at = chance.randrange(len(text) + 1)
    new = chance.choice(
        ["", " ", "/", "%", "&", "=", ";", ",", "+", ".", "\u0100", "\xe9", "0", "A", "a", "~", text[at : at + 1] * 2]
    )
    text = text[:at] + new + text[at + chance.choice([0, 1]) :]
    if field == "headers":
        return altered(request, headers={**headers, name: text})
    return altered(request, **{field: text})


def _meaning(request):
    query = sorted(pair for pair in request.query if pair[0] != "X-Amz-Signature")
    headers = {
        name: " ".join(text.split(" ")).strip() for name, text in request.headers.items() if name != "authorization"
    }
    spaces = {name: re.sub(" +", " ", text) for name, text in headers.items()}
    return request.method, unquote_to_bytes(request.raw_path), query, spaces


@pytest.mark.parametrize(
    "authorization",
    [
        "AWS4-HMAC-SHA256",
        "AWS4-HMAC-SHA256 Credential=a/b, SignedHeaders=host, Signature=00",
        "AWS4-HMAC-SHA256 Credential=AKIAONE/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=zz",
        "AWS AKIAONE:signature",
        "Basic YTpi",
        "",
    ],
)
def test_refuses_authorization_headers_of_other_forms(authorization):
    request = signed()
    assert code(altered(request, headers={**request.headers, "authorization": authorization}))[0] == 400


def test_refuses_requests_that_sign_too_little():
    request = signed()
    value = request.headers["authorization"].replace("SignedHeaders=host;", "SignedHeaders=")
    assert code(altered(request, headers={**request.headers, "authorization": value})) == (403, "AccessDenied")
    without = {name: text for name, text in request.headers.items() if name != "x-amz-content-sha256"}
    assert code(altered(request, headers=without)) == (400, "InvalidRequest")
    assert code(altered(request, raw_query="X-Amz-Algorithm=AWS4-HMAC-SHA256"))[0] == 400


def test_refuses_a_presigned_url_with_a_parameter_twice():
    request = signed(expires=60)
    twice = altered(request, raw_query=request.raw_query + "&X-Amz-Expires=604800")
    assert code(twice) == (400, "AuthorizationQueryParametersError")


def test_tells_who_claims_to_be_somebody():
    assert is_signed(signed())
    assert is_signed(signed(expires=5))
    assert is_signed(received("GET", "/", "AWSAccessKeyId=a&Signature=b", {}))
    assert not is_signed(received("GET", "/", "prefix=a", {}))


def test_secrets_do_not_print():
    assert "secret" not in repr(PAIR)
    assert "token" not in repr(OTHER).replace("session_token", "")
