"""Listings of an origin with other ETags: all else stays, and what cannot be read is refused."""

import pytest

from objectlambda.errors import SourceUnavailable
from objectlambda.s3.documents import listing_document
from objectlambda.s3.listing import Entry, ListPage, ListQuery
from objectlambda.s3.listing_tags import MAX_DEPTH, retag

KEYS = ["a.txt", "b & <c>.txt", "d e+f%41.txt", "é/ü", '"q"']


@pytest.mark.parametrize("version", [1, 2])
@pytest.mark.parametrize("url_encoded", [False, True])
def test_each_tag_becomes_that_of_its_key_and_nothing_else_changes(version, url_encoded):
    def listed(tag):
        entries = (Entry(key=key, size=1, last_modified="2026-11-23T00:00:00.000Z", etag=tag(key)) for key in KEYS)
        query = ListQuery(version=version, url_encoded=url_encoded)
        return listing_document("bucket", query, ListPage(entries=tuple(entries)), "owner")

    before = listed(lambda key: f'"{KEYS.index(key)}&"')
    assert retag(before, lambda key, tag: f'{tag}<{key}>"') == listed(lambda key: f'"{KEYS.index(key)}&"<{key}>"')


@pytest.mark.parametrize(
    "hidden",
    [
        "<Contents><ETag>MD5</ETag><Key>k</Key></Contents>",
        "<Contents><Key>k</Key><ETag ><![CDATA[MD5]]></ETag></Contents>",
        "<Contents><Key>k</Key><ETag>M<!-- -->D5</ETag><ETag>MD5</ETag></Contents>",
        "<ETag>MD5</ETag>",
        "<s3:Contents><s3:Key>k</s3:Key><s3:ETag>&#77;D5</s3:ETag></s3:Contents>",
    ],
)
def test_no_spelling_keeps_the_origins_tag(hidden):
    xml = f'<ListBucketResult xmlns:s3="urn:s3">{hidden}</ListBucketResult>'.encode()
    said = []
    out = retag(xml, lambda key, tag: said.append(tag) or "sealed")
    assert set(said) == {"MD5"}
    assert b"MD5" not in out.replace(b"&#77;", b"M")
    assert b"sealed" in out


@pytest.mark.parametrize(
    "xml",
    [
        b"<a>",
        b"no XML",
        b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        "<a>é</a>".encode("latin-1"),
        "<a/>".encode("utf-16"),
        b"<a>" * (MAX_DEPTH + 1) + b"</a>" * (MAX_DEPTH + 1),
    ],
)
def test_what_is_no_listing_is_refused(xml):
    with pytest.raises(SourceUnavailable):
        retag(xml, lambda key, tag: tag)
