"""Names with blanks in the data of forms, as commands and programs send it."""

from __future__ import annotations

import pytest

from objectlambda.pii import detect
from objectlambda.pii.structure.form_data import form_values

SENT = [
    "curl -d 'full_name=Wanjiru Kamau&x=1' http://a.example\n",
    'requests.post(url, data="customer_name=Wanjiru Kamau&phone=2065550100")\n',
    "body: 'user[last_name]=Kamau Okoro&user[first_name]=Wanjiru Ann&page=2',\n",
]


@pytest.mark.parametrize("text", SENT)
def test_names_in_data_of_forms_are_found_as_a_whole(text: str) -> None:
    found = "".join(text[entity.start : entity.end] for entity in detect(text) if entity.type == "NAME")
    assert "Wanjiru" in found
    assert "Kamau" in found


def test_pairs_in_quotes_have_the_names_of_their_innermost_keys() -> None:
    text = "'a=1&user[full_name]=Ann Roe&b=' and 'x & y'"
    assert [(text[f.start : f.end], f.name) for f in form_values(text, 0, len(text))] == [("Ann Roe", "full_name")]
