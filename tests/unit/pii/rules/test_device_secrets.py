"""Logins, passwords, keys and communities of network devices, HAProxy and Redis; sentences with the same words."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from objectlambda.pii.detection.analyzer import Analyzer

LOGINS = ("bhadley", "m.oduya", "tovek9")
SECRETS = ("Tulip+Gate55", "snowflake", "0822455D0A16", "$1$mERr$hx5rVt7rPNoS4wqbXKX7m0")
FORMS: Sequence[tuple[str, str]] = [
    ("hostname r1\nenable secret 5 {s}\nenable password {s}", "ss"),
    ("hostname r1\nr1(config)# enable password level 5 7 {s}", "s"),
    ("hostname r1\nusername {l} password 7 {s}", "ls"),
    ("hostname r1\nusername {l} privilege 15 secret 0 {s}", "ls"),
    ("hostname r1\nusername {l} password {s} privilege 15", "ls"),
    ("hostname sw1\nlocal-user {l} password irreversible-cipher {s}", "ls"),
    ("line vty 0 4\n password 7 {s}\n login\nline con 0\n password {s}", "ss"),
    ("snmp-server community {s} RO", "s"),
    ("snmp-agent community read cipher {s}", "s"),
    ("rocommunity {s} 10.0.0.0/8", "s"),
    ("com2sec local 10.0.0.0/8 {s}", "s"),
    ("snmp-server host 10.0.0.1 version 2c {s}", "s"),
    ("snmp-server user {l} ops v3 auth sha {s} priv aes 128 {s}", "lss"),
    ("snmpwalk -v2c -c {s} 10.0.0.1 system", "s"),
    ("createUser {l} SHA {s} AES {s}", "lss"),
    ("tacacs-server key 7 {s}\nradius-server host 10.0.0.1 key {s}", "ss"),
    ("tacacs server t1\n address ipv4 10.0.0.1\n key 7 {s}", "s"),
    ("crypto isakmp key {s} address 10.0.0.1", "s"),
    (" pre-shared-key local {s}", "s"),
    (" ip ospf message-digest-key 1 md5 7 {s}", "s"),
    ("ntp authentication-key 1 md5 {s}", "s"),
    (" neighbor 10.1.1.1 password 7 {s}", "s"),
    (" ppp chap password 0 {s}", "s"),
    (" wpa-psk ascii 0 {s}", "s"),
    ("set system login user {l} authentication plain-text-password-value {s}", "ls"),
    ('set system root-authentication encrypted-password "{s}"', "s"),
    ("set snmp community {s} authorization read-only", "s"),
    ("userlist u\n  user {l} password {s}\n  user {l} insecure-password {s}", "lsls"),
    ("    stats auth {l}:{s}", "ls"),
    ('requirepass {s}\nmasterauth "{s}"', "ss"),
    ("127.0.0.1:6379> CONFIG SET requirepass {s}", "s"),
    ("sentinel auth-pass mymaster {s}", "s"),
    ("127.0.0.1:6379> AUTH {s}\nOK", "s"),
    ("127.0.0.1:6379> AUTH {l} {s}\nOK", "ls"),
    ("user {l} on >{s} ~* +@all\nACL SETUSER {l} on >{s}", "lsls"),
    ("redis-cli -h db -a '{s}' PING", "s"),
]
NONE = (
    "enable secret\nenable password <password>\nenable password policy\nThey enable password hashing for all.\n",
    "enable password hashing\nuser interface password change\nuser story: password reset\nusers secret santa\n",
    "The snmp-server community is public.\nsnmp-server community public RO\nsnmp-server community $COMMUNITY\n",
    "A neighbor forgot the password of the line. Our community is large.\nneighbor 10.1.1.1 remote-as 65001\n",
    "hostname r1\nusername {{ user }} password {{ password }}\nradius-server host 10.0.0.1 key <key>\n",
    "# requirepass foobared\nrequirepass ${REDIS_PASSWORD}\nredis-cli -a $REDIS_PASSWORD PING\n",
    "AUTH PLAIN\nAUTH required\nS: 250-AUTH LOGIN PLAIN\nauth required pam_unix.so\nauth sufficient pam_rootok.so\n",
    "> the user came on > Monday\n> user wrote > more\nOAuth: auth basic\n",
    "  stats auth admin:${PASSWORD}\n  user app insecure-password %PASSWORD%\n",
)


@pytest.fixture(scope="module")
def rules() -> Analyzer:
    return Analyzer(network=lambda texts: [[] for _ in texts])


@pytest.mark.parametrize(("form", "kinds"), FORMS, ids=lambda value: value[:30])
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=("lf", "crlf"))
def test_finds_the_secrets_of_devices(rules: Analyzer, form: str, kinds: str, end: str) -> None:
    for number, secret in enumerate(SECRETS):
        login = LOGINS[number % len(LOGINS)]
        text = form.format(l=login, s=secret).replace("\n", end) + end
        found = {(text[one.start : one.end], str(one.type)) for one in rules.analyze(text)}
        expected = {(secret, "PASSWORD")} | ({(login, "USERNAME")} if "l" in kinds else set())
        assert expected <= found
        hits = [one for one in rules.analyze(text) if text[one.start : one.end] in (secret, login)]
        assert len(hits) >= len(kinds)


@pytest.mark.parametrize("text", NONE, ids=lambda value: value[:30])
def test_sentences_and_placeholders_are_no_secrets(rules: Analyzer, text: str) -> None:
    assert [text[one.start : one.end] for one in rules.analyze(text) if one.type in ("USERNAME", "PASSWORD")] == []
