"""Derived ETags translate both ways, and the origin decides the conditions."""

from objectlambda.conditions import Tagger
from objectlambda.headers import Headers

TAGGER = Tagger("0123abcd" + "e" * 56)
OURS = '"5d41-ol0123abcd"'


def test_derives_a_tag_that_is_no_md5_and_keeps_multipart_suffixes():
    assert TAGGER.derive('"5d41"') == OURS
    assert TAGGER.derive('W/"5d41-12"') == '"5d41-12-ol0123abcd"'
    assert TAGGER.derive(None) is None


def test_translates_our_tags_back_in_lists_too():
    sent = TAGGER.to_origin(Headers({"If-Match": f'{OURS}, "other-ol0123abcd"', "If-None-Match": OURS}))
    assert sent == {"If-Match": '"5d41", "other"', "If-None-Match": '"5d41"'}


def test_forwards_a_star_as_it_is():
    assert TAGGER.to_origin(Headers({"If-Match": "*"})) == {"If-Match": "*"}


def test_takes_the_origins_own_tag_in_if_match_as_listings_show_it():
    assert TAGGER.to_origin(Headers({"If-Match": '"5d41"'})) == {"If-Match": '"5d41"'}


def test_lets_no_weak_tag_match_the_bytes():
    assert TAGGER.to_origin(Headers({"If-Match": f"W/{OURS}"})) == TAGGER.to_origin(
        Headers({"If-Match": '"x-olffffffff"'})
    )
    assert TAGGER.to_origin(Headers({"If-None-Match": f"W/{OURS}"})) == {"If-None-Match": '"5d41"'}


def test_lets_no_tag_of_other_settings_match():
    assert TAGGER.to_origin(Headers({"If-Match": '"5d41-olffffffff"'}))["If-Match"] not in ('"5d41"', "*", "")


def test_drops_if_none_match_that_cannot_match_and_the_date_that_it_overrules():
    headers = Headers({"If-None-Match": '"5d41"', "If-Modified-Since": "Wed, 21 Oct 2026 07:28:00 GMT"})
    assert TAGGER.to_origin(headers) == {}


def test_forwards_dates_where_no_tag_overrules_them():
    dates = {
        "If-Modified-Since": "Wed, 21 Oct 2026 07:28:00 GMT",
        "If-Unmodified-Since": "Wed, 21 Oct 2026 07:28:00 GMT",
    }
    assert TAGGER.to_origin(Headers(dates)) == dates
    both = {**dates, "If-Match": OURS}
    assert "If-Unmodified-Since" not in TAGGER.to_origin(Headers(both))


def test_applies_a_range_only_to_the_object_that_if_range_names():
    origin = Headers({"ETag": '"5d41"', "Last-Modified": "Wed, 21 Oct 2026 07:28:00 GMT"})
    applies = {
        "": True,
        OURS: True,
        '"5d41"': False,
        f"W/{OURS}": False,
        "Wed, 21 Oct 2026 07:28:00 GMT": True,
        "Wed, 21 Oct 2026 07:28:01 GMT": False,
        "nonsense": False,
    }
    assert {value: TAGGER.range_applies(Headers({"If-Range": value}), origin) for value in applies} == applies


def test_leaves_the_tags_of_an_object_handed_out_as_it_is_stored():
    plain = Tagger("")
    assert plain.derive('W/"5d41"') == 'W/"5d41"'
    asked = {"If-Match": '"a", "b-ol0123abcd"', "If-None-Match": 'W/"c"'}
    assert plain.to_origin(Headers(asked)) == asked
    origin = Headers({"ETag": '"5d41"'})
    assert plain.range_applies(Headers({"If-Range": '"5d41"'}), origin)
    assert not plain.range_applies(Headers({"If-Range": '"other"'}), origin)
