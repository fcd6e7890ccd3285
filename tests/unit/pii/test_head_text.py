"""Names of persons in a response's head: of metadata, in their values, in the names of files."""

from __future__ import annotations

import pytest

from objectlambda.errors import AccessDenied
from objectlambda.head import ResponseHead
from objectlambda.pii.access_control import Policy
from objectlambda.pii.detection.loading import default_analyzer
from objectlambda.pii.head_text import check_head, redact_head
from objectlambda.pii.redaction import Redaction
from objectlambda.pii.rules.person_names import person_in_name

MASK = "*" * len("Maria Lopez")


def redacted(values=None, metadata=None):
    head = ResponseHead(status=200, values=values or {}, metadata=metadata or {})
    return redact_head(head, Redaction, default_analyzer)


@pytest.mark.parametrize("name", ["maria-lopez", "maria_lopez", "maria.lopez"])
def test_metadata_that_is_named_for_a_person_is_left_out(name):
    assert redacted(metadata={name: "yes"}).metadata == {}


@pytest.mark.parametrize(
    ("value", "after"),
    [
        ("Maria Lopez", MASK),
        ("Maria Lopez.docx", f"{MASK}.docx"),
        ("maria_lopez.pdf", f"{MASK}.pdf"),
        ("/scans/maria-lopez.pdf", f"/scans/{MASK}.pdf"),
        ("C:\\scans\\Maria Lopez.pdf", f"C:\\scans\\{MASK}.pdf"),
    ],
)
def test_a_persons_name_in_a_value_of_metadata_is_masked(value, after):
    assert redacted(metadata={"original-file": value}).metadata in ({"original-file": after}, {})
    assert redacted(metadata={"original-file": value.replace("\\", "/")}).metadata == {
        "original-file": after.replace("\\", "/")
    }


def test_a_path_with_two_names_is_left_out():
    assert redacted(metadata={"path": "/home/maria.lopez/John Smith.pdf"}).metadata == {}


@pytest.mark.parametrize(
    "disposition",
    [
        'attachment; filename="Maria Lopez.txt"',
        'attachment; filename="maria_lopez.txt"',
        "attachment; filename*=UTF-8''Maria%20Lopez.txt",
    ],
)
def test_a_file_that_is_named_for_a_person_gets_another_name(disposition):
    head = redacted(values={"ContentDisposition": disposition})
    assert head.values["ContentDisposition"] == f'attachment; filename="{MASK}.txt"'


@pytest.mark.parametrize(
    ("values", "metadata"),
    [
        ({}, {"maria-lopez": "yes"}),
        ({}, {"original-file": "maria_lopez.pdf"}),
        ({"ContentDisposition": 'attachment; filename="Maria Lopez.txt"'}, {}),
    ],
)
def test_access_control_refuses_an_object_that_is_named_for_a_person(values, metadata):
    head = ResponseHead(status=200, values=values, metadata=metadata)
    policy = Policy(language_code="en", deny=None, warn=frozenset(), threshold=0.5)
    with pytest.raises(AccessDenied):
        check_head(head, lambda: policy, default_analyzer)


@pytest.mark.parametrize("name", ["upload-date", "max-age", "file-owner", "content-length", "carter-county"])
def test_other_names_of_metadata_stay(name):
    assert redacted(metadata={name: "yes"}).metadata == {name: "yes"}


@pytest.mark.parametrize(
    ("name", "person"),
    [
        ("maria_lopez", "Maria Lopez"),
        ("Maria Lopez", "Maria Lopez"),
        ("Max Mueller", "Max Mueller"),
        ("max_age", ""),
        ("max_lat", ""),
        ("gene_symbol", ""),
        ("jan_sales", ""),
        ("ray_tracing", ""),
        ("carter_county", ""),
    ],
)
def test_a_columns_name_in_small_letters_is_a_persons_only_if_its_first_word_is_no_other(name, person):
    assert person_in_name(name) == person
