"""Names whose words carry marks of their own, and the strings of bencode."""

from __future__ import annotations

import re

import pytest

from objectlambda.pii import contains
from objectlambda.pii.redaction import Redaction, redact

NAMES = (("Nnamdi", "Okafor"), ("Maria", "Lopez"), ("Aroa", "Quintana"))
MARKED = {
    "TeX": r"\documentclass{article} The patient \textbf{AAA} \textit{BBB} was seen again.",
    "TeX, a tie": r"\documentclass{article} The patient \emph{AAA}~\emph{BBB} was seen.",
    "TeX, groups": r"The patient {\bf AAA} {\it BBB} was seen again.",
    "Markdown": "The patient __AAA__ _BBB_ was seen again.",
    "Markdown, links": "The patient [AAA](http://x.example/a) [BBB](http://x.example/b) was seen again.",
    "Markdown, one word": "The patient AAA **BBB** was seen again.",
    "code": "The patient `AAA` `BBB` was seen again.",
    "AsciiDoc": "= Report\n\nThe patient [.red]#AAA# _BBB_ was seen again.",
    "reStructuredText": "The patient :strong:`AAA` :emphasis:`BBB` was seen again.",
    "Org": "* Report\nThe patient *AAA* /BBB/ was seen again.",
    "MediaWiki": "The patient '''AAA''' ''BBB'' was seen again.",
    "bulletin board": "The patient [color=red]AAA[/color] [b]BBB[/b] was seen again.",
    "Jira": "The patient {color:red}AAA{color} {color:blue}BBB{color} was seen again.",
    "troff": ".TH X 1\nThe patient \\fBAAA\\fR \\fIBBB\\fR was seen again.",
    "Texinfo": "The patient @b{AAA} @emph{BBB} was seen again.",
    "game": "The patient §cAAA§r §bBBB§r was seen again.",
    "ruby": "<html><p>The patient <ruby>AAA<rt></rt></ruby> <ruby>BBB<rt></rt></ruby> was seen.</p></html>",
    "spans": "<html><p>The patient <span>AAA</span> <span>BBB</span> was seen again.</p></html>",
    "blanks": "<html><p>The patient <b>AAA</b>&nbsp;<i>BBB</i> was seen again.</p></html>",
    "lines of SVG": "<svg><text><tspan x='0' dy='1'>AAA</tspan><tspan x='0' dy='2'>BBB</tspan></text></svg>",
}


def redacted(text: str, entity_types: frozenset[str] | None = None) -> str:
    return b"".join(redact([text.encode()], Redaction(entity_types=entity_types))).decode()


@pytest.mark.parametrize("marks", MARKED)
def test_finds_a_name_whose_words_are_marked_up(marks: str) -> None:
    for given, surname in NAMES:
        text = MARKED[marks].replace("AAA", given).replace("BBB", surname)
        after = redacted(text, frozenset({"NAME"}))
        assert given not in after
        assert surname not in after
        assert after == re.sub(f"{given}|{surname}", lambda word: "*" * len(word[0]), text)
        assert contains(text, entity_types={"NAME"})


def test_leaves_marked_words_that_are_no_name() -> None:
    text = "Press **Save** *Draft*, then `Open` `File`. See [Getting](a) [Started](b) and <b>Power</b> <i>Limit</i>.\n"
    assert redacted(text) == text


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("d4:name13:Nnamdi Okafor3:qtyi42ee", "d4:name13:*************3:qtyi42ee"),
        ("l11:Maria Lopez5:helloe", "l11:***********5:helloe"),
        ("d3:qtyi42e3:ssni536221234ee", "d3:qtyi42e3:ssni*********ee"),
        ("d6:nombre12:José Marín5:phone10:2065550143e", "d6:nombre12:**********5:phone10:**********e"),
    ],
)
def test_reads_the_strings_of_bencode_under_their_keys(text: str, after: str) -> None:
    assert redacted(text) == after
