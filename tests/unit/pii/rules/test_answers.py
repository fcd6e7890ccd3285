"""Values that answer a question, on one line, in the next message, field, cell or cue; and what answers none."""

from __future__ import annotations

import json
import time

import pytest

from objectlambda.pii import detect
from objectlambda.pii.detection.analyzer import Analyzer
from objectlambda.pii.rules.answers import answer_behind, question_before

ASKED = (
    ("What is your SSN?", "536221234", "en"),
    ("Your account number?", "88213341", "en"),
    ("What's your phone number?", "2065550147", "en"),
    ("Your password?", "snowflake7", "en"),
    ("Your passport number?", "A1234567", "en"),
    ("What is your username?", "bhadley7", "en"),
    ("Driver's license number?", "D1234567", "en"),
    ("What is the CVV?", "482", "en"),
    ("¿Cuál es su número de seguro social?", "536221234", "es"),
    ("¿Contraseña?", "snowflake7", "es"),
    ("¿Su usuario?", "bhadley7", "es"),
    ("¿Número de pasaporte?", "AAB123456", "es"),
)
TEXTS = (
    "Q: {q} A: {v}\n",
    "Q. {q}\n\nA. {v}\n",
    "Agent: {q} / Customer: {v}\n",
    "Agent: Thanks. {q}\nCustomer: {v}\nAgent: Thank you.\n",
    "| Question | Answer |\n|---|---|\n| {q} | {v} |\n",
    "**{q}**\n\n{v}\n",
    "{q} {v}\n",
    "1\n00:00:01,000 --> 00:00:03,000\n{q}\n\n2\n00:00:03,500 --> 00:00:05,000\n{v}\n",
)
PAIRS = (("q", "a"), ("prompt", "completion"), ("pregunta", "respuesta"), ("question", "answer"))
NOTHING = (
    "Did you get the password? The door was open.\nIs it your SSN? See chapter 12345678.\n",
    "GET /reset?no=88213341 HTTP/1.1\nconst x = (known?) ? 88213341 : 12345678\ntype T = { ssn?: 536221234x }\n",
    '{"q": "How many people have an account?", "a": "a lot", "order": "88213341"}',
    '{"q": "How many people have an account?", "a": "many", "size": 88213341}',
    "Forgot your username? Click here. Lost your passport? Tell the police at once.\n",
)


@pytest.fixture(scope="module")
def rules() -> Analyzer:
    return Analyzer(network=lambda texts: [[] for _ in texts])


@pytest.mark.parametrize(("question", "value", "language"), ASKED)
def test_a_question_says_what_its_answer_is(rules: Analyzer, question: str, value: str, language: str) -> None:
    messages = [{"role": "assistant", "content": question}, {"role": "user", "content": value}]
    texts = [
        *(form.format(q=question, v=value) for form in TEXTS),
        *(json.dumps({asked: question, said: value}, ensure_ascii=False) for asked, said in PAIRS),
        json.dumps({"messages": messages}, ensure_ascii=False),
        json.dumps({"messages": messages}, ensure_ascii=False, indent=2),
        json.dumps([{"from": "agent", "text": question}, {"from": "ann", "text": value}], ensure_ascii=False),
    ]
    for text in texts:
        key = "x.json" if text[0] in "{[" else None
        assert value in [text[e.start : e.end] for e in detect(text, language, key=key, analyzer=rules)]


@pytest.mark.parametrize("text", NOTHING)
def test_what_answers_no_question_is_nothing(rules: Analyzer, text: str) -> None:
    assert [text[e.start : e.end] for e in detect(text, analyzer=rules)] == []


def test_places_of_questions_and_answers() -> None:
    text = b"hello. what is your pin? / customer: sure, it's 4821"
    start = text.index(b"4821")
    assert question_before(text, start, 0) == (text.index(b"what"), text.index(b"?"))
    assert question_before(text, start, text.index(b"?") + 1) is None
    assert answer_behind(text, text.index(b"?")) == start


@pytest.mark.parametrize("unit", [b"pin? ", b"pin?\n", b"a.b-c' ", b"? a: ", b'"?", "'])
def test_questions_are_read_in_linear_time(unit: bytes) -> None:
    text = b"pin? " + unit * 40_000
    begun = time.process_time()
    for start in range(0, len(text), 97):
        question_before(text, start, 0)
        answer_behind(text, start)
    assert time.process_time() - begun < 1
