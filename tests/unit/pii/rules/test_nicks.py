"""Nicks in logs of game servers and chats, and nobody in logs that only look like them."""

from __future__ import annotations

import pytest

from objectlambda.pii.detection.analyzer import Analyzer

NICKS = ("zed_rook", "MossyOak", "kr4ken")
FORMS = [
    "[19:05:48] [Server thread/INFO]: {n} joined the game\n",
    "[19:05:48] [Server thread/INFO]: {n}[/10.4.0.9:50233] logged in with entity id 3\n",
    "[19:07:15] [Async Chat Thread - #0/INFO]: <{n}> anyone near spawn?\n",
    "[2026-02-03 08:11:02 INFO] Player connected: {n}, xuid: 2533274\n",
    'L 06/19/2022 - 21:44:10: "{n}<14><STEAM_1:0:22871934><Red>" say "gg"\n',
    "  3:12 Kill: 2 3 8: {n} killed {n} by MOD_RAILGUN\n",
    "2026-02-03 08:11:02 [CHAT] {n}: more iron\n",
    "<W>2020-05-01 19:42:51.007 1 => <7:{n}(-1)> Moved {n} to Lobby[3:0]\n",
    "2019-11-02 17:20:44|INFO |1 |client connected '{n}'(id:14) from 10.2.3.4:52311\n",
    '[Event "Blitz"]\n[White "{n}"]\n',
    "08:11 -!- {n} [~{n}@host.example] has joined #rooks\n",
    "08:11 -!- {n} is now known as {n}2\n",
    "2026-02-03 08:11:02\t-->\t{n} (~{n}@host.example) has joined #rooks\n2026-02-03 08:11:09\t{n}\tmorning\n",
]
NOBODY = [
    "[19:05:48] [main/INFO]: Server joined the cluster\n",
    "2026-02-03 08:11:02\tINFO\tstarted\n",
    "The term was fixed: a list is now known as an array.\n",
]


@pytest.fixture(scope="module")
def rules() -> Analyzer:
    return Analyzer(network=lambda texts: [[] for _ in texts])


@pytest.mark.parametrize("nick", NICKS)
@pytest.mark.parametrize("form", FORMS)
def test_every_place_of_a_nick_is_found(rules: Analyzer, form: str, nick: str) -> None:
    text = form.format(n=nick)
    covered = {at for one in rules.analyze(text) for at in range(one.start, one.end)}
    at = text.find(nick)
    while at >= 0:
        assert covered.issuperset(range(at, at + len(nick))), text
        at = text.find(nick, at + 1)


@pytest.mark.parametrize("text", NOBODY)
def test_nobody_is_found_elsewhere(rules: Analyzer, text: str) -> None:
    assert [one for one in rules.analyze(text) if one.type == "USERNAME"] == []
