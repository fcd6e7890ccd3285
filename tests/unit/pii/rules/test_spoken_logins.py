"""User names and passwords as people write them in tickets, chats, notes and comments, made from templates."""

from __future__ import annotations

from itertools import cycle

import pytest

from objectlambda.pii import detect

LOGINS = ("mteravainen", "rosk77", "e_halloway", "dvk_ops", "qabbott")
SECRETS = ("Gr33nhouse!", "m4rmalade-toast", "Winter#2031", "vT9kLq27xz")
PLACES = (
    "-- agent {}\n",
    "Reporter: {}      Priority: low\n",
    "Watchers: {}, zbrandt4\n",
    "Please check this, [~{}].\n",
    "# TODO({}): remove\n",
    "{}@buildbox:~/src$ make\n",
    "I can still log in as {}.\n",
    "Her login is {}, not the other one.\n",
    "Please disable {}'s account today.\n",
    "I typed in my login ({}) there.\n",
    "Spoke to him, user id {}, and fixed it.\n",
    "Logged off a session of {} which hung.\n",
    "{} — Yesterday at 11:02 PM\nhello\n",
    "r1182 | {} | 2012-05-03 09:14:22 +0200 | 1 line\n",
    "2031/06/02 13:06:31 [support] agent {} opened the profile\n",
    "**{}** commented 2 weeks ago\n",
    "**{}** opened this issue\n",
    "2031-05-07T08:11:02Z Cloning as {} now\n",
    "Assigned: {}\nOpened: today\n",
    "{}  9:42 AM\nme sat\n",
    "{} 2031-11-03 10:12: reproduced\n",
    "My account on the test server is {} now.\n",
    "psql --user {} --host db4\n",
    "03/11 14:22 {} - cust called in\n03/12 09:05 zbrandt4 - called back\n",
    "| GitHub | {} |\n",
    "12:01 -!- {} [x@10.0.0.9] has joined #chat\n",
    "[Aug 02 22:14:51] deploy started by {} on web-03\n",
    "2031-03-01T09:12:09Z WARN auth - rejected: principal={}, attempts=3\n",
    "[[User:{}|my page]] has it.\n",
    "uid={},ou=people,dc=example,dc=org\n",
)
SPOKEN = (
    "staging login is kiosk7 / {} for now",
    "Use {} to log in.",
    "The password was wrong, so I reset it to {} again.",
    "security answer: {}",
    "# the old pass was {} once",
    "wifi password is {} by the way",
    "default login is `kiosk7` / `{}`",
    "wifi key: {}",
    "login moved, user x7, pw a{} there".replace("a{}", "Bunting&{}"),
    "portal pw reset -> {} done",
    "my password leaked, I changed it right after to {} once more",
    "VPN shared secret: `{}`.",
    'network={{\n    ssid="x"\n    psk="{}"\n}}\n',
)


@pytest.mark.parametrize(("place", "login"), list(zip(PLACES, cycle(LOGINS), strict=False)))
def test_user_names_where_people_write_them(place: str, login: str) -> None:
    text = place.format(login)
    assert login in {text[e.start : e.end] for e in detect(text) if e.type == "USERNAME"}


@pytest.mark.parametrize(("place", "secret"), list(zip(SPOKEN, cycle(SECRETS), strict=False)))
def test_passwords_where_people_write_them(place: str, secret: str) -> None:
    text = place.format(secret)
    assert [secret in text[e.start : e.end] for e in detect(text) if e.type == "PASSWORD"] == [True]


def test_logins_in_capitals_and_of_sites() -> None:
    text = (
        "2031-05-07 16:20 NMOKOENA: on site\n2031-05-06 09:12 RVDMERWE: irate\n2031-05-06 09:13 ERROR: no\n"
        "soundcloud rh_gwilym, Matrix: @jonas:feldkirch.example\n"
    )
    users = [text[e.start : e.end] for e in detect(text) if e.type == "USERNAME"]
    assert users == ["NMOKOENA", "RVDMERWE", "rh_gwilym", "@jonas:feldkirch.example"]


def test_words_at_the_same_places_are_neither() -> None:
    text = (
        "User interfaces log in with cookies. Agent: unassigned\nOwner: platform-team\nassignee: nobody\n"
        "pip install --user mypkg\nThe user's password is required. Change the theme to Dark.\n"
        "TODO(later): tidy. [~accountid] Use python3.11 to open it. Logged in as administrator.\n"
        "Default access is read / write. Set the timezone to Europe/Berlin. The password is 'required'.\n"
        "User-Agent: wrk\nCC = tcc9\nCC := arm-none-gcc\nuse acme\\api\\users\\UserService;\n"
        "Rates: old / new-2030-rate. Sign in with Google or with SAML.\n"
    )
    assert [text[e.start : e.end] for e in detect(text) if e.type in ("USERNAME", "PASSWORD")] == []
