"""Statements, settings, variables and fields of programs behind labels of logins and passwords, and real ones."""

from __future__ import annotations

import pytest

from objectlambda.pii import detect

NOBODY = {
    "less.json": '{"vars": {"@gray-base": "#000", "@dark": "lighten(@gray-base, 13%)", "@btn": "@dark-base"}}\n',
    "form.po": 'msgid "Enter a new password for the user <strong>%(username)s</strong>."\nmsgstr ""\n',
    "user.py": 'def set_it(self, user, password_field_name="password2"):\n    self.validate("new_password1", "x")\n',
    "page.html": "<p>{% show last_changes=last_changes user=user theme_5=True %}</p>\n",
    "topics.js": "load({\n  start: 0,\n  uid: req.uid\n}, next);\nreturn 1;\n",
    "setting.tpl": '<input type="checkbox" data-field="username:disableEdit">\n',
    "packages.yml": "prism:\n  version: 1.30.0\n  file: components/prism.min.js\n  alias: prismjs\n",
    "help.html": '<p id="par_id341556823034391" class="paragraph">The text of a page of help.</p>\n',
    "latin1.txt": "246\t166\tA6\t¦\tBARRA PARTIDA\n264\t180\tB4\t´\tACENTO AGUDO\n245\t165\tA5\t¥\tSIGNO DEL YEN\n",
    "guia.txt": "Los archivos no se marcan para que no sean manipulados, y tras ingresar con ella se pueden ver.\n",
    "digest.txt": "Use the htdigest command to generate the file of passwords.\n",
    "auth.txt": 'RemoteUserVar="WHATEVER_IT_SHOULD_BE"\n',
    "choices.xml": "<values>GLOBAL|WIKI|USER|ON_DEMAND</values>\n",
    "paste.txt": "Usa Ctrl+X/C/Vaciar para cortar y pegar.\n",
    "docs.md": "Docsify turns one or more files into a page.\n",
    "CHANGELOG.md": "* **travis:** Pin to trusty ([#3347](https://example.com/3347))\n",
    "ask.txt": "New password: <type password>\nRe-type new password: <type password again>\n",
}
FOUND = {
    "handle": ("Ask @jdoe77 for the keys of the office.\n", "USERNAME", "@jdoe77"),
    "login": ("Password changed for the user <jdoe77>.\n", "USERNAME", "jdoe77"),
    "argument": ("create_user(username='jdoe77', password='hunter2!x')\n", "PASSWORD", "hunter2!x"),
    "command": ("htdigest -c /etc/apache2/digest intranet jdoe77\n", "USERNAME", "jdoe77"),
    "street": ("Domicilio: c/ Alcalá 45, 2º B, 28014 Madrid\n", "ADDRESS", "c/ Alcalá 45, 2º B, 28014 Madrid"),
    "lower case": ("soy sara, llamo por lo de ayer\n", "NAME", "sara"),
    "card": ("note CC4111111111111111 of the guest\n", "CREDIT_DEBIT_NUMBER", "4111111111111111"),
    "slang": ("i met tasha at the mall and she was fun\n", "NAME", "tasha"),
    "age": ("My son turns one on Monday.\n", "AGE", "one"),
    "pin": ("The PIN of the card is 3347.\n", "PIN", "3347"),
    "alias": ("the alias: kbrandt\n", "USERNAME", "kbrandt"),
}


@pytest.mark.parametrize("key", NOBODY)
def test_words_of_programs_are_nobodys(key: str) -> None:
    text = NOBODY[key]
    found = [(e.type, text[e.start : e.end]) for e in detect(text, key=key) if e.type not in ("URL", "DATE_TIME")]
    assert found == []


@pytest.mark.parametrize("kind", FOUND)
def test_logins_and_secrets_beside_such_words(kind: str) -> None:
    text, entity_type, value = FOUND[kind]
    assert (entity_type, value) in {(e.type.value, text[e.start : e.end]) for e in detect(text)}
