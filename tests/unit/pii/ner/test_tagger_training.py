"""The synthetic documents that the bundled pipeline learns from: well-formed, with labels where they belong."""

from __future__ import annotations

import csv
import io
import json
import random
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree as ET

import pytest

FOLDER = Path(__file__).resolve().parents[4] / "layers" / "pii-model"
RECORDS = [
    [("id", [("17", None)]), ("full_name", [("Ana O'Neil", "NAME")]), ("note", [("5 < 6 & 7, ok", None)])],
    [("id", [("18", None)]), ("full_name", [('Bo "B" Li', "NAME")]), ("note", [("", None)])],
]


@pytest.fixture
def shapes(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(FOLDER))
    import shapes as module

    return module


@pytest.fixture
def segments(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(FOLDER))
    import segments as module

    return module


def keys(key: str) -> str:
    return key


def test_every_shape_keeps_each_name_as_one_span(shapes: ModuleType, segments: ModuleType) -> None:
    for _, renderer in shapes.RENDERERS:
        count = 0
        for seed in range(20):
            document = segments.document(renderer(RECORDS, random.Random(seed), keys))
            names = [document.text[start:end] for start, end, label in document.spans if label == "NAME"]
            # A JSON value may be null in its place.
            assert len(names) <= 2, renderer.__name__
            count += len(names)
            assert all(name.startswith(("Ana", "Bo")) for name in names), renderer.__name__
        assert count >= 19, renderer.__name__


def test_json_and_xml_documents_parse(shapes: ModuleType, segments: ModuleType) -> None:
    for seed in range(40):
        rng = random.Random(seed)
        text = segments.document(shapes.xml_document(RECORDS, rng, keys)).text
        assert ET.fromstring(text) is not None  # noqa: S314  (our own text)
        text = segments.document(shapes.json_document(RECORDS, rng, keys)).text
        try:
            json.loads(text)
        except json.JSONDecodeError:
            assert all(json.loads(line) for line in text.splitlines())


def test_comma_separated_rows_have_as_many_cells_as_the_header(shapes: ModuleType, segments: ModuleType) -> None:
    seen = 0
    for seed in range(60):
        text = segments.document(shapes.delimited(RECORDS, random.Random(seed), keys)).text
        if text.startswith(("id,full_name,note", '"id","full_name","note"')):
            rows = list(csv.reader(io.StringIO(text)))
            assert [len(row) for row in rows] == [3, 3, 3]
            assert rows[1][1] == "Ana O'Neil"
            seen += 1
    assert seen > 5


def test_templates_fill_slots_and_choices(segments: ModuleType) -> None:
    slots = {"NAME": lambda: [("Ana", "NAME")], "NUM": lambda: [("7", None)]}
    document = segments.document(segments.fill("[Dear|Hi] {NAME}, room {NUM}[!|]", slots, random.Random(1)))
    assert [(document.text[start:end], label) for start, end, label in document.spans] == [("Ana", "NAME")]
    with pytest.raises(KeyError, match="unknown slot AGE"):
        segments.fill("{AGE}", slots, random.Random(1))


def test_locales_kept_for_evaluation_are_not_trained_on() -> None:
    sources = "".join(path.read_text("utf-8") for path in FOLDER.glob("*.py"))
    for locale in ("en_AU", "en_NZ", "en_IE", "es_CO", "es_AR"):
        assert f'"{locale}"' not in sources


@pytest.fixture
def corpora(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(FOLDER))
    import corpora as module

    return module


def test_a_masked_document_has_no_name_where_its_mask_stands(corpora: ModuleType, segments: ModuleType) -> None:
    source = segments.document(
        [("Dear ", None), ("Ana Gil", "NAME"), (", of ", None), ("Acme Corp", "ORG"), (".", None)]
    )
    seen = set()
    for seed in range(40):
        made = corpora.masked(source, random.Random(seed))
        spans = [(made.text[start:end], label) for start, end, label in made.spans]
        assert ("Acme Corp", "ORG") in spans
        assert ("Ana Gil" in made.text) == (("Ana Gil", "NAME") in spans)
        seen.add(made.text)
    assert {"Dear [NAME], of Acme Corp.", "Dear *******, of Acme Corp."} <= seen


def test_a_respaced_document_keeps_its_spans(corpora: ModuleType, segments: ModuleType) -> None:
    source = segments.document([("Applicant: ", None), ("Ana Gil", "NAME"), (" of town", None)])
    made = [corpora.respaced(source, random.Random(seed)) for seed in range(20)]
    assert {" ".join(document.text.split()) for document in made} == {source.text}
    assert len({document.text for document in made}) > 5
    for document in made:
        assert [document.text[start:end].split() for start, end, _ in document.spans] == [["Ana", "Gil"]]


def test_pieces_of_packages_leave_out_who_may_be_a_person(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.syspath_prepend(str(FOLDER))
    from packages import Packages

    code = "# written by somebody\nfrom Parser import Token\n# as Olivia Stone would call it\n" + "x = Value(1)\n" * 40
    for name in ("parser", "faker"):
        (tmp_path / name / "inner").mkdir(parents=True)
        (tmp_path / name / "inner" / "code.py").write_text(code + name)
    names = type("Names", (), {"pools_first": [(1.0, ["Olivia", "Value"])]})
    packages = Packages(tmp_path, names, frozenset({"value"}), random.Random(3))  # type: ignore[arg-type]
    assert [path.parent.parent.name for _, groups in packages.files for group in groups for path in group] == ["parser"]
    assert [code[start:end] for start, end, _ in packages.unsure(code)] == ["# written by somebody\n", "Olivia Stone"]
    pieces = list(packages.pieces(30))
    assert len(pieces) == 30
    assert all(200 <= len(piece.text) <= 1500 for piece in pieces)
