"""Numbers in signs that are no decimal digits to Unicode: ``五三六-二二-一二三四``, ``ⅤⅢⅥ``, ``⓹⓷⓺``.

Most of these signs are also words or letters. They count only in a row of seven or more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from objectlambda.pii.structure.views import Substitution

_FROM_ZERO = (
    "〇一二三四五六七八九",
    "零壹貳參肆伍陸柒捌玖",
    "零壹贰叁肆伍陆柒捌玖",
    "○壱弐参肆伍陸漆捌玖",
    "零弌弍弎亖五六七八九",
    "영일이삼사오육칠팔구",
    "공일이삼사오륙칠팔구",
)
_FROM_ONE = "\u2460\u2160\u2170\u24f5\u3220\u3280\u3021\u1369\U0001d360\U0001d369"
"""The signs for one, behind which those up to nine follow: Roman, circled, bracketed, of Suzhou, Ethiopic, rods."""
_DIGITS = {
    **{sign: str(digit) for row in reversed(_FROM_ZERO) for digit, sign in enumerate(row)},
    "\u24ea": "0",
    **{chr(ord(one) + more): str(1 + more) for one in _FROM_ONE for more in range(9)},
}
_SIGNS = "".join(map(re.escape, _DIGITS))
_BETWEEN = r"[\s\-‐-―−ー－.．・·,，、/の]"
_ROW = re.compile(rf"[{_SIGNS}](?:{_BETWEEN}{{0,2}}[{_SIGNS}0-9０-９]){{6,}}")


def numerals(text: str) -> Iterator[Substitution]:
    """The digits for which such signs in ``text`` stand."""
    for row in _ROW.finditer(text):
        for place, sign in enumerate(row[0], row.start()):
            if sign in _DIGITS:
                yield Substitution(place, place + 1, _DIGITS[sign])
            elif sign in "ーの":
                yield Substitution(place, place + 1, "-")
