"""Conditions in fields of states, numbers of users and days of passwords are no places, logins and passwords."""

from __future__ import annotations

import pytest

from objectlambda.pii import detect


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ('{"nombre": "Ana", "apellido": "García", "estado": "Activo"}', "ADDRESS"),
        ('{"nombre": "Eneko", "estado": "Pendiente", "email": "e@example.com"}', "ADDRESS"),
        ('{"user_id": "gam-user-12345", "email": "e@example.com"}', "USERNAME"),
        ('{"nuusuid": "cust_88", "uid": "u-81"}', "USERNAME"),
        ('lastPasswordChange: "July 10, 2025",\npasswordUpdated: "5 minutes ago",\n', "PASSWORD"),
    ],
)
def test_does_not_take_conditions_for_values_of_persons(text: str, wrong: str) -> None:
    assert [text[one.start : one.end] for one in detect(text) if one.type == wrong] == []


def test_still_finds_states_and_logins_with_numbers() -> None:
    text = '{"estado": "Jalisco", "calle": "Luna 4", "username": "user_ana77", "user_id": "ana77"}'
    found = {(str(one.type), text[one.start : one.end]) for one in detect(text, "es")}
    assert {("ADDRESS", "Jalisco"), ("USERNAME", "user_ana77"), ("USERNAME", "ana77")} <= found
