"""Values that two records of a log of containers, or two cues of subtitles, hold; and records that hold their own."""

from __future__ import annotations

import json

import pytest

from objectlambda.pii.detection.analyzer import Analyzer
from objectlambda.pii.redaction.modes import Mode, Redaction
from objectlambda.pii.redaction.redact import redact

VALUES = (("SSN: ", "536-22-1234"), ("card ", "4111111111111111"), ("phone: ", "2065550147"))
CUTS = (2, 4, 7)


def docker(*logs: str) -> str:
    return "".join(json.dumps({"log": log, "stream": "stdout", "time": "2026-01-02T03:04:05Z"}) + "\n" for log in logs)


def kubernetes(*logs: str) -> str:
    lines = [("F" if log.endswith("\n") else "P", log.rstrip("\n")) for log in logs]
    return "".join(f"2026-01-02T03:04:0{n}.5Z stdout {of} {log}\n" for n, (of, log) in enumerate(lines))


def subrip(*cues: str) -> str:
    return "".join(f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\n{cue.rstrip()}\n\n" for n, cue in enumerate(cues, 1))


def webvtt(*cues: str) -> str:
    return "WEBVTT\n\n" + "".join(
        f"00:0{n}.000 --> 00:0{n}.900\n<v Ann>{cue.rstrip()}\n\n" for n, cue in enumerate(cues, 1)
    )


FORMS = {"x-json.log": docker, "pod.log": kubernetes, "x.srt": subrip, "x.vtt": webvtt}


@pytest.fixture(scope="module")
def rules() -> Analyzer:
    return Analyzer(network=lambda texts: [[] for _ in texts])


@pytest.mark.parametrize("key", FORMS)
def test_a_value_over_two_records_goes(rules: Analyzer, key: str) -> None:
    for label, value in VALUES:
        for cut in CUTS:
            text = FORMS[key]("ready\n", f"{label}{value[:cut]}", f"{value[cut:]} done\n", "next\n")
            after = redacted(rules, text, key)
            assert value[cut:] not in after
            assert label + value[:cut] not in after
            assert "ready" in after
            assert "done" in after


@pytest.mark.parametrize("key", FORMS)
def test_a_value_over_three_records_goes(rules: Analyzer, key: str) -> None:
    after = redacted(rules, FORMS[key]("SSN: 536-", "22-", "1234\n"), key)
    assert not {"536-", "22-", "1234"} & set(after.replace('"', " ").replace(">", " ").replace("\\", " ").split())


def test_whole_records_are_not_put_together(rules: Analyzer) -> None:
    text = docker("took 4111\n", "111111111111 bytes\n") + kubernetes("took 4111\n", "111111111111 bytes\n")
    assert "4111" in redacted(rules, text, "x.log")
    assert "111111111111 bytes" in redacted(rules, text, "x.log")


def redacted(rules: Analyzer, text: str, key: str) -> str:
    redaction = Redaction(mode=Mode.REPLACE_WITH_PII_ENTITY_TYPE)
    return b"".join(redact([text.encode()], redaction, key=key, analyzer=rules)).decode()
