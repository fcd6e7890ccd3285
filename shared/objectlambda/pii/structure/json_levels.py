"""The containers of JSON that are open while it is lexed, with what is known about the values in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from objectlambda.pii.structure.json_names import Key


class Open(NamedTuple):
    """A field that waits for its label: its place, what is added to the label, and whether it is one of many texts."""

    place: int
    suffix: str
    is_text: bool


class Label(NamedTuple):
    """A value that may say what the values beside it are.

    ``kind`` is that of its key; ``is_sure`` says that it stands in an object of its own, or under an id, for that.
    """

    value: str
    kind: Key
    is_sure: bool


new_label: Callable[[tuple[str, Key, bool]], Label] = partial(tuple.__new__, Label)
"""What ``Label(…)`` makes of all its parts, in less time: most objects have a name."""


class Level:
    """A container, and what is known about the values in it."""

    label: str | None = None
    """What a format's specification says of the values."""
    labels: tuple[Label, ...] = ()
    best: tuple[str, bool, bool] | None = None
    """The label that holds, whether it says what a value is, and whether it is sure; None until it is looked up."""
    text = ""
    ident = ""
    holds_value = False
    is_definition = False
    is_columnar = False
    is_noted = False
    """Whether anything is known that the container around it needs."""
    header: Sequence[str] | None = None
    """The columns of the rows in this container."""
    columns: Sequence[str] | None = None
    """The columns of the values in it, which is a row; empty if they may follow."""
    place = 0
    names: list[str] | None = None
    """The columns that its elements describe."""
    epoch = -1
    open: tuple[Open, ...] = ()

    is_value = False
    """Whether it holds the value that its key or the key above it names."""
    is_special = False
    """Whether its values are more than values with their keys as names."""
    is_passed_on = False
    """Whether something of it holds for the containers in it."""

    def __init__(self, name: str, kind: Key = Key.PLAIN, key: str | None = None, *, is_list: bool = False) -> None:
        self.name = name
        self.kind = kind
        self.key = key
        self.is_list = is_list
        if kind is not Key.PLAIN:
            self.is_special = self.is_noted = True
            self.is_value = self.is_passed_on = kind is Key.NOTHING or kind is Key.WRAPPER

    def set_header(self, header: Sequence[str]) -> None:
        """Lets ``header`` name the values of the rows in it from here on."""
        self.header = header
        self.is_noted = self.is_passed_on = True
