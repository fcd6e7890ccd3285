"""The options of a gateway: each is declared once and serves the file, the environment and the command line.

An option is a dataclass field made with ``option()``, which holds its default, bounds and documentation. The key in the
file is the field's name, the environment variable is ``OBJECTLAMBDA_SERVE_`` and that name in capitals, and the command
line's flag is the name with hyphens, unless the declaration says otherwise.
"""

from __future__ import annotations

import argparse
import math
from argparse import _ArgumentGroup
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from pathlib import Path
from typing import Any

from objectlambda.errors import InvalidSettings
from objectlambda.gateway.config.tables import Table

ENV_PREFIX = "OBJECTLAMBDA_SERVE_"

_TRUE, _FALSE = ("true", "1", "yes", "on"), ("false", "0", "no", "off")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Declared:
    doc: str
    kind: type
    flag: str
    low: float
    high: float
    choices: tuple[str, ...]
    reloads: bool


def option(
    default: Any,
    doc: str,
    *,
    kind: type | None = None,
    flag: str = "",
    low: float = 0,
    high: float = math.inf,
    choices: tuple[str, ...] = (),
    reloads: bool = False,
) -> Any:
    """A dataclass field for an option.

    Args:
        default: used where nobody says anything; ``...`` where there is none and the field is required.
        doc: one sentence, for ``--help`` and the README's table.
        kind: bool, int, float, str, Path, or tuple for several strings; the default's type if it is left out.
        flag: the command line's flag, where it is not the field's name.
        low, high: the inclusive bounds of a number.
        choices: the values allowed for a string.
        reloads: whether a reload (SIGHUP) changes it; otherwise it takes a restart.
    """
    declared = _Declared(
        doc=doc, kind=kind or type(default), flag=flag, low=low, high=high, choices=choices, reloads=reloads
    )
    return field(default=MISSING if default is ... else default, metadata={"option": declared})


TOP_TABLES = ("cors",)
"""Tables of options that stand at the top of the file; others stand below ``[gateway]``."""


def table_place(table: str) -> str:
    """Where a table of options stands in the file."""
    if table in TOP_TABLES:
        return f"[{table}]"
    return f"[gateway.{table}]" if table else "[gateway]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """An option as the three sources know it.

    Attributes:
        field: the dataclass field's name.
        table: the table in which its key stands, see `table_place`; empty for ``[gateway]`` itself.
        default: MISSING where the option is required.
    """

    field: str
    table: str
    default: Any
    declared: _Declared

    @property
    def name(self) -> str:
        """A name that no other option has."""
        return f"{self.table}_{self.field}" if self.table else self.field

    @property
    def place(self) -> str:
        """Where it stands in the file."""
        return f"{table_place(self.table)} {self.field}"

    @property
    def variable(self) -> str:
        """Its environment variable."""
        return ENV_PREFIX + self.name.upper()

    @property
    def flag(self) -> str:
        """Its flag on the command line."""
        return self.declared.flag or f"--{self.name.replace('_', '-')}"

    @property
    def dest(self) -> str:
        """Its name among the parsed arguments, where others stand beside it."""
        return f"option_{self.name}"

    def from_table(self, table: Table, base: Path) -> Any:
        """The value in the file's table; paths are relative to ``base``.

        Raises:
            InvalidSettings: naming the place and what may stand there.
        """
        value = table.value(self.field)
        if isinstance(value, list):
            value = tuple(value)
        return self._check(value, self.place, base)

    def from_text(self, text: str, place: str) -> Any:
        """The value that an environment variable or an argument holds; several strings have commas between them.

        Raises:
            InvalidSettings: naming ``place`` and what may stand there.
        """
        kind, value = self.declared.kind, text.strip()
        if kind is bool and value.lower() in _TRUE + _FALSE:
            return value.lower() in _TRUE
        if kind is tuple:
            return tuple(item.strip() for item in value.split(",") if item.strip())
        if kind in (int, float):
            try:
                return self._check(kind(value), place, Path())
            except ValueError:
                pass
        return self._check(value, place, Path())

    def _check(self, value: Any, place: str, base: Path) -> Any:
        said, kind = self.declared, self.declared.kind
        if kind in (int, float):
            number = int if kind is int else (int, float)
            if not isinstance(value, number) or isinstance(value, bool) or not said.low <= value <= said.high:
                whole = "whole " if kind is int else ""
                raise InvalidSettings(f"{place}: is not a {whole}number {_bounds(said.low, said.high)}")
            return value
        if kind is bool:
            if not isinstance(value, bool):
                raise InvalidSettings(f"{place}: is neither true nor false")
            return value
        if kind is tuple:
            if not isinstance(value, tuple) or not all(isinstance(item, str) for item in value):
                raise InvalidSettings(f"{place}: is not a list of strings")
            return value
        if not isinstance(value, str):
            raise InvalidSettings(f"{place}: is not a string")
        if kind is Path:
            return base / value if value else None
        if said.choices and value not in said.choices:
            raise InvalidSettings(f"{place}: is not one of {', '.join(said.choices)}")
        return value

    def add_to(self, group: _ArgumentGroup) -> None:
        """Add the flag to a command line. What is not given is ``None``; texts are checked by ``from_text``."""
        said = self.declared
        doc = f"{said.doc}{self._default_text()}".replace("%", "%%")
        if said.kind is bool:
            group.add_argument(self.flag, dest=self.dest, action=argparse.BooleanOptionalAction, default=None, help=doc)
        elif said.kind is tuple:
            group.add_argument(
                self.flag, dest=self.dest, action="append", metavar="NAME", help=f"{doc}; may be repeated"
            )
        else:
            metavar = {int: "N", float: "SECONDS", Path: "PATH"}.get(said.kind, "TEXT")
            choices = said.choices or None
            group.add_argument(
                self.flag, dest=self.dest, choices=choices, metavar=None if choices else metavar, help=doc
            )

    def _default_text(self) -> str:
        if self.default in (MISSING, (), False, ""):
            return ""
        shown = ", ".join(self.default) if isinstance(self.default, tuple) else self.default
        return f" (default: {str(shown).lower() if isinstance(shown, bool) else shown})"


def options_of(kind: type, table: str = "") -> tuple[Option, ...]:
    """The options among the fields of the dataclass ``kind``, which stand in ``[gateway.table]``."""
    return tuple(
        Option(field=item.name, table=table, default=item.default, declared=item.metadata["option"])
        for item in fields(kind)
        if "option" in item.metadata
    )


def refuse_unknown_variables(environ: Mapping[str, str], options: tuple[Option, ...]) -> None:
    """Do nothing if every variable with our prefix is an option's.

    Raises:
        InvalidSettings: naming one that is not.
    """
    unknown = {name for name in environ if name.startswith(ENV_PREFIX)} - {known.variable for known in options}
    if unknown:
        raise InvalidSettings(f"the environment variable {sorted(unknown)[0]} is none of `objectlambda serve`")


def _bounds(low: float, high: float) -> str:
    return f"from {low} to {high}" if high != math.inf else f"of at least {low}"
