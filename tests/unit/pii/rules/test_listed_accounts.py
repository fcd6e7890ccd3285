"""Accounts in crontabs, in lists of users and in variables; the same of programs finds nobody."""

from __future__ import annotations

import pytest

from objectlambda.pii.detection.analyzer import Analyzer

LOGIN, SECRET = "kmwangi", "Tulip+Gate55"
FORMS = [
    ("17 * * * * root run-parts /etc/cron.hourly\n*/10 * * * * {l} rsync -az /srv/ /backup/\n", "l"),
    ("# m h dom mon dow user  command\n@daily {l} nightly-report\n", "l"),
    ("25 6 * * 1-5\t{l}\t/opt/bin/rotate.sh\n", "l"),
    ("users:\n  - name: {l}\n    gecos: Kezia Mwangi\n    shell: /bin/bash\n", "l"),
    ("admins:\n  - {{ name: {l}, comment: 'Kezia Mwangi', uid: 1501 }}\n", "l"),
    ("spring:\n  security:\n    user:\n      name: {l}\n      password: {s}\n", "ls"),
    ("BASIC_AUTH={l}:{s}\n", "ls"),
    ('"author": "{l}#0420"\n', "l"),
    ("add me on discord: {l}#0420\n", "l"),
    ("path=\\\\fs01\\homes$\\{l}\\docs\n", "l"),
]
NOBODY = [
    "*/5 * * * * curl -s /health\n0 3 * * * php /srv/artisan schedule:run\n",
    "- name: allow-ssh\n  comment: open the port\n  port: 22\n",
    "services:\n  - name: gateway\n    image: nginx\n    port: 80\n",
    "database:\n  name: ledger\n  roles: 3\n",
    "AUTH=http://example.org/login\n",
    "see issue#1234 and PR#20211\n",
]


@pytest.fixture(scope="module")
def rules() -> Analyzer:
    return Analyzer(network=lambda texts: [[] for _ in texts])


@pytest.mark.parametrize(("form", "expected"), FORMS)
def test_accounts_are_found(rules: Analyzer, form: str, expected: str) -> None:
    from objectlambda.pii import detect

    text = form.format(l=LOGIN, s=SECRET)
    found = [text[one.start : one.end] for one in detect(text, analyzer=rules) if one.type in ("USERNAME", "PASSWORD")]
    wanted = [{"l": LOGIN, "s": SECRET}[kind] for kind in expected]
    assert [value.removesuffix("#0420") for value in found] == wanted


@pytest.mark.parametrize("text", NOBODY)
def test_programs_are_no_accounts(rules: Analyzer, text: str) -> None:
    assert [one for one in rules.analyze(text) if one.type in ("USERNAME", "PASSWORD")] == []
