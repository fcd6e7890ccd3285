"""What a copy or a scan tells on stderr at its end: which objects it could not read and why, and names that mislead."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from objectlambda.copy.job import Outcome

MOST_SHOWN = 10
"""Refused and failed objects that are named; the report names all."""
_HINTS = {
    "UnexpectedContent": "--allow-key leaves keys out, --set encoding=latin-1 reads one byte as one character, and"
    " --set unsupported_file_handling=PASS takes what is no text for scanned"
}


class Notices:
    """Remembers ``MOST_SHOWN`` objects that were refused or failed, and counts what else has to be told."""

    def __init__(self, command: str) -> None:
        self._command = command
        self._shown: list[Outcome] = []
        self._codes: set[str] = set()
        self._errors = self._plain = self._seen = 0
        self._plain_key = ""

    def add(self, outcome: Outcome) -> None:
        """An object is done."""
        from objectlambda.copy.job import Status

        self._seen += 1
        if outcome.status in (Status.REFUSED, Status.FAILED):
            self._errors += 1
            if "pip install" not in outcome.message:  # what is missing is told there
                self._codes.add(outcome.code)
            if len(self._shown) < MOST_SHOWN:
                self._shown.append(outcome)
        if outcome.plain:
            self._plain += 1
            self._plain_key = self._plain_key or outcome.destination

    def lines(self, report: str | None, *, is_selected: bool, is_new: bool) -> Iterator[str]:
        """What is told, for people.

        ``is_selected`` says that options select among the source's objects, ``is_new`` that no earlier run is resumed.
        """
        for outcome in self._shown:
            yield f"{_display(outcome.key)}: {outcome.code}{f': {outcome.message}' if outcome.message else ''}"
        if self._shown and report is None:
            left = self._errors - len(self._shown)
            yield f"{f'and {left:,} more; ' if left else ''}--report FILE names each of them"
        elif self._errors > len(self._shown):
            yield f"and {self._errors - len(self._shown):,} more; the report names each of them"
        if self._command == "scan":
            yield from (hint for code, hint in _HINTS.items() if code in self._codes)
        if self._plain:
            count = f"{self._plain:,} cop{'y is' if self._plain == 1 else 'ies are'}"
            yield (
                f"{count} not compressed, though the name says so, "
                f"such as {_display(self._plain_key)}; --strip-suffix names copies without the suffix"
            )
        if is_new and not self._seen:
            options = "look at --prefix, --include, --exclude and --newer-than" if is_selected else "look at its name"
            yield f"the source has no object to {self._command}: {options}"


def _display(key: str) -> str:
    """``key`` without commands to the terminal, in at most 300 characters."""
    shown = "".join(letter if letter.isprintable() else "?" for letter in key)
    return shown if len(shown) <= 300 else shown[:297] + "..."
