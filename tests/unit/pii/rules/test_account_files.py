"""People in the files of accounts, in listings and in commands; the same with the accounts of programs finds nobody."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

import pytest

from objectlambda.pii.detection.analyzer import Analyzer

LOGINS = ("bhadley", "m.oduya", "zsolt_k", "ana-reyes", "tovek9", "r2bishop")
SECRETS = ("Tulip+Gate55", "xk9!Rook-vale", "0rchard.Lane", "fjord=Stone7")
HASHES = ("$6$Uu1q$Pz9wLkq0sVt3", "$y$j9T$nMa0b1$Wq2e", "$apr1$k1x2$Vb9QnL0pRs", "{SHA}2jmj7l5rSw0yVb/vlWAYkK/YBwk=")
NAMES = ("Brenda Hadley", "Zsolt Kovacs", "Ana Reyes", "Tove Karlsson")
ENDS = ("\n", "\r\n")
FORMS: Sequence[tuple[str, str]] = [
    ("{l}:x:1007:1007:{n},B 12,{p},:/home/{l}:/bin/bash", "lnpl"),
    ("{l}:*:502:20:{n}:/Users/{l}:/bin/zsh", "lnl"),
    ("{l}:{h}:19822:0:99999:7:::", "lh"),
    ("{l}:{h}", "lh"),
    ("developers:x:1200:{l},postgres", "l"),
    ("[projects]\n   valid users = {l}, {l}\n", "ll"),
    ("$ docker login -u {l} -p {s} registry.example.com", "ls"),
    ("sshpass -p {s} true", "s"),
    ("HP4 {l} 118 [18/Nov/2020:09:14:05 +0100] total 4 - localhost x.pdf - -", "l"),
    ("chpasswd:\n  list: |\n    {l}:{s}", "ls"),
    ("AllowUsers {l} {l}", "ll"),
    ("{l} ALL=(ALL:ALL) NOPASSWD: ALL", "l"),
    ("root: {l}", "l"),
    ("machine ftp.example.org login {l} password {s}", "ls"),
    ("machine ftp.example.org\n\tlogin {l}\n\tpassword {s}", "ls"),
    ("db7.example.org:5432:ledger:{l}:{s}", "ls"),
    ("*:*:*:{l}:{s}", "ls"),
    ("Host web\n  HostName web.example.org\n  User {l}", "l"),
    ("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOq9 {l}@laptop-7", "l"),
    ('network={{\n  ssid="Home"\n  psk="{s}"\n}}', "s"),
    (': PSK "{s}"', "s"),
    ("uid=1044({l}) gid=1044({l}) groups=1044({l}),27(sudo)", "lll"),
    ("-rw-r--r--  1 {l} staff   1204 Feb  3 08:11 notes.txt", "l"),
    ("drwxr-xr-x+ 14 {l} domain-users 448 Jan 28  2025 src", "l"),
    ("-rw-r----- {l}/users 20480 2026-02-03 08:11 backup/a.sql", "l"),
    (
        "USER PID %CPU %MEM VSZ RSS TTY STAT TIME COMMAND\n{l} 2214 1.2 2.0 991212 81220 pts/0 Sl+ 08:11 0:31 vim",
        "l",
    ),
    ("  PID USER      PR  NI    VIRT    RES S\n 2214 {l}     20   0  991212  81220 S", "l"),
    ("{l}   pts/3   2026-02-03 08:11 (10.2.3.4)", "l"),
    ("{l}   tty1    Feb  3 08:15", "l"),
    ("Login: {l}          \t\t\tName: {n}", "ln"),
    ('useradd -m -s /bin/bash -c "{n}" {l}', "nl"),
    ("usermod -aG docker {l} && echo done", "l"),
    ('echo "{l}:{s}" | sudo chpasswd', "ls"),
    ("net user {l} {s} /add", "ls"),
    ("rsync -az --delete /srv/ {l}@backup01:/srv/", "l"),
    ("scp -P 2222 report.pdf {l}@files01:", "l"),
]
PROGRAMS = (
    "root:x:0:0:root:/root:/bin/bash\nsshd:x:110:65534::/run/sshd:/usr/sbin/nologin\nntp:*:18353:0:99999:7:::\n",
    "postgres:!:19000:0:99999:7:::\n%admin ALL=(ALL) ALL\nroot ALL=(ALL:ALL) ALL\n",
    "-rw-r--r-- 1 root root 811 Jan 2 2025 hosts\ndrwxr-x--- 2 www-data www-data 4096 Feb 3 08:11 html\n",
    "root           1  0.0  0.1 168936 11840 ?        Ss   08:01   0:07 /sbin/init\n",
    "git clone ssh://git@github.com/a/b && ssh ubuntu@10.0.0.5 && useradd -r -s /bin/false nginx\n",
    'echo "$USER:$PASS" | chpasswd\npsk="$WIFI_PSK"\nadduser --system --group redis\n',
    "docker:x:999:jenkins,ubuntu\n",
)


@pytest.fixture(scope="module")
def rules() -> Analyzer:
    return Analyzer(network=lambda texts: [[] for _ in texts])


@pytest.mark.parametrize(("form", "kinds"), FORMS, ids=lambda value: value[:30])
@pytest.mark.parametrize("end", ENDS, ids=("lf", "crlf"))
def test_finds_persons_in_account_files(rules: Analyzer, form: str, kinds: str, end: str) -> None:
    drawn = random.Random(form + end)
    pick: Callable[[Sequence[str]], str] = drawn.choice
    values = {"l": pick(LOGINS), "s": pick(SECRETS), "h": pick(HASHES), "n": pick(NAMES), "p": "555-0144"}
    text = form.format(**values).replace("\n", end) + end
    found = rules.analyze(text)
    types = {"l": "USERNAME", "s": "PASSWORD", "h": "PASSWORD", "n": "NAME", "p": "PHONE"}
    begin = 0
    for kind in kinds:
        begin = text.index(values[kind], begin)
        stop = begin + len(values[kind])
        covering = [str(one.type) for one in found if one.start <= begin and one.end >= stop]
        assert covering, f"{kind} at {begin}"
        assert types[kind] in covering
        begin = stop


@pytest.mark.parametrize("text", PROGRAMS)
def test_accounts_of_programs_are_nobody(rules: Analyzer, text: str) -> None:
    personal = ("USERNAME", "PASSWORD", "NAME")
    assert [text[one.start : one.end] for one in rules.analyze(text) if one.type in personal] == []
