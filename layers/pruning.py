"""What a layer leaves out, by rules that each say why."""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """Files that go: those that match one of ``paths`` and none of ``but`` (shell patterns, * also matches /)."""

    why: str
    paths: tuple[str, ...]
    but: tuple[str, ...] = ()

    def takes(self, path: str) -> bool:
        """Whether the file at ``path`` is cut."""
        return any(fnmatchcase(path, pattern) for pattern in self.paths) and not any(
            fnmatchcase(path, pattern) for pattern in self.but
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Replacement:
    """A module of a library that a shorter one stands in for, with what only the longer one needs among the cuts.

    Attributes:
        path: where the shorter one stands.
        instead_of: pattern of the longer one's path, where it is another, as a compiled module's.
    """

    why: str
    path: str
    text: str
    instead_of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """What ``layer.toml`` says of a layer.

    Attributes:
        name: its folder's name.
        description: shown beside it in AWS's console.
        package: patterns of the files of ours that belong to it, under ``shared`` or ``functions``.
        without: the same, of those that do not.
        pure: it has no machine code, so one zip serves both architectures.
        max_bytes: what it may weigh unzipped.
        cuts: what is left out.
        replacements: what is written anew, after the cuts.
    """

    name: str
    description: str
    package: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    pure: bool = False
    max_bytes: int
    cuts: tuple[Cut, ...] = field(default=())
    replacements: tuple[Replacement, ...] = field(default=())


def read(folder: Path) -> Layer:
    """The layer described in ``folder``."""
    said: dict[str, Any] = tomllib.loads((folder / "layer.toml").read_text())
    cuts = tuple(
        Cut(why=cut["why"], paths=tuple(cut["paths"]), but=tuple(cut.get("but", ()))) for cut in said.pop("cut", ())
    )
    replacements = tuple(Replacement(**one) for one in said.pop("replace", ()))
    package, without = tuple(said.pop("package", ())), tuple(said.pop("without", ()))
    return Layer(name=folder.name, cuts=cuts, replacements=replacements, package=package, without=without, **said)


def prune(files: dict[str, bytes], cuts: tuple[Cut, ...]) -> Counter[str]:
    """Take out of ``files`` what the ``cuts`` say; returns the bytes cut, by reason.

    Raises:
        SystemExit: a rule or pattern matches nothing, so that it no longer does what it says.
    """
    saved: Counter[str] = Counter()
    for cut in cuts:
        gone = [path for path in files if cut.takes(path)]
        idle = [pattern for pattern in cut.paths if not any(fnmatchcase(path, pattern) for path in gone)]
        if idle:
            raise SystemExit(f"nothing matches {', '.join(idle)} any more ({cut.why}): correct layer.toml")
        for path in gone:
            saved[cut.why] += len(files.pop(path))
    return saved


def replace(files: dict[str, bytes], replacement: Replacement) -> int:
    """Write the shorter module into ``files``; returns how many bytes that saves.

    Raises:
        SystemExit: the library has no such module any more.
    """
    longer = [path for path in files if fnmatchcase(path, replacement.instead_of or replacement.path)]
    if not longer:
        raise SystemExit(f"there is no {replacement.instead_of or replacement.path} to replace: {replacement.why}")
    saved = sum(len(files.pop(path)) for path in longer)
    files[replacement.path] = replacement.text.encode()
    return saved - len(files[replacement.path])
