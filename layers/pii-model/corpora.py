"""The labelled corpora as documents with the model's labels, with people's names swapped in copies."""

from __future__ import annotations

import html
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path

from addresses import Addresses
from names import Names
from segments import Document, Segments, document
from values import Values

#: Corpus label to the model's; others are outside.
LABELS = {
    "PERSON": "NAME", "NAME": "NAME", "ADDRESS": "ADDRESS", "ORG": "ORG", "LOC": "LOC",
    "OTHER:TERRITORIO": "LOC", "OTHER:PAIS": "LOC", "OTHER:HOSPITAL": "ORG", "OTHER:INSTITUCION": "ORG", "OTHER:CENTRO_SALUD": "ORG",
}  # fmt: skip
#: Spans with this label are left out of the loss.
IGNORED = "?"
#: Sentences of these corpora follow each other in the file and are joined to paragraphs.
RUNNING = {"tab", "wikigold", "sec_filings"}
_STREET_IN_CONTRACT = re.compile(
    r"\b\d{1,5} [A-Z][\w.]+.{0,80}?\b(?:\d{5}\b|St\b|Street|Avenue|Ave\b|Road|Drive|Boulevard|Suite)|\b\d{5}\b"
)


def read(path: Path) -> list[Document]:
    """Documents of one corpus file."""
    name = path.stem.split("_es_")[0]
    documents = []
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        if name == "sec_filings" and _STREET_IN_CONTRACT.search(row["text"]):
            # The corpus labels only the town inside an address: such sentences would teach the wrong spans.
            continue
        spans = sorted((s["start"], s["end"], LABELS[s["label"]]) for s in row["spans"] if s["label"] in LABELS)
        kept: list[tuple[int, int, str]] = []
        for start, end, label in spans:
            if row["text"][max(0, start - 2) : start].rstrip().endswith(("@", "#")):
                # A handle or hashtag: the corpora disagree whether it is a person, so it teaches nothing.
                label = IGNORED
            if label in ("ORG", "LOC") and row["text"][start:end].isdigit():
                continue
            if not kept or start >= kept[-1][1]:
                kept.append((start, end, label))
        documents.append(Document(row["text"], tuple(kept)))
    return documents


def joined(documents: list[Document], rng: random.Random) -> list[Document]:
    """Paragraphs of one to five documents that follow each other."""
    out, index = [], 0
    while index < len(documents):
        count = rng.randint(1, 5)
        text, spans = "", []
        for part in documents[index : index + count]:
            if text:
                text += rng.choice((" ", " ", "\n", "\n\n"))
            spans += [(start + len(text), end + len(text), label) for start, end, label in part.spans]
            text += part.text
        out.append(Document(text, tuple(spans)))
        index += count
    return out


def swapped(
    source: Document, names: Names, addresses: Addresses, values: Values, language: str, rng: random.Random
) -> Document:
    """A copy of `source` with other names (and some other places and organisations) in the same positions."""
    text, spans, position = [], [], 0
    length = 0
    known: dict[str, str] = {}
    for start, end, label in source.spans:
        before = source.text[position:start]
        old = source.text[start:end]
        new = known.get(old) or _replacement(old, label, names, addresses, values, language, rng)
        known[old] = new
        text += [before, new]
        length += len(before)
        spans.append((length, length + len(new), label))
        length += len(new)
        position = end
    text.append(source.text[position:])
    return Document("".join(text), tuple(spans))


def _replacement(
    old: str, label: str, names: Names, addresses: Addresses, values: Values, language: str, rng: random.Random
) -> str:
    if label == "NAME":
        words = old.split()
        if len(words) == 1:
            if not old[0].isupper() and not old.islower():
                return old
            new = rng.choice((names.first, names.last))(language)
        elif re.fullmatch(r"(?:[A-Z]\.[ -]?)+\S+", old):
            new = " ".join((*words[:-1], names.last(language)))
        elif len(words) == 2:
            new = f"{names.first(language)} {names.last(language)}"
        else:
            new = (
                names.full(language)
                if rng.random() < 0.7
                else f"{names.first(language)} {names.last(language)} {names.last(language)}"
            )
        return new.upper() if old.isupper() and len(old) > 3 else new.lower() if old.islower() else new
    if label == "LOC" and rng.random() < 0.5:
        new = addresses.country() if rng.random() < 0.15 else addresses.city(language)
    elif label == "ORG" and rng.random() < 0.3:
        new = values.org()
    elif label == "ADDRESS" and rng.random() < 0.6:
        new = addresses.street_line(addresses.components(language))
    else:
        return old
    return new.upper() if old.isupper() and len(old) > 3 else new


def strange(source: Document, names: Names, rng: random.Random) -> Document:
    """`source` with some lower-case words outside its spans replaced by lower-cased names: in running text with
    capitals a lower-case word is hardly a name, however much it is spelt like one."""
    if sum(char.isupper() for char in source.text) < 4:
        return source
    segments, position = [], 0
    for start, end, label in (*source.spans, (len(source.text), len(source.text), "")):
        plain = re.sub(
            r"(?<![\w@#/.'’-])[a-z]{5,}(?![\w@/'’-])",
            lambda match: rng.choice((names.last, names.first))().lower() if rng.random() < 0.04 else match[0],
            source.text[position:start],
        )
        segments += [(plain, None), (source.text[start:end], label or None)]
        position = end
    return document(segments)


_SUBJECTS = re.compile(
    r"\b(?:(?:the|an|a|another|each) (?:user|users|applicant|administrator|caller|customer|man|woman|driver|owner|author|borrower|patient|company|"
    r"girl|guy|kid|player|minister|judge|court|lender|boss)|you|he|she|him|them|someone|everyone|anybody|users|customers|people|"
    r"(?:el|la|al|un|una) (?:paciente|enfermo|enferma|mujer|varón|médico))\b",
    re.IGNORECASE,
)


def carried(source: Document, names: Names, language: str, rng: random.Random) -> Document | None:
    """`source`, a text without spans, with a name in it: in the place of a pronoun or another subject, or as who is
    spoken to. Its grammar may suffer; what it teaches is that names stand next to any word."""
    text = source.text.strip()
    found = list(_SUBJECTS.finditer(text))
    name = rng.choice((names.full, names.full, names.first, names.first, names.last))(language)
    segments: Segments
    if found and rng.random() < 0.7:
        segments, position = [], 0
        for match in rng.sample(found, 1) if rng.random() < 0.7 else found[:3]:
            if match.start() < position:
                continue
            segments += [(text[position : match.start()], None), (name, "NAME")]
            position = match.end()
            name = name if rng.random() < 0.3 else rng.choice((names.full, names.first, names.last))(language)
        segments.append((text[position:], None))
    elif rng.random() < 0.5:
        body = text[0].lower() + text[1:] if text[:2].istitle() else text
        segments = [(name, "NAME"), (rng.choice((", ", ", ", ", ", ": ", " - ")) + body, None)]
    else:
        body, mark = text.rstrip(".!?"), rng.choice((".", "!", "?", "", "..."))
        segments = [(body + rng.choice((", ", ", ", ", ", " - ")), None), (name, "NAME"), (mark, None)]
    made = document(segments)
    return made if len(made.text) > len(name) + 3 else None


def sentences_without_spans(source: Document) -> Iterator[Document]:
    """The lines and sentences of `source` that hold no span."""
    for match in re.finditer(r"[^.\n]{15,}", source.text):
        if not any(start < match.end() and match.start() < end for start, end, _ in source.spans):
            yield Document(match[0].strip(), ())


def recased(source: Document, rng: random.Random) -> Document:
    """`source` in lower, upper or title case; only where the length stays the same."""
    change = rng.choice((str.lower, str.lower, str.upper, str.title))
    text = change(source.text)
    return Document(text, source.spans) if len(text) == len(source.text) else source


def api_descriptions(folder: Path, rng: random.Random, count: int) -> Iterator[Document]:
    """Formal prose without people: descriptions out of botocore's API models (Apache-2.0), and their JSON."""
    files = sorted(folder.glob("*/*/service-2.json*"))
    for path in rng.sample(files, min(count // 12, len(files))):
        if path.suffix == ".gz":
            import gzip

            raw = gzip.decompress(path.read_bytes()).decode("utf-8")
        else:
            raw = path.read_text("utf-8")
        texts = re.findall(r'"documentation":\s?"((?:[^"\\]|\\.){120,1500})"', raw)
        for text in rng.sample(texts, min(10, len(texts))):
            clean = json.loads(f'"{text}"')
            if rng.random() < 0.6:
                clean = html.unescape(re.sub(r"<[^>]+>", " ", clean))
            if not re.search(
                r"\b(?:John|Jane|Mary|Doe|Alice|Bob|Maria|Richard|Jorge|Saanvi|Main Street|Any ?town)\b", clean
            ):
                yield Document(clean, ())
        for _ in range(2):
            start = rng.randrange(max(1, len(raw) - 1200))
            piece = raw[start : start + rng.randint(300, 1200)]
            if not re.search(
                r"\b(?:John|Jane|Mary|Doe|Alice|Bob|Maria|Richard|Jorge|Saanvi|Main Street|Any ?town)\b", piece
            ):
                yield Document(piece, ())


def source_code(folder: Path, rng: random.Random, count: int) -> Iterator[Document]:
    """Pieces of program text and its documentation out of installed permissively licensed packages."""
    packages = (
        "botocore",
        "boto3",
        "spacy",
        "thinc",
        "numpy",
        "uvicorn",
        "httptools",
        "hypothesis",
        "click",
        "typer",
        "pydantic",
        "requests",
        "urllib3",
        "jinja2",
        "yaml",
        "docutils",
    )
    files = [
        path
        for package in packages
        for path in sorted((folder / package).rglob("*.py"))
        if 2000 < path.stat().st_size < 200_000 and "data" not in path.parts
    ]
    for _ in range(count):
        raw = rng.choice(files).read_text("utf-8", errors="replace")
        raw = raw.split("\n\n", 1)[-1]
        start = raw.find("\n", rng.randrange(max(1, len(raw) - 1200))) + 1
        piece = raw[start : start + rng.randint(200, 1200)]
        if not re.search(
            r"(?i)author|copyright|@|thanks|contributed|\b(?:john|jane|alice|bob)\b|[A-Z][a-z]+ [A-Z][a-z]+", piece
        ):
            yield Document(piece, ())


_MASKS = {"NAME": "[NAME]", "ADDRESS": "[ADDRESS]", "ORG": "[ORG]", "LOC": "[LOC]"}


def masked(source: Document, rng: random.Random) -> Document:
    """`source` as it reads once it has been redacted: most of its names and addresses are masks, which are nothing."""
    style = rng.choice(("type", "type", "type", "stars", "stars", "word", "hash"))
    segments: Segments = []
    position = 0
    for start, end, label in source.spans:
        segments.append((source.text[position:start], None))
        old = source.text[start:end]
        if label not in ("NAME", "ADDRESS") or rng.random() < 0.15:
            segments.append((old, label))
        elif style == "type":
            segments.append((_MASKS[label], None))
        elif style == "stars":
            segments.append(("*" * len(old), None))
        elif style == "word":
            segments.append(
                (rng.choice(("REDACTED", "[REDACTED]", "XXXX", "<redacted>", "***", "XXX XXX", "[oculto]")), None)
            )
        else:
            segments.append((f"{rng.getrandbits(64):016x}", None))
        position = end
    segments.append((source.text[position:], None))
    return document(segments)


def respaced(source: Document, rng: random.Random) -> Document:
    """`source` as a scanner's software writes it: many single blanks are two or three, outside names and in them."""
    segments: Segments = []
    position = 0
    wider = lambda text: re.sub(
        r"(?<=\S) (?=\S)", lambda _: rng.choice((" ", "  ", "  ", "   ")) if rng.random() < 0.5 else " ", text
    )
    for start, end, label in source.spans:
        segments += [(wider(source.text[position:start]), None), (wider(source.text[start:end]), label)]
        position = end
    segments.append((wider(source.text[position:]), None))
    return document(segments)
