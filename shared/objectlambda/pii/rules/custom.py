"""Users' recognizers: patterns and deny lists of Presidio's YAML format, matched in linear time.

Presidio matches patterns with backtracking, gives up after a minute, and continues without their findings. Here RE2
matches them; a pattern that RE2 cannot express is refused when it is loaded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import re2
from presidio_analyzer import EntityRecognizer, Pattern, PatternRecognizer, RecognizerResult

from objectlambda.errors import InvalidSettings
from objectlambda.pii.entities import Entity

_BOOST = 0.35
_LEAST = 0.4
"""What a context word adds, and the least score with one: the defaults of Presidio's LemmaContextAwareEnhancer."""
_BEFORE, _AFTER = 80, 40
_DENY_LIST = "deny_list"
"""Presidio's name for the pattern that it makes of a deny list."""


class LinearPatternRecognizer(PatternRecognizer):
    """A PatternRecognizer whose patterns and deny list are matched by RE2; raises InvalidSettings if they cannot be."""

    name: str

    def __init__(self, source: Any) -> None:
        patterns: list[Pattern] = source.patterns
        self._listed: tuple[str, ...] = tuple(source.deny_list or ())
        super().__init__(
            supported_entity=source.supported_entities[0],
            name=source.name,
            supported_language=source.supported_language,
            patterns=patterns,
            context=source.context,
            global_regex_flags=source.global_regex_flags,
        )
        flags = source.global_regex_flags or 0
        self._compile = [(_compile(self.name, p, flags), p.score) for p in patterns if p.name != _DENY_LIST]
        if self._listed:
            words = "|".join(re2.escape(word) for word in sorted(self._listed, key=len, reverse=True))
            score = next(p.score for p in patterns if p.name == _DENY_LIST)
            pattern = Pattern(_DENY_LIST, f"(?:{words})", score)
            self._deny = _compile(self.name, pattern, flags), score

    def analyze(
        self, text: str, entities: list[str], nlp_artifacts: Any = None, regex_flags: int | None = None
    ) -> list[RecognizerResult]:
        """The matches in ``text``; the other arguments belong to Presidio's interface and have no effect."""
        del entities, nlp_artifacts, regex_flags
        metadata = {
            RecognizerResult.RECOGNIZER_NAME_KEY: self.name,
            RecognizerResult.RECOGNIZER_IDENTIFIER_KEY: self.id,
        }
        entity_type = self.supported_entities[0]
        results = [
            RecognizerResult(entity_type, start, end, score, recognition_metadata=metadata)
            for start, end, score in self._spans(text)
            if end > start
        ]
        return list(EntityRecognizer.remove_duplicates(results))

    def _spans(self, text: str) -> Iterator[tuple[int, int, float]]:
        for compiled, score in self._compile:
            for match in compiled.finditer(text):
                yield *match.span(), score
        if not self._listed:
            return
        compiled, score = self._deny
        for match in compiled.finditer(text):
            start, end = match.span()
            whole = not (text[start - 1 : start].isalnum() and start) and not text[end : end + 1].isalnum()
            if whole:
                yield start, end, score


def _compile(name: str, pattern: Pattern, flags: int) -> Any:
    letters = "".join(
        letter for letter, flag in (("i", re.IGNORECASE), ("m", re.MULTILINE), ("s", re.DOTALL)) if flags & flag
    )
    options = re2.Options()
    options.log_errors = False
    try:
        return re2.compile(f"(?{letters}:{pattern.regex})" if letters else pattern.regex, options)
    except re2.error as error:
        raise InvalidSettings(
            f"the pattern {pattern.name!r} of the recognizer {name!r} cannot be matched in linear time ({error}): "
            "write it without lookaround and backreferences"
        ) from error


def with_context(recognizer: EntityRecognizer, text: str, found: Entity) -> Entity:
    """``found``, with a higher score if a whole context word of its recognizer is near."""
    if not recognizer.context or found.score >= 1.0:
        return found
    near = text[max(0, found.start - _BEFORE) : found.start] + " " + text[found.end : found.end + _AFTER]
    spoken = set(re.findall(r"\w+", near.lower()))
    if not any(set(re.findall(r"\w+", phrase.lower())) <= spoken for phrase in recognizer.context):
        return found
    return Entity(found.type, found.start, found.end, min(1.0, max(found.score + _BOOST, _LEAST)))
