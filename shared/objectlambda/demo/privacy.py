"""The demo's second half: the same folder read raw, redacted, and refused, side by side."""

from __future__ import annotations

import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from objectlambda.demo.reading import client
from objectlambda.demo.serving import serving

FOLDER = Path(__file__).parent / "samples" / "private"
ACCESS_POINTS = (
    "raw=raw",
    "safe=pii_redaction,mask_mode=REPLACE_WITH_PII_ENTITY_TYPE",
    "masked=pii_redaction",
    "guarded=pii_access_control",
)
SHOWN = "tickets.jsonl"

_REPLACED = re.compile(r"\[([A-Z_]+)\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Views:
    """One object through each access point; ``refusal`` is empty where the guarded one handed it out."""

    key: str
    raw: bytes = field(repr=False)
    safe: bytes = field(repr=False)
    masked: bytes = field(repr=False)
    guarded: bytes = field(repr=False)
    refusal: str = ""

    @property
    def entities(self) -> Counter[str]:
        """How many entities of each type were replaced."""
        return Counter(_REPLACED.findall(self.safe.decode()))

    @property
    def sound(self) -> bool:
        """Whether the views agree: refused exactly where something was found, else handed out alike."""
        found = bool(self.entities)
        handed_out = self.guarded == self.masked == self.safe
        return found == bool(self.refusal) and (found or handed_out)


def show() -> bool:
    """Serve the folder, read it through each access point, print what came; false if the views disagree."""
    options = [word for point in ACCESS_POINTS for word in ("--access-point", point)]
    with serving([str(FOLDER), *options]) as served:
        s3 = client(served.url)
        views = [_views(s3, path.name) for path in sorted(FOLDER.iterdir())]
    sys.stdout.write(f"\n{'key':16}{'raw':>8}  {'redacted: entities by type':76}guarded\n")
    for view in views:
        counts = ", ".join(f"{count} {name}" for name, count in view.entities.most_common()) or "unchanged"
        answer = view.refusal or f"200, {len(view.guarded)} bytes"
        sys.stdout.write(f"{view.key:16}{len(view.raw):>6} B  {counts:76}{answer}{'' if view.sound else '  WRONG'}\n")
    [shown] = [view for view in views if view.key == SHOWN]
    for name, data in (("raw", shown.raw), ("safe", shown.safe), ("masked", shown.masked)):
        sys.stdout.write(f"\ns3://{name}/{SHOWN}\n")
        for line in data.decode().splitlines()[:2]:
            sys.stdout.write(f"  {line}\n")
    return all(view.sound for view in views)


def _views(s3: Any, key: str) -> Views:
    from botocore.exceptions import ClientError

    raw, safe, masked = (_read(s3, name, key) for name in ("raw", "safe", "masked"))
    try:
        guarded, refusal = _read(s3, "guarded", key), ""
    except ClientError as error:
        answer = error.response
        guarded = b""
        refusal = (
            f"{answer['ResponseMetadata']['HTTPStatusCode']} {answer['Error']['Code']}: {answer['Error']['Message']}"
        )
    return Views(key=key, raw=raw, safe=safe, masked=masked, guarded=guarded, refusal=refusal)


def _read(s3: Any, access_point: str, key: str) -> bytes:
    # The samples are a few hundred bytes each.
    body: bytes = s3.get_object(Bucket=access_point, Key=key)["Body"].read(1 << 20)
    return body
