"""Counts what the detector finds in code, configuration and other files of programs on this machine, by kind of file.

    python tests/evaluation/public_code.py [--bytes N] [--kinds A,B] [--findings FILE]

Hardly any of these files hold personal data besides the names of their authors. The last column but one leaves out the
lines that give credit and those beside them, so that nearly all that it counts is wrong. Which files there are depends
on the machine; compare two commits on the same one.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

PATTERNS: Mapping[str, Sequence[str]] = MappingProxyType(
    {
        "Python": ("/usr/lib/python3*/*.py",),
        "C": ("/usr/include/*.h", "/usr/include/linux/*.h"),
        "C++": ("/usr/include/c++/*/*.h", "/usr/include/c++/*/bits/*.h"),
        "Perl": ("/usr/share/perl/5*/**/*.pm", "/usr/share/perl/5*/**/*.pl"),
        "JavaScript": ("/usr/lib/node_modules/npm/**/*.js", "/usr/share/nodejs/**/*.js"),
        "minified": ("/usr/**/*.min.js", "/usr/**/*.min.css", "/root/.cache/uv/**/*.min.js"),
        "source map": ("/root/.cache/uv/**/*.js.map", "/root/.cache/uv/**/*.css.map"),
        "shell": ("/usr/bin/*", "/etc/init.d/*", "/usr/share/**/*.sh", "/usr/lib/git-core/*"),
        "vim": ("/usr/share/vim/vim*/**/*.vim",),
        "lua": ("/usr/share/**/*.lua", "/usr/lib/**/*.lua"),
        "YAML": ("/usr/**/*.yaml", "/usr/**/*.yml", "/root/.cache/uv/**/*.yaml", "/root/.cache/uv/**/*.yml"),
        "JSON": ("/usr/lib/node_modules/**/*.json", "/root/.cache/uv/**/*.json"),
        "TOML": ("/root/.cache/uv/**/*.toml", "/root/.cargo/**/*.toml"),
        "lock file": ("/root/.cache/uv/**/*.lock", "/root/.cargo/**/*.lock", "/usr/lib/node_modules/**/*lock*.json"),
        "CMake": ("/usr/share/cmake*/Modules/*.cmake", "/usr/lib/**/*.cmake"),
        "Makefile": ("/usr/**/Makefile*", "/usr/**/*.mk"),
        "autoconf": ("/usr/share/aclocal/*.m4", "/usr/share/autoconf/**/*.m4"),
        "configuration": ("/etc/**/*.conf", "/etc/**/*.cfg", "/usr/**/*.ini", "/usr/share/**/*.conf"),
        "service": ("/usr/lib/systemd/system/*",),
        "properties": ("/usr/**/*.properties",),
        "gettext": ("/usr/**/*.po", "/usr/share/**/*.pot", "/root/.cache/uv/**/*.po"),
        "desktop": ("/usr/**/*.desktop", "/usr/share/mime/**/*.xml"),
        "SQL": ("/usr/share/**/*.sql",),
        "PHP": ("/usr/**/*.php", "/root/.cache/uv/**/*.php"),
        "Fortran": ("/root/.cache/uv/**/*.f90", "/root/.cache/uv/**/*.f"),
        "Cython": ("/root/.cache/uv/**/*.pyx", "/root/.cache/uv/**/*.pxd"),
        "Tcl": ("/usr/share/tcltk/**/*.tcl", "/usr/**/*.tcl"),
        "protobuf": ("/root/.cache/uv/**/*.proto",),
        "CSS": ("/usr/**/*.css", "/root/.cache/uv/**/*.css"),
        "SVG": ("/usr/**/*.svg", "/root/.rustup/**/*.svg"),
        "XML": ("/usr/share/**/*.xml", "/usr/share/**/*.xsd", "/usr/share/**/*.dtd"),
        "man page": ("/usr/share/man/man*/*[1-8]", "/usr/lib/node_modules/npm/man/man*/*"),
        "README": ("/usr/**/README*", "/root/.cache/uv/**/README*"),
        "change log": ("/usr/**/CHANGELOG*", "/usr/**/changelog", "/root/.cache/uv/**/CHANGELOG*"),
        "locale": ("/usr/share/i18n/locales/*",),
        "words": ("/usr/share/perl/5*/unicore/*.txt", "/usr/share/perl/5*/unicore/**/*.pl", "/usr/share/dict/*"),
        "CSV": ("/root/.cache/uv/**/*.csv",),
    }
)
_EACH = 16_384
"""The most bytes that are read of one file."""
_AROUND = 60
_CREDIT = re.compile(
    r"copyright|\(c\)|©|author|written|\bby\b|thank|thx|maintain|contribut|credit|report|suggest|patch|[\w.+-]+@[\w-]+\.\w"
    r"|\bfrom [A-Z]|\bdue to\b|original|inspired|\) ?\[#|\) <https|@\w+\]|\[@|^ -- |\bat \S+ dot |\d{4}-\d\d-\d\d +\S"
    r"|(?:19|20)\d\d[ ,:]",
    re.IGNORECASE,
)
"""What a line holds that names an author, a maintainer or somebody who reported a fault."""


@dataclass(slots=True)
class Count:
    """What was found in the files of one kind."""

    files: int = 0
    size: int = 0
    types: Counter[str] = field(default_factory=Counter)
    wrong: int = 0
    """Findings of NAME and USERNAME on lines that give no credit."""

    def a_megabyte(self, *types: str) -> float:
        """How often ``types`` were found in a megabyte."""
        return sum(self.types[entity] for entity in types) / max(self.size, 1) * 1e6


def samples(patterns: Sequence[str], most: int) -> Iterator[tuple[Path, str]]:
    """Up to ``most`` bytes of texts of files that match, each file's copies once, in an order that stays."""
    found = sorted({path for pattern in patterns for path in Path("/").glob(pattern.lstrip("/"))})
    random.Random(12).shuffle(found)
    size = 0
    seen: set[str] = set()
    for path in found:
        try:
            raw = path.read_bytes()[:_EACH] if path.is_file() else b""
            text = raw.decode("utf-8")
        except (OSError, UnicodeDecodeError):
            continue
        if not text or "\0" in text or text in seen:
            continue
        seen.add(text)
        yield path, text
        size += len(raw)
        if size >= most:
            return


def gives_credit(text: str, start: int) -> bool:
    """Whether the line at ``start``, or a line beside it, names its author."""
    line = text.rfind("\n", 0, start)
    first = text.rfind("\n", 0, max(line, 0)) + 1
    after = text.find("\n", text.find("\n", start) + 1)
    return any(_CREDIT.search(part) for part in text[first : len(text) if after < 0 else after].split("\n"))


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a table: the findings of NAME, USERNAME and all types a megabyte."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--bytes", type=int, default=200_000, help="the most bytes of each kind")
    parser.add_argument("--kinds", help="only these, by commas")
    parser.add_argument("--findings", metavar="FILE", help="write each finding with what stands around it there")
    options = parser.parse_args(arguments)
    from objectlambda.pii import detect

    wanted = options.kinds.split(",") if options.kinds else list(PATTERNS)
    findings = []
    print("| kind | files | KB | NAME | USERNAME | both, a MB | without credits | all types, a MB |")
    print("|---|---|---|---|---|---|---|---|")
    for kind in wanted:
        count = Count()
        for path, text in samples(PATTERNS[kind], options.bytes):
            count.files += 1
            count.size += len(text)
            for e in detect(text, "en", key=path.name):
                count.types[e.type] += 1
                credit = gives_credit(text, e.start)
                count.wrong += e.type in ("NAME", "USERNAME") and not credit
                around = text[max(0, e.start - _AROUND) : e.start], text[e.start : e.end], text[e.end : e.end + _AROUND]
                findings.append({"kind": kind, "path": str(path), "type": e.type, "credit": credit, "around": around})
        both, total = count.a_megabyte("NAME", "USERNAME"), count.a_megabyte(*count.types)
        names, users = count.types["NAME"], count.types["USERNAME"]
        wrong = count.wrong / max(count.size, 1) * 1e6
        cells = (kind, count.files, count.size // 1000, names, users, f"{both:.0f}", f"{wrong:.0f}", f"{total:.0f}")
        print(f"| {' | '.join(map(str, cells))} |")
        sys.stdout.flush()
    if options.findings:
        lines = (json.dumps(finding, ensure_ascii=False) + "\n" for finding in findings)
        Path(options.findings).write_text("".join(lines), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
