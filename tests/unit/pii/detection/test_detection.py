"""Detection through its public face, with the package's own analyzer: streams, answers, shapes, command, processes."""

from __future__ import annotations

import json
import os
import pty
import random
import subprocess
import sys
from argparse import ArgumentParser
from itertools import pairwise
from pathlib import Path

import pytest
from texts import split

from objectlambda.cli.detect import add_parser
from objectlambda.errors import InvalidSettings
from objectlambda.pii import (
    Entity,
    as_comprehend_entities,
    as_comprehend_labels,
    contains,
    detect,
    detect_stream,
    labels,
)
from objectlambda.pii.detection.loading import default_analyzer
from objectlambda.pii.detection.workers import ParallelAnalyzer

DOCUMENTS = [
    json.loads(line)["text"]
    for line in (Path(__file__).parents[3] / "evaluation" / "s3_documents.jsonl").read_text().splitlines()
]
TEXT = "Please call María López on 206-555-0100 or write to maria@example.com.\n"


@pytest.mark.parametrize("seed", range(4))
def test_any_chunking_finds_what_the_whole_text_holds(seed: int) -> None:
    random_ = random.Random(seed)
    text = "\n\n".join(random_.sample(DOCUMENTS, 60))
    whole = detect(text)
    assert len(whole) > 100
    assert list(detect_stream(split(random_, text))) == whole
    assert list(detect_stream(chunk.encode() for chunk in split(random_, text))) == whole
    assert all(before.end <= after.start for before, after in pairwise(whole))


def test_entities_of_short_texts_are_the_analyzers_own() -> None:
    found = detect(TEXT)
    assert [(e.type, TEXT[e.start : e.end]) for e in found] == [
        ("NAME", "María López"),
        ("PHONE", "206-555-0100"),
        ("EMAIL", "maria@example.com"),
    ]
    assert all(0.5 <= e.score <= 1 for e in found)


def test_types_and_threshold_choose() -> None:
    assert [e.type for e in detect(TEXT, entity_types=["EMAIL", "SSN"])] == ["EMAIL"]
    sure = max(e.score for e in detect(TEXT))
    assert [e.score for e in detect(TEXT, threshold=sure)] == [sure]


def test_the_columns_name_decides_far_from_the_header() -> None:
    rows = "".join(f"{index},{100200300 + index}\n" for index in range(5_000))
    found = detect("row,ssn\n" + rows, entity_types=["SSN"])
    assert len(found) > 4_900


def test_values_written_with_escapes_are_found_where_they_stand() -> None:
    text = '{"note": "Write to Jos\\u00e9 Garc\\u00eda\\nat jose@example.com"}'
    found = {text[e.start : e.end] for e in detect(text)}
    assert "jose@example.com" in found
    assert "Jos\\u00e9 Garc\\u00eda" in found


def test_what_is_sure_in_a_key_is_reported_and_what_is_not_is_markup() -> None:
    text = '{"bob@example.com": {"first_name": "x", "created": "no"}, "Robert": 1}'
    assert [(e.type, text[e.start : e.end]) for e in detect(text)][:1] == [("EMAIL", "bob@example.com")]
    assert "Robert" not in [text[e.start : e.end] for e in detect(text)]
    assert contains(text)


def test_contains_agrees_with_detect_and_labels() -> None:
    for text in DOCUMENTS[::7]:
        found = detect(text)
        assert contains(text) == bool(found)
        assert [label.name for label in labels(text)] == sorted({e.type for e in found})


def test_contains_reads_no_further_than_it_must() -> None:
    taken = 0

    def source() -> object:
        nonlocal taken
        for _ in range(100):
            taken += 1
            yield TEXT * 1_000

    assert contains(source())  # type: ignore[arg-type]  # a generator of texts
    assert taken == 1


def test_answers_have_comprehends_shape() -> None:
    entities = as_comprehend_entities([Entity("NAME", 6, 18, 0.99)])
    assert entities == {"Entities": [{"Score": 0.99, "Type": "NAME", "BeginOffset": 6, "EndOffset": 18}]}
    named = as_comprehend_labels(labels("mail bob@example.com"))
    assert [label["Name"] for label in named["Labels"]] == ["EMAIL"]


@pytest.mark.parametrize("call", [detect, contains, labels])
def test_an_unknown_language_or_type_raises_invalid_settings(call: object) -> None:
    with pytest.raises(InvalidSettings, match="'de'"):
        call(TEXT, "de")  # type: ignore[operator]  # one of the three functions
    with pytest.raises(InvalidSettings, match="NO_TYPE"):
        call(TEXT, entity_types=["NO_TYPE"])  # type: ignore[operator]  # the same


def test_neither_the_package_nor_detection_loads_spacy_or_presidio() -> None:
    code = "import sys, objectlambda.pii, objectlambda.cli.detect, objectlambda.pii.functions; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"spacy", "presidio_analyzer", "numpy"} & set(loaded)
    code = f"import sys, objectlambda.pii; objectlambda.pii.detect({TEXT!r}); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"spacy", "thinc", "presidio_analyzer"} & set(loaded)  # both take longer than the rest of a cold start


def test_several_processes_find_what_one_finds() -> None:
    text = "\n\n".join(random.Random(1).sample(DOCUMENTS, 200))
    local = default_analyzer()
    parallel = ParallelAnalyzer(local, 2)
    try:
        assert detect(text, analyzer=parallel) == detect(text, analyzer=local)
    finally:
        parallel.close()


# the command


def run(*arguments: str, file: Path | None = None, data: bytes = b"") -> subprocess.CompletedProcess[str]:
    code = (
        "import sys, argparse\n"
        "from objectlambda.cli.detect import add_parser\n"
        "parser = argparse.ArgumentParser()\n"
        "add_parser(parser.add_subparsers())\n"
        "args = parser.parse_args()\n"
        "sys.exit(args.run(args))\n"
    )
    command = [sys.executable, "-c", code, "detect", str(file or "-"), *arguments]
    done = subprocess.run(command, input=data, capture_output=True, check=False)
    return subprocess.CompletedProcess(command, done.returncode, done.stdout.decode(), done.stderr.decode())


def test_command_writes_json_lines_with_places_in_characters_and_bytes(tmp_path: Path) -> None:
    file = tmp_path / "mail.txt"
    file.write_text(TEXT, encoding="utf-8")
    done = run(file=file)
    assert (done.returncode, done.stderr) == (0, "")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["type"] for line in lines] == ["NAME", "PHONE", "EMAIL"]
    data = file.read_bytes()
    assert data[lines[2]["byte_start"] : lines[2]["byte_end"]] == b"maria@example.com"
    assert TEXT[lines[2]["start"] : lines[2]["end"]] == "maria@example.com"
    assert "maria" not in done.stdout


def test_command_reads_standard_input_and_writes_comprehends_shape() -> None:
    done = run("--comprehend", "--types", "EMAIL", data=TEXT.encode("utf-16"))
    assert done.returncode == 0
    assert [entity["Type"] for entity in json.loads(done.stdout)["Entities"]] == ["EMAIL"]


@pytest.mark.parametrize(
    ("arguments", "data", "code", "said"),
    [
        (["--language", "de"], b"x", 2, "'de'"),
        (["--types", "NO_TYPE"], b"x", 2, "NO_TYPE"),
        (["--threshold", "7"], b"x", 2, "threshold"),
        ([], b"a\xff", 1, "byte 1"),
        (["--no-such-option"], b"", 2, "unrecognized"),
    ],
)
def test_command_tells_what_is_wrong(arguments: list[str], data: bytes, code: int, said: str) -> None:
    done = run(*arguments, data=data)
    assert done.returncode == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_command_tells_of_a_missing_file(tmp_path: Path) -> None:
    done = run(file=tmp_path / "none")
    assert done.returncode == 1
    assert "No such file" in done.stderr


def test_command_colours_a_terminal_and_sums_up(tmp_path: Path) -> None:
    file = tmp_path / "mail.txt"
    file.write_bytes(TEXT.encode() + b"\x1b[31mred\n")
    parser = ArgumentParser()
    add_parser(parser.add_subparsers())
    reader, writer = pty.openpty()
    child = os.fork()
    if child == 0:
        os.dup2(writer, 1)
        sys.stdout = os.fdopen(1, "w", closefd=False)
        args = parser.parse_args(["detect", str(file)])
        code = args.run(args)
        sys.stdout.flush()
        os._exit(code)
    os.close(writer)
    shown = b""
    while True:
        try:
            part = os.read(reader, 65536)
        except OSError:  # the other end is closed
            break
        if not part:
            break
        shown += part
    os.close(reader)
    assert os.waitpid(child, 0)[1] == 0
    text = shown.decode()
    assert "[EMAIL 0." in text
    assert "3 entities in" in text
    assert "\x1b[31mred" not in text, "a file must not steer the terminal"
