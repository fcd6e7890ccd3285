"""The modes of redaction: AWS's two and four more.

The first two are those of Amazon Comprehend (``MaskMode``): a mask of as many characters, and ``[TYPE]``. ``HASH`` and
``FAKE`` show which values are equal, ``KEEP_LAST_4`` shows the last four characters, and ``REMOVE`` leaves nothing.
"""

from __future__ import annotations

import hmac
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from objectlambda.errors import InvalidSettings
from objectlambda.pii.redaction.fakes import fake


class Mode(StrEnum):
    """How an entity is replaced."""

    MASK = "MASK"
    REPLACE_WITH_PII_ENTITY_TYPE = "REPLACE_WITH_PII_ENTITY_TYPE"
    HASH = "HASH"
    KEEP_LAST_4 = "KEEP_LAST_4"
    REMOVE = "REMOVE"
    FAKE = "FAKE"


KEYED = frozenset({Mode.HASH, Mode.FAKE})
"""The modes that need a key; without one, anybody who guesses a value could check the guess."""

_IN_PART = KEYED | {Mode.KEEP_LAST_4}
MIN_KEY_BYTES = 16
_KEPT = 4
_LEAST_TO_KEEP_FROM = 8
"""The fewest letters and digits of a value whose last four are shown; of a PIN they would be all."""
_TOKEN_DIGITS = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Redaction:
    """What to look for in a text, and what to put in its place.

    Attributes:
        language_code: the text's language.
        entity_types: the types to redact; ``None`` for all.
        threshold: the lowest score that counts.
        mode: the mode of every type that ``modes`` does not name.
        modes: modes by type.
        mask_character: one character, for MASK and KEEP_LAST_4.
        mask_bytes: MASK puts a character for each byte that the value has in UTF-8, so that offsets stay.
        keys: also replace values of types with a sure form in keys of JSON, headers of tables and tags of XML and HTML.
        secret: the key of HASH and FAKE, of 16 bytes at least.
        encoding: one of ``objectlambda.pii.text_encoding.ENCODINGS``.
        lenient: leave bytes that cannot be decoded as they are, instead of raising an error.
    """

    language_code: str = "en"
    entity_types: Collection[str] | None = None
    threshold: float = 0.5
    mode: Mode = Mode.MASK
    modes: Mapping[str, Mode] = field(default_factory=dict)
    mask_character: str = "*"
    mask_bytes: bool = False
    keys: bool = False
    secret: bytes = field(default=b"", repr=False)
    encoding: str = "auto"
    lenient: bool = False

    def __post_init__(self) -> None:
        if len(self.mask_character) != 1 or not self.mask_character.isprintable():
            raise InvalidSettings("mask_character must be one printable character")
        if self.mask_bytes and not self.mask_character.isascii():
            raise InvalidSettings("mask_bytes needs a mask_character of one byte, an ASCII one")
        if not KEYED & {self.mode, *self.modes.values()}:
            return
        if not self.secret:
            raise InvalidSettings("the modes HASH and FAKE need a key: name its environment variable in key_env")
        if len(self.secret.strip()) < MIN_KEY_BYTES:  # blanks are no secret
            raise InvalidSettings(
                f"the key of HASH and FAKE has fewer than {MIN_KEY_BYTES} bytes: a token would tell it; "
                "make one with `openssl rand -hex 32`"
            )

    def mode_of(self, entity_type: str) -> Mode:
        """The mode for entities of that type."""
        return self.modes.get(entity_type, self.mode)

    def of_parts(self) -> Redaction:
        """The same for pieces of values, and for codes of them: masks in place of what would keep or change a part.

        Of a token for a piece of one digit there are only ten.
        """
        if not _IN_PART & {self.mode, *self.modes.values()}:
            return self
        modes = {name: Mode.MASK if mode in _IN_PART else mode for name, mode in self.modes.items()}
        return replace(self, mode=Mode.MASK if self.mode in _IN_PART else self.mode, modes=modes)

    def replacement(self, entity_type: str, value: str, mask: str = "") -> str:
        """The replacement of ``value``, regardless of the format around it; ``mask`` overrides mask_character."""
        mask = mask or self.mask_character
        match self.mode_of(entity_type):
            case Mode.MASK:
                return mask * len(value)
            case Mode.REPLACE_WITH_PII_ENTITY_TYPE:
                return f"[{entity_type}]"
            case Mode.HASH:
                digest = hmac.digest(self.secret, value.encode("utf-8", "surrogatepass"), "sha256")
                return f"[{entity_type}:{_token(digest.hex())}]"
            case Mode.KEEP_LAST_4:
                return _keep_last(value, mask)
            case Mode.REMOVE:
                return ""
            case Mode.FAKE:
                return fake(self.secret, entity_type, value)


def _token(digest: str) -> str:
    """The first digits of ``digest`` with a letter among them: 16 others may be the number of a card."""
    starts = range(len(digest) - _TOKEN_DIGITS)
    tokens = (digest[start : start + _TOKEN_DIGITS] for start in starts)
    return next((token for token in tokens if not token.isdigit()), digest[:_TOKEN_DIGITS])


def _keep_last(value: str, mask: str) -> str:
    """``value`` with its letters and digits masked, except the last four; punctuation stays."""
    places = [index for index, character in enumerate(value) if character.isalnum()]
    kept = set(places[-_KEPT:]) if len(places) >= _LEAST_TO_KEEP_FROM else set()
    return "".join(
        mask if character.isalnum() and index not in kept else character for index, character in enumerate(value)
    )
