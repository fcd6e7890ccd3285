"""Short base64 is read where its field, the format or an address of mail tells what it is, and left alone elsewhere."""

from __future__ import annotations

import pytest

from objectlambda.pii import detect
from objectlambda.pii.access_control import guard
from objectlambda.pii.redaction import redact


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("a.json", '{"pin":"%MTIzNA%=="}'),
        ("a.json", '{"email":"%ay5qQGV4LmNvbQ%=="}'),
        ("a.json", '{"x":"%ay5qQGV4LmNvbQ%=="}'),
        ("a.json", '{"name":"%QW5uIExvcGV6%"}'),
        ("a.csv", "id,first_name,email\n1,%QW5uYQ%==,%ay5qQGV4LmNvbQ%==\n2,Bob,x@y.com\n"),
        ("a.yaml", "value: !!binary %QW5uIExvcGV6%\nb: fine\n"),
        ("a.log", "Authorization: Basic %a2pvaG5zb246V2ludGVyMjQh%\n"),
        ("a.json", '{"headers":{"Authorization":"Basic %a2pvaG5zb246V2ludGVyMjQh%"}}'),
        ("a.yaml", "kind: Secret\ndata:\n  password: %V2ludGVyMjQh%\n"),
    ],
)
def test_a_short_run_is_read_where_something_tells_what_it_is(key, text):
    redacted = b"".join(redact([text.replace("%", "").encode()], key=key)).decode()
    kept = text.split("%")[::2]
    assert not any(run in redacted for run in text.split("%")[1::2]), redacted
    assert all(part in redacted for part in kept if "," not in part), redacted
    assert list(guard([redacted.encode()], key=key)) == [redacted.encode()]


def test_words_and_codes_that_decode_to_letters_stay():
    text = '{"note":"Notebook XML2 Zm9vYmFy QW5uIExvcGV6","order":"Zm9vYmFy","id":"MTIzNA=="}'
    assert detect(text) == []
