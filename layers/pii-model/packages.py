"""Real files of programs as training text without people: what the locked packages install.

The files are code, service models, schemas, manuals, licences, release notes, pages and settings, in a dozen languages.
The lock file pins them, so every machine reads the same. They do name some authors, and nobody has labelled them:
lines that give credit and words that may be a person's name are left out of the loss.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

from corpora import IGNORED
from names import Names
from segments import Document, Span

#: Glob pattern below the packages' folder, and how many of a hundred pieces come from it.
KINDS = (
    ("*/**/*.json", 16), ("*/**/*.py", 18), ("*/**/*.rst", 9), ("*.dist-info/METADATA", 12), ("*.dist-info/**/*LICENSE*", 3),
    ("*/**/*.h", 6), ("*/**/*.c", 4), ("*/**/*.cc", 3), ("*/**/*.pyx", 4), ("*/**/*.pxd", 1), ("*/**/*.proto", 3), ("*/**/*.f90", 1),
    ("*/**/*.css", 3), ("*/**/*.html", 3), ("*/**/*.js", 4), ("*/**/*.j2", 1), ("*/**/*.yaml", 3), ("*/**/*.toml", 1), ("*/**/*.pyi", 4), ("*/**/*.txt", 2), ("*/**/*.csv", 1), ("*/**/*.md", 1),
)  # fmt: skip
#: Packages whose files hold names on purpose, our own, those that no lock file pins, and those under the GPL and LGPL.
LEFT_OUT = {"faker", "presidio_analyzer", "phonenumbers", "stdnum", "names", "objectlambda", "torch", "torchgen", "functorch", "pip", "setuptools", "pkg_resources", "S3", "s3cmd", "inflate64"}  # fmt: skip
LARGEST = 300_000
_CREDIT = re.compile(
    r"(?i)copyright|\(c\)|©|author|written|\bby\b|thank|maintain|contribut|credit|report|suggest|@|original|inspired|licensor"
    r"|\b(?:19|20)\d\d\b|\b[A-Z]\. ?[A-Z]|et al|\bpp?\.|\bvol\.|\b(?:john|jane|doe|alice|bob|smith|street|avenue)\b|signed-off"
)
_CAPITALISED = re.compile(r"\b[A-ZÀ-Þ][\w'’-]+(?: +(?:(?:de|la|van|von|der|di|da|del) +)*[A-ZÀ-Þ][\w'’.-]*)*")


class Packages:
    """Draws pieces of the files below `folder`, the packages' folder of the environment."""

    def __init__(self, folder: Path, names: Names, common: frozenset[str], rng: random.Random) -> None:
        self.rng = rng
        self.first = frozenset(
            word
            for _, pool in names.pools_first
            for name in pool
            for word in name.lower().split()
            if len(word) > 2 and word not in common
        )
        self.files: list[tuple[int, list[list[Path]]]] = []
        for pattern, weight in KINDS:
            packages: dict[str, list[Path]] = {}
            for path in sorted(folder.glob(pattern)):
                package = path.relative_to(folder).parts[0].split("-")[0]
                if package not in LEFT_OUT and path.is_file() and 400 < path.stat().st_size < LARGEST:
                    packages.setdefault(package, []).append(path)
            if packages:
                self.files.append((weight, list(packages.values())))

    def pieces(self, count: int) -> Iterator[Document]:
        """`count` pieces of 200 to 1,500 characters."""
        weights = [weight for weight, _ in self.files]
        for _ in range(count):
            packages = self.rng.choices(self.files, weights)[0][1]
            path = self.rng.choice(self.rng.choice(packages))
            raw = path.read_text("utf-8", errors="replace")
            start = self.rng.randrange(max(1, len(raw) - 900))
            start = raw.find("\n", start, start + 400) + 1 or start
            piece = raw[start : start + self.rng.randint(200, 1500)]
            if "\ufffd" not in piece:
                yield Document(piece, tuple(self.unsure(piece)))

    def unsure(self, text: str) -> Iterator[Span]:
        """What may name a person, which nobody has labelled: lines of credit, and capitals with a first name."""
        start = 0
        for line in text.splitlines(keepends=True):
            if _CREDIT.search(line[:2000]):
                yield start, start + len(line), IGNORED
            else:
                for match in _CAPITALISED.finditer(line):
                    if "_" in match[0]:
                        continue
                    words = re.findall(r"[^\W\d_]+", match[0].lower())
                    if any(word in self.first for word in words):
                        yield start + match.start(), start + match.end(), IGNORED
            start += len(line)
