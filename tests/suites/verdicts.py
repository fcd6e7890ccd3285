"""What a test's result says of the gateway: it passes, or it does not apply and one word says why, or it fails.

Whether a test reads at all, and whether the store alone fails it as well, is found by running it. Whatever else fails
must stand here, with its reason, or it is the gateway's failure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase

from tests.suites.running import Result

PASS = "pass"
FAILS = "FAILS"
WRITES = "writes"
STORE = "store"
NOT_RUN = "unrun"

WORDS: Mapping[str, str] = {
    PASS: "it reads through the gateway, and passes",
    WRITES: "it reads nothing: whatever it asks for is not the gateway's to answer",
    STORE: "it fails against the store without the gateway, too",
    NOT_RUN: "it is left out: a thousand writes to see a limit of DeleteObjects, or a race inside the store",
    "acl": "it reads by leave of an ACL, or of a policy; access points have callers instead",
    "ceph": "it expects Ceph's own answer, where S3 has another",
    "etag": "it expects the stored object's ETag; a transformed object, or a file, has one of its own",
    "file": "a folder holds no such key: no file can have its name, or a file stands where a folder is needed",
    "metadata": "a folder keeps no metadata, content types or versions beside its files",
    "naming": "its bucket's name is none that an access point may have",
    "owner": "it expects the owner's DisplayName, which S3 does not send any more",
    "parser": "botocore's parser of ListObjects leaves the URL-encoded Prefix as it is",
}
"""The verdicts, and what they mean."""

LEFT_OUT: tuple[tuple[str, str], ...] = (
    ("*", "*::test_multi_object*_delete_key_limit"),
    # Ten threads write "0/" and "0/1000"; now and then rclone makes a file of the first.
    ("folder", "*::test_bucket_list_delimiter_not_skip_special"),
)
"""Setup and test; both may hold ``*``."""

REASONS: tuple[tuple[str, str, str], ...] = (
    ("*", "*::test_object_copy_canned_acl", "acl"),
    ("*", "*::test_object_raw_get_x_amz_expires_out_*", "ceph"),  # 403, where S3 says 400
    ("*", "*::test_bucket_list*_unordered", "ceph"),  # allow-unordered is Ceph's own parameter
    ("*", "*::test_bucket_list_v2_continuation_token_empty", "ceph"),  # S3 refuses an empty token
    ("*", "*::test_account_usage", "ceph"),
    ("*", "*::test_head_bucket_usage", "ceph"),
    ("*", "*::test_bucket_head_extended", "ceph"),
    ("*", "*::test_list_buckets_anonymous", "ceph"),  # S3 lists nobody's buckets to nobody
    ("*", "*::test_bucket_list_long_name", "naming"),
    ("*", "*::test_bucket_list_prefix_unreadable", "parser"),
    ("*", "*::test_bucket_list_return_data*", "owner"),
    ("decompress", "*::test_put_object_if_match_good", "etag"),
    ("decompress", "*::test_get_object_if_none_match_good", "etag"),
    ("folder", "*::test_get_object_if_*match_good", "etag"),
    ("folder", "*::test_bucket_list*_delimiter_prefix_ends_with_delimiter", "file"),
    ("folder", "*::test_object_write_cache_control", "metadata"),
    ("folder", "*::test_object_write_expires", "metadata"),
    ("folder", "*::test_object_copy_*", "metadata"),
    ("folder", "*::test_object_set_get_*metadata*", "metadata"),
    ("folder", "*::test_multipart_upload*", "metadata"),
)
"""Setup, test and verdict; both may hold ``*``. The first that fits a failed test is its reason."""


def verdict(setup: str, result: Result, alone: Mapping[str, Result]) -> str:
    """The word for ``result``, where ``alone`` has what the store did without the gateway."""
    if any(fnmatchcase(setup, setups) and fnmatchcase(result.test, tests) for setups, tests in LEFT_OUT):
        return NOT_RUN
    if not result.reads:
        return WRITES
    if result.outcome == "passed":
        return PASS
    for setups, tests, word in REASONS:
        if fnmatchcase(setup, setups) and fnmatchcase(result.test, tests):
            return word
    without = alone.get(result.test)
    return STORE if without is not None and without.outcome != "passed" else FAILS


def unused(found: Mapping[str, Mapping[str, str]]) -> Iterable[str]:
    """The reasons that no test needs, which must go: they would hide a failure to come."""
    for setups, tests, word in REASONS:
        verdicts = (tests_of for setup, tests_of in found.items() if fnmatchcase(setup, setups))
        if not any(given == word and fnmatchcase(test, tests) for all_of in verdicts for test, given in all_of.items()):
            yield f"{setups} {tests} {word}"
