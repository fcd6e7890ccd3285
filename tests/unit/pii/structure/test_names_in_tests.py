"""Names in tests of programs: rows of Jest and Vitest."""

from __future__ import annotations

import pytest

from objectlambda.pii.structure.rows_of_tests import rows_of_tests

EACH = """\
import { badge } from './badge';
%s.each([
  ['Calliope', 'Nwankwo', 3],
  ["Torvald", "Ekblad", 4],
]%s)(%s, %s => {
  expect(badge(first, surname)).toHaveLength(count);
});
"""


@pytest.mark.parametrize(
    ("call", "const", "title", "parameters"),
    [
        ("test", "", "'%s %s'", "(first, surname, count)"),
        ("it", " as const", "`badge of $first`", "async (first: string, surname: string, count: number)"),
        ("describe.only", "", '"badge"', "function (first, surname, count)"),
    ],
)
def test_rows_of_each_take_the_names_of_the_callbacks_parameters(
    call: str, const: str, title: str, parameters: str
) -> None:
    text = EACH % (call, const, title, parameters.replace(" =>", ""))
    fields = {(text[f.start : f.end], f.name) for f in rows_of_tests(text, 0, len(text), text)}
    assert fields == {
        ("Calliope", "first"),
        ("Nwankwo", "surname"),
        ("Torvald", "first"),
        ("Ekblad", "surname"),
    }
