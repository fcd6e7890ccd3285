"""The registry of document skeletons and what one rendered document is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from evaluation.documents.marks import Span, unmark
from evaluation.documents.scene import Scene

Skeleton = Callable[[Scene], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A labelled document; `kind` is its skeleton's name, `family` the module that the skeleton stands in."""

    id: str
    kind: str
    family: str
    lang: str
    text: str
    spans: tuple[Span, ...]

    def as_record(self) -> dict[str, Any]:
        """The JSON Lines form that the sets under shared/pii have, with `kind` and `family` added."""
        spans = [{"start": s.start, "end": s.end, "label": s.label} for s in self.spans]
        return {
            "id": self.id,
            "kind": self.kind,
            "family": self.family,
            "lang": self.lang,
            "text": self.text,
            "spans": spans,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A registered skeleton; `clean` promises a document without personal data."""

    kind: str
    lang: str
    clean: bool
    write: Skeleton


CATALOGUE: dict[str, Entry] = {}


def skeleton(lang: str = "en", *, clean: bool = False) -> Callable[[Skeleton], Skeleton]:
    """Register the function under its own name."""

    def register(write: Skeleton) -> Skeleton:
        kind = write.__name__
        if kind in CATALOGUE:
            raise ValueError(f"two skeletons are called {kind}")
        CATALOGUE[kind] = Entry(kind=kind, lang=lang, clean=clean, write=write)
        return write

    return register


def render(entry: Entry, copy: int, seed: str) -> Document:
    """The copy-th document of a skeleton; independent of every other one."""
    text, spans = unmark(entry.write(Scene(f"{seed}/{entry.kind}/{copy}")))
    personal = [s for s in spans if not s.label.startswith("OTHER:")]
    if entry.clean and spans:
        raise ValueError(f"{entry.kind} is registered as clean and holds {spans[0].label}")
    if not entry.clean and not personal:
        raise ValueError(f"{entry.kind} holds nothing personal")
    return Document(
        id=f"{entry.kind}-{copy}",
        kind=entry.kind,
        family=entry.write.__module__.rpartition(".")[2],
        lang=entry.lang,
        text=text,
        spans=tuple(spans),
    )
