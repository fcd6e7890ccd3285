"""What a newcomer's mistakes print: the table in mistakes.md, kept true by making each of them."""

from __future__ import annotations

import gzip
import re
import shlex
import zipfile
from pathlib import Path

import pytest

from objectlambda.cli.main import main

TABLE = Path(__file__).with_name("mistakes.md").read_text()
ROWS = re.findall(r"^\| `(objectlambda [^`]*)` \| (\d) \| (.*) \|$", TABLE, re.MULTILINE)

ORIGIN = '[origins.data]\nfolder = "{folder}"\n'
POINT = '[access_points.logs]\norigin = "data"\n{function} = "decompress"\n'
GOOD = ORIGIN.format(folder="data") + POINT.format(function="function")
CALLER = '[callers.reader]\naccess_key = "AKIA1"\n'
CONFIGURATIONS = {
    "bad.toml": "[origins.data\n",
    "empty.toml": "",
    "good.toml": GOOD,
    "typo.toml": ORIGIN.format(folder="data") + POINT.format(function="functon"),
    "origin.toml": ORIGIN.format(folder="data") + POINT.format(function="function").replace('"data"', '"dta"'),
    "folder.toml": ORIGIN.format(folder="nowhere") + POINT.format(function="function"),
    "caller.toml": GOOD + CALLER + 'secret_key_env = "NOT_SET_ANYWHERE"\n',
    "stranger.toml": GOOD + CALLER + 'secret_key = "written into the file"\n',
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("mistakes")
    (place / "data").mkdir()
    (place / "data" / "plain.csv").write_text("a,b\n1,2\n")
    (place / "data" / "plain.csv.gz").write_bytes(gzip.compress(b"a,b\n1,2\n"))
    (place / "letter.txt").write_text("Call Ann Bell on 206-555-0100\n")
    (place / "broken.gz").write_bytes(gzip.compress(b"one line\n" * 200, 0)[:-9])
    (place / "noise.bin").write_bytes(bytes(range(256)) * 4)
    with zipfile.ZipFile(place / "two.zip", "w") as archive:
        archive.writestr("a.txt", "a")
        archive.writestr("b.txt", "b")
    for name, text in CONFIGURATIONS.items():
        (place / name).write_text(text)
    return place


def test_there_are_sixty_mistakes():
    assert len(ROWS) >= 60


@pytest.mark.parametrize(("command", "code", "says"), ROWS, ids=[row[0] for row in ROWS])
def test_a_mistake_prints_what_the_table_says(folder, monkeypatch, capsys, command, code, says):
    monkeypatch.chdir(folder)
    try:
        given = main(shlex.split(command)[1:])
    except SystemExit as ended:  # argparse
        given = ended.code
    said = capsys.readouterr().err
    assert given == int(code), said
    assert says.replace("\\|", "|") in said
    assert "Traceback" not in said
