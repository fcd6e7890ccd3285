"""Logins in exported chats, below letters, in notes of tickets, in comments and in lists of accesses."""

from __future__ import annotations

import pytest

from objectlambda.pii import detect

LOGINS = [
    ("mwozniak 9:12 AM: up?\nlena.q 9:13 AM: yes\nmwozniak 9:15 AM: thanks\n", ["mwozniak", "lena.q", "mwozniak"]),
    ("[export]\nrubio_j (14:02): ya está\npvaldes (14:05): vale, cierro\n", ["rubio_j", "pvaldes"]),
    ("tkowal @ 22:10 - disk is full\nbrann7 @ 22:11 - on it\n", ["tkowal", "brann7"]),
    ("qzhang [10:01]: hi\ndmora [10:02]: hey\nqzhang [10:04]: lunch?\n", ["qzhang", "dmora", "qzhang"]),
    ("dictated 02/05/24 typed by kbr", ["kbr"]),
    ("Dictated but not read. Transcribed by: mpk2\nThank you", ["mpk2"]),
    ("Informe transcrito por lsq.\n", ["lsq"]),
    ("Ref: DL/0412\ntypist: kbr\n", ["kbr"]),
    ("COMMAND=/usr/bin/less /var/mail/irena.v\n", ["irena.v"]),
    ("tail /var/spool/cron/crontabs/dgomez: no such file", ["dgomez"]),
    ("Abierto por: ext_mruiz (Marta Ruiz, planta 2)", ["ext_mruiz"]),
    ("Escalated to: nstone4 (second line)", ["nstone4"]),
    ("--- Nota interna (sop07) ---\nCuenta bloqueada", ["sop07"]),
    ("Internal note [agent_lee]\nCustomer called twice", ["agent_lee"]),
    ("// FIXME: real data, ask @vik-r before deleting!!\nlet x = 1;\nfunction f() { return x; }\n", ["@vik-r"]),
    ("# preguntar a @lolamz antes de borrar\nimport os\n\ndef f():\n    return os\n", ["@lolamz"]),
    ("lab_logins:\n  scope: tech_ana / Quasar-Vega-7\n  plotter: dmontes | Azul#2020\n", ["tech_ana", "dmontes"]),
]


@pytest.mark.parametrize(("text", "logins"), LOGINS)
def test_finds_logins_that_people_jot_down(text: str, logins: list[str]) -> None:
    assert [text[e.start : e.end] for e in detect(text) if e.type == "USERNAME"] == logins


def test_finds_the_passwords_of_a_list_of_accesses() -> None:
    text = "accesos:\n  almacén: jquiros / Mimosa_88\n  caja: turno2 / Ladrillo!4\nnotas: ninguna\n"
    assert [text[e.start : e.end] for e in detect(text, "es") if e.type == "PASSWORD"] == ["Mimosa_88", "Ladrillo!4"]


@pytest.mark.parametrize(
    "text",
    [
        "pump 10:20: on\nvalve 10:25: off\npump 10:30: off\n",
        "sunrise 6:12 AM: clear\nsunset 8:41 PM: clouds\nnoon 12:00 PM: rain\n",
        "typed by hand, and entered by us",
        "The form was typed by him.",
        "transcrito por él.",
        "Note (optional)\nComment (required)\nReply (draft)\n",
        "Assigned to: team (second line)\nCreated by: system (auto)\n",
        "/* ask the @override tag */\nclass A {}\n",
        "ls /var/mail/root /var/spool/cron/crontabs",
        "logins:\n  web: enabled / disabled\n  mail: none / none\n",
        "accounts:\n  total: 20 / 30\n  open: ten of them\n",
    ],
)
def test_takes_words_machines_and_settings_for_no_logins(text: str) -> None:
    assert not [text[e.start : e.end] for e in detect(text) if e.type in ("USERNAME", "PASSWORD")]


PLACED = [
    (
        "Ticket 77\n--- 2023-11-04 16:20 pvasquez\nStill slow.\n\n--- 2023-11-05 09:01 mlindt2\nDone.\n",
        ["pvasquez", "mlindt2"],
    ),
    ("=== 04/11/2023 16.20 - r.okoro ===\nSe reinicia el equipo.\n", ["r.okoro"]),
    ("* [2022-01-30 7:45 PM] kszabo:\nClosed.\n", ["kszabo"]),
    (
        "Ivo K.  10:02 AM\nwhat's the username?\nRuth Amsel  10:03 AM\ngdorfman77\nIvo K.  10:04 AM\nok\n",
        ["gdorfman77"],
    ),
    ("Pau (10:02)\n¿usuario?\nNoa Ferrer (10:03):\nlbassols\nPau (10:04)\nvale\n", ["lbassols"]),
    ("skip.names=Ed Moss;Una Orr\nskip.logins=emoss;uorr2;kdahl\n", ["emoss", "uorr2", "kdahl"]),
    (":Core: Milos Havranek (``mhavranek``)\n:Web: Dana Whitlock [`danaw`]\n", ["mhavranek", "danaw"]),
    ("Revisado con Irene Tobaruela [itobaruela] el martes.\n", ["itobaruela"]),
]


@pytest.mark.parametrize(("text", "logins"), PLACED)
def test_finds_logins_at_the_head_of_updates_in_answers_and_behind_names(text: str, logins: list[str]) -> None:
    assert [text[e.start : e.end] for e in detect(text) if e.type == "USERNAME"] == logins


@pytest.mark.parametrize(
    "text",
    [
        "--- 2024-02-29 08:47 restarted\n--- 2024-02-29 08:50 finished\n",
        "=== 2024-02-29 08:47 nightly ===\n",
        "### 2024-02-29 08:47 v1.4.0\n",
        "--- 2024-02-29 08:47 cest\n",
        "The Jenkins Pipeline [`jpipeline`] runs",
        "username?\nSee the manual at 10:30\nyesterday\n",
        "Response Object (``resp``), Data Frame (``df``), Hash Map [`map`]\n",
        "exclude.groups=one;two\nexclude.users=none;all\n",
    ],
)
def test_takes_no_words_at_these_places_for_logins(text: str) -> None:
    assert not [text[e.start : e.end] for e in detect(text) if e.type == "USERNAME"]
