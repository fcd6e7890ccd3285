"""Logins at their places in the messages of VPNs, mail servers, chats and exports of tickets."""

from __future__ import annotations

import pytest

from objectlambda.pii.detection.analyzer import Analyzer

LOGINS = ("bhadley", "m.oduya", "tovek9")
FORMS = (
    "{l}/203.0.113.9:53352 MULTI_sva: pool returned IPv4=10.77.0.2",
    "203.0.113.9:8055 SENT CONTROL [{l}]: 'AUTH_FAILED' (status=1)",
    "charon: 09[IKE] IKE_SA rw[412] established between 198.51.100.2[gw.example.net]...203.0.113.77[{l}]",
    "charon: 09[IKE] assigning virtual IP 10.99.0.14 to peer '{l}'",
    "Oct  2 07:44:11 mx1 sendmail[33]: 492Bi: to=\\{l}, delay=00:00:01, mailer=local",
    "Oct  2 07:44:11 mx1 sendmail[33]: 492Bi: to=\\tovar, \\{l}, delay=00:00:01, mailer=local",
    "2024-10-02 07:45:00 1svXyZ-0001 <= a@example.org U={l} P=local S=612",
    'SUP-88,VPN drops,"02/Oct/24 10:01 AM;{l};Called back"',
    "[23:58:56] \t{l} (~x1@198.51.100.9) joined the channel",
    "[23:58:59]  <@{l}>\ttest test",
)


@pytest.fixture(scope="module")
def rules() -> Analyzer:
    return Analyzer(network=lambda texts: [[] for _ in texts])


@pytest.mark.parametrize("form", FORMS, ids=lambda value: value[:24])
@pytest.mark.parametrize("login", LOGINS)
def test_finds_logins_in_messages_of_servers(rules: Analyzer, form: str, login: str) -> None:
    text = form.format(l=login) + "\n"
    assert login in [text[one.start : one.end] for one in rules.analyze(text) if one.type == "USERNAME"]


@pytest.mark.parametrize(
    "text",
    [
        "\tSecurity ID:\t\tS-1-0-0\n\tAccount Name:\t\t-\n",
        "SubjectUserSid: S-1-5-21-2394-239482-1001\nSubjectUserName: -\n",
        "New Logon:   Security ID:  0x000000000   Account Domain:  domain\n",
        "lib/1.2.3.4:80 is a path, and/or 10.0.0.1:22 too\n",
    ],
)
def test_identifiers_of_windows_are_no_logins(rules: Analyzer, text: str) -> None:
    assert [text[one.start : one.end] for one in rules.analyze(text) if one.type == "USERNAME"] == []


@pytest.mark.parametrize("login", LOGINS)
@pytest.mark.parametrize(
    "form",
    [
        "%ASA-6-734001: DAP: User {l}, Addr 198.51.100.41, Connection AnyConnect: The following",
        "2026-03-11 07:58:02 INFO Benutzer {l} von 10.14.3.77 angemeldet",
        "2026-03-11 07:58:02 INFO Benutzer {l} (Katja Meinert) von 10.14.3.77 angemeldet",
        "2026-03-11 07:58:02 INFO utilisateur {l} connecté depuis le poste 4",
    ],
)
def test_finds_logins_of_other_languages(rules: Analyzer, form: str, login: str) -> None:
    text = form.format(l=login)
    assert login in {text[one.start : one.end] for one in rules.analyze(text) if one.type == "USERNAME"}
