"""ETags that tell nothing of the stored bytes: the origin's tag, enciphered.

An origin's ETag is often the MD5 of the stored bytes, so whoever sees it can try guesses of what was redacted. A sealed
tag is that tag under a deterministic cipher: HMAC-SHA256 over the tag and its place gives the initial value, which also
proves that the tag was made here, and keys the stream that covers the tag (the SIV construction of RFC 5297, with HMAC
in place of AES). So every process with the key makes the same tag, and can turn it back for the origin's conditions.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import json
import os
from dataclasses import dataclass, field
from functools import cache

SUFFIX = "-ol"
"""Ends every sealed tag, so that no client takes one for an MD5."""

MIN_KEY_BYTES = 16
_IV_BYTES = 16
_BLOCK = 48
"""Tags are padded to a multiple of this, so that their lengths do not tell how an object was uploaded."""
_END = b"\x80"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """Seals the tags of one object at one place. Immutable, so any number of threads may share it.

    Attributes:
        key: the secret; whoever has it can read the origin's tags.
        place: what else the tag stands for. Equal bytes at another place have another tag, so that nobody can compare
            an object with a guess that lies elsewhere.
    """

    key: bytes = field(repr=False)
    place: tuple[str, ...]

    def sealed(self, tag: str) -> str:
        """What stands for the origin's ``tag`` (unquoted), without quotes."""
        plain = tag.encode("utf-8", "surrogatepass") + _END
        plain += bytes(-len(plain) % _BLOCK)
        iv = self._initial_value(tag)
        return base64.urlsafe_b64encode(iv + self._apply_mask(iv, plain)).rstrip(b"=").decode() + SUFFIX

    def open(self, sealed: str) -> str | None:
        """The origin's tag that ``sealed`` stands for; ``None`` where it was not made with this key for this place."""
        if not sealed.endswith(SUFFIX) or not sealed.isascii():
            return None
        text = sealed.removesuffix(SUFFIX).encode()
        try:
            data = base64.b64decode(text + bytes(b"=" * (-len(text) % 4)), altchars=b"-_", validate=True)
        except binascii.Error:
            return None
        iv, covered = data[:_IV_BYTES], data[_IV_BYTES:]
        if not covered or len(covered) % _BLOCK:
            return None
        plain, end, _ = self._apply_mask(iv, covered).rpartition(_END)
        try:
            tag = plain.decode("utf-8", "surrogatepass")
        except UnicodeDecodeError:
            return None
        # Sealed anew, not only compared by its initial value: one tag has one spelling.
        return tag if end and hmac.compare_digest(self.sealed(tag), sealed) else None

    def _initial_value(self, tag: str) -> bytes:
        said = json.dumps([*self.place, tag]).encode()
        return hmac.digest(self.key, b"value:" + said, "sha256")[:_IV_BYTES]

    def _apply_mask(self, iv: bytes, text: bytes) -> bytes:
        blocks = range(0, len(text), 32)
        stream = b"".join(hmac.digest(self.key, b"cover:%b%d" % (iv, at), "sha256") for at in blocks)[: len(text)]
        return (int.from_bytes(text) ^ int.from_bytes(stream)).to_bytes(len(text))


@cache  # bytes: threads may share them; made before workers are forked
def own_key() -> bytes:
    """The key of this process and of those that it forks after the first call. Made once, and never changed."""
    return os.urandom(32)
