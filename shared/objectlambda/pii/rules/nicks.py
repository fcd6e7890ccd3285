"""Nicks in the logs of game servers and chats: ``Zed[/10.0.0.1:5000] logged in``, ``zed (~z@host) has joined #go``.

Sources: the logs of Minecraft (Java and Bedrock), the Source engine, Quake III and its kin, Factorio, Terraria, Valheim
and Rust, and of irssi, WeeChat, HexChat, mIRC and ZNC. A nick that one of these messages names is found at every other
place of the window, since most of what a server writes about a player has no form of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.base import WindowRecognizer
from objectlambda.pii.rules.common_words import is_common
from objectlambda.pii.rules.context import linear
from objectlambda.pii.rules.gates import LOGINS
from objectlambda.pii.rules.labelled import NO_VALUES
from objectlambda.pii.rules.literals import has_any
from objectlambda.pii.rules.scan import Scan
from objectlambda.pii.rules.words import byte_words

_NICK = rb"([^\-\s<>\"/\[\](){}:,;#@=!?*+%&~$][^\s<>\"/\[\](){}:,;#@=!?*+%&~$]{1,31})"
_SAID = rb"(?:[^\"<>\n]{2,32})"
_SERVER = (
    # Minecraft, and servers that write alike
    rb"(?:INFO|CHAT|thread)\]:? (?:\[[^\]\n]{1,30}\]:? ?)?<(?:\[[^\]\n]{1,20}\] ?)?NICK> ",
    rb"[\]:] NICK ?\[/[0-9a-fA-F.:]{3,45}\] logged in",
    rb"\bUUID of player NICK is\b",
    rb"[\]:] NICK (?:(?:has )?(?:joined|left) the (?:game|server)|lost connection:|issued server command:"
    rb"|(?:was|got) (?:slain|shot|killed|blown up|burnt|pricked|squashed|fireballed|impaled|stung|pummeled|frozen) "
    rb"|(?:has made the advancement|has completed the challenge|has just earned the achievement) "
    rb"|(?:drowned|blew up|fell from|fell off|hit the ground|burned to death|starved to death|suffocated in|froze to"
    rb"|tried to swim|went up in|withered away|experienced kinetic)\b"
    rb"|se ha unido a la (?:partida|sala)|se uni. a la partida|(?:ha )?(?:abandonad?o|sali.) (?:de )?la partida)",
    rb"[\]:] \[NICK: [A-Z][^\]\n]{2,120}\]",
    rb"(?:Made|Opped|De-opped|Kicked|Banned|Unbanned|Pardoned|Muted|Added|Removed|Disconnecting|Teleported) "
    rb"(?:player )?NICK"
    rb"(?: (?:a|no longer a) server operator| (?:to|from) the (?:whitelist|white-list|ban list)|: | to NICK|[ \t]*$)",
    rb"\b[Pp]layer (?:[Cc]onnected|[Dd]isconnected|[Ss]pawned): NICK, ",
    rb"\b[Pp]layer \"?NICK\"? (?:\([^)\n]{3,60}\) )?"
    rb"(?:joined|left|connected|disconnected|has (?:joined|left|been)|died)\b",
    rb"\b(?:Got character ZDOID|Got handshake|New connection) from NICK : ",
    # Factorio, Terraria
    rb"\[(?:JOIN|LEAVE|CHAT|KICK|BAN|UNBANNED|COMMAND|PROMOTION|MUTED)\] NICK(?::| \(| (?:joined|left) the game| was )",
    # Mumble, TeamSpeak, games of chess
    rb"<\d{1,6}:NICK\(-?\d{1,6}\)> ",
    rb"\bclient (?:dis)?connected '([^'\n]{2,30})'\(id:\d",
    rb"^\[(?:White|Black) \"([A-Za-z0-9_\-]{2,30})\"\]",
    # Quake III
    rb"\bClientUserinfo(?:Changed)?: \d{1,3} (?:[^\n]{0,200}\\)?n(?:ame)?\\NICK\\",
    rb"\b(?:say|sayteam|tell|radio): \d{1,3}(?: \d{1,3})? NICK: ",
    rb"\bKill: \d{1,4} \d{1,3} \d{1,3}: NICK killed NICK by MOD_",
)
_CHAT = (
    rb"(?:-->|<--|-!-|<-|->|[*]{1,3})[ \t]{1,3}NICK [(\[]~?NICK@[^\s)\]]{2,90}[)\]] (?:has )?"
    rb"(?:joined|quit|left|parted)\b",
    rb"(?:-->|<--|-!-|<-|->|[*]{1,3})[ \t]{1,3}NICK has (?:joined|quit|left|parted)\b",
    rb"\b(?:Joins|Quits|Parts): NICK [(\[]~?NICK@",
    rb"(?:^|[ \t>*-])NICK is now known as NICK(?:[ \t]|$)",
    rb"(?:^|[ \t>*-])NICK (?:was kicked (?:from \S{1,60} )?by NICK\b|(?:sets|set|changes|changed) (?:mode|topic)[ :]"
    rb"|gives (?:voice|channel operator status) to NICK\b)",
    rb"\bmode/#\S{1,60} \[\+[ov]{1,6} NICK\] by NICK\b|\bTopic (?:for #\S{1,60} )?set by NICK\b",
    rb"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\t[@+%&~ ]?NICK\t",
)
_QUOTED = rb"\"(%s)<\d{1,5}><(?:STEAM_[0-9:]{3,24}|\[U:[0-9:]{3,24}\]|\d{15,20}|[A-Za-z_]{0,20})>" % _SAID
"""A player of the Source engine, whose nick may hold blanks: ``"the one<2><STEAM_1:0:1234><Red>"``."""
_SPEAKS = LOGINS.pattern(
    rb"(?:joined|left) the (?:game|server)\b|logged in with entity|UUID of player|lost connection:|issued server"
    rb"|<\d{1,5}><(?:STEAM_|\[U:|\d{15})|[Pp]layer (?:[Cc]onn|[Dd]isconn)ected|\[(?:JOIN|LEAVE|CHAT)\] |ZDOID from|"
    rb"ClientUserinfo|\bKill: \d+ \d+ \d+:|is now known as |has (?:joined|quit) [#(&]|\] has (?:joined|quit)|"
    rb"\) (?:has )?(?:joined|quit|left|parted)\b|\b(?:Joins|Quits|Parts): \S+ [(\[]|a la partida|la partida\b"
    rb"|client (?:dis)?connected '|^\[Event \"|<\d{1,6}:[^\s()]{2,30}\(-?\d|[Ss]erver thread/|Async Chat Thread"
    rb"|[Pp]layer \S+ (?:joined|connected)"
)
"""What the logs of games and chats hold."""
_NOBODY = NO_VALUES | byte_words(
    """
    server console bot world rcon player players unknown info warn error debug notice fatal -- --> <-- --- * ** ***
    someone somebody nobody he she they we you i it that this who which what there here team red blue chanserv nickserv
    command block entity
    """
)
_BORDER = re.compile(rb"[^\w\-.]|\.(?!\w)|\Z")
_MARKED = re.compile(rb".*[\d_|^`\\-]|[A-Za-z][a-z]+[A-Z]|[A-Z]+[a-z]+[A-Z]|[a-z]+[A-Z]", re.DOTALL)
_SCORE = 0.98
_AGAIN = 0.94
_SHORTEST, _SHORTEST_PLAIN = 3, 5
_MOST = 60
"""How many nicks of a window are looked for again."""


@cache  # of patterns that never change: threads may share them; compiled when the first such log comes
def _patterns() -> tuple[Any, ...]:
    return linear(rb"(?m)(?:%s)" % b"|".join((*_SERVER, *_CHAT)).replace(b"NICK", _NICK)), linear(_QUOTED)


class NickRecognizer(WindowRecognizer):
    """A player or a chatter in the log of a game server or a chat, and every other place of that nick."""

    TYPES = (EntityType.USERNAME,)
    HOW = "logs of game servers and chats: … joined the game, … is now known as …"

    def find(self, scan: Scan) -> Iterator[Entity]:
        if not scan.holds(_SPEAKS):
            return
        shadow = scan.shadow
        chat = has_any(shadow, (b"\t-->\t", b"\t<--\t", b"\t--\t"))
        nicks: set[bytes] = set()
        for pattern in _patterns():
            for match in pattern.finditer(shadow):
                if not chat and match[0][:2].isdigit():
                    continue
                for group in range(1, pattern.groups + 1):
                    start, end = match.span(group)
                    if start >= 0 and _is_nick(nick := shadow[start:end]):
                        nicks.add(nick)
                        yield Entity(EntityType.USERNAME, start, end, _SCORE)
        for nick in sorted(nicks)[:_MOST]:
            if _stands_out(nick):
                yield from _again(shadow, nick)


def _is_nick(nick: bytes) -> bool:
    return nick.lower() not in _NOBODY and not nick.isdigit() and any(chr(char).isalnum() for char in nick)


def _stands_out(nick: bytes) -> bool:
    """Whether a nick is no word that the window may hold for another reason."""
    if _MARKED.match(nick) is not None:
        return len(nick) >= _SHORTEST
    return len(nick) >= _SHORTEST_PLAIN and not is_common(nick.decode("ascii", "replace"))


def _again(shadow: bytes, nick: bytes) -> Iterator[Entity]:
    at = shadow.find(nick)
    while at >= 0:
        end = at + len(nick)
        joined = at > 0 and (shadow[at - 1 : at].isalnum() or shadow[at - 1 : at] in (b"_", b"-", b"."))
        if not joined and _BORDER.match(shadow, end):
            yield Entity(EntityType.USERNAME, at, end, _AGAIN)
        at = shadow.find(nick, end)
