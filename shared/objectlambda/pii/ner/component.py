"""The tagger as a spaCy component and its tokenizer as a spaCy tokenizer, both registered for spaCy's config.

[nlp.tokenizer]
@tokenizers = "objectlambda.words.v1"

[components.tagger]
factory = "objectlambda_tagger"
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as SpacySpan
from spacy.util import ensure_path, registry
from spacy.vocab import Vocab

from objectlambda.pii.ner.storage import read_tagger, write_tagger
from objectlambda.pii.ner.tagging import Span, Tagger
from objectlambda.pii.ner.tokens import split_characters

FACTORY = "objectlambda_tagger"
TOKENIZER = "objectlambda.words.v1"
_BATCH = 64


class WordTokenizer:
    """Splits a text so that every span of the tagger is a run of whole tokens; each punctuation mark is one token."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        words: list[str] = []
        spaces: list[bool] = []
        for piece in split_characters(text):
            word = piece
            if piece[0] == " " and words and not words[-1].isspace():
                spaces[-1] = True
                word = piece[1:]
            if word:
                words.append(word)
                spaces.append(False)
        return Doc(self.vocab, words=words, spaces=spaces)

    def to_disk(self, path: str | Path, **_: object) -> None:
        """Writes nothing, since the tokenizer has no parameters."""

    def from_disk(self, path: str | Path, **_: object) -> WordTokenizer:  # noqa: ARG002  (spaCy's interface)
        """Nothing to read."""
        return self

    def to_bytes(self, **_: object) -> bytes:
        """Nothing to write."""
        return b""

    def from_bytes(self, data: bytes, **_: object) -> WordTokenizer:  # noqa: ARG002  (spaCy's interface)
        """Nothing to read."""
        return self


@registry.tokenizers(TOKENIZER)  # type: ignore[untyped-decorator]  # catalogue has no annotations
def create_word_tokenizer() -> Callable[[Language], WordTokenizer]:
    """A function that makes the tokenizer for a pipeline, as spaCy's registry requires."""
    return lambda nlp: WordTokenizer(nlp.vocab)


class TaggerComponent:
    """Sets `doc.ents`, and `doc.user_data["scores"]`: a probability by (start, end) in characters.

    `tagger` is the NumPy tagger itself; `tagger.tag(texts)` gives the same spans without Docs.
    """

    def __init__(self, name: str = FACTORY) -> None:
        self.name = name
        self._tagger: Tagger | None = None

    @property
    def tagger(self) -> Tagger:
        if self._tagger is None:
            raise ValueError(f"the component {self.name} has no weights: load a trained pipeline, see layers/pii-model")
        return self._tagger

    @tagger.setter
    def tagger(self, tagger: Tagger) -> None:
        self._tagger = tagger

    def __call__(self, doc: Doc) -> Doc:
        (spans,) = self.tagger.tag([doc.text])
        return annotate(doc, spans)

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = _BATCH) -> Iterator[Doc]:
        """Yields the annotated docs; reads `batch_size` at a time."""
        source = iter(stream)
        while docs := list(islice(source, batch_size)):
            for doc, spans in zip(docs, self.tagger.tag([doc.text for doc in docs]), strict=True):
                yield annotate(doc, spans)

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:  # noqa: ARG002  (spaCy's interface)
        """Writes the weights into the folder `path`."""
        write_tagger(self.tagger, ensure_path(path))

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> TaggerComponent:  # noqa: ARG002
        """Reads the weights from the folder `path`."""
        self._tagger = read_tagger(ensure_path(path))
        return self


@Language.factory(FACTORY, assigns=["doc.ents"])
def create_tagger(nlp: Language, name: str) -> TaggerComponent:  # noqa: ARG001  (spaCy's interface)
    """An untrained component; `from_disk` gives it weights."""
    return TaggerComponent(name)


def annotate(doc: Doc, spans: Iterable[Span]) -> Doc:
    """`doc` with `spans` as entities, widened to whole tokens of its tokenizer; scores are keyed by entity."""
    scores: dict[tuple[int, int], float] = {}
    entities: list[SpacySpan] = []
    for span in spans:
        entity = doc.char_span(span.start, span.end, label=span.label, alignment_mode="expand")
        if entity is None or (entities and entity.start < entities[-1].end):
            continue
        entities.append(entity)
        scores[entity.start_char, entity.end_char] = span.score
    doc.ents = entities
    doc.user_data["scores"] = scores
    return doc
