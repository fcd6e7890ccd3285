"""All benchmarks, one after the other: ``python -m tests.benchmarks [NAME …]``. Markdown on stdout, progress on stderr.

The exit status is 1 if any of them missed a target. Each runs in a process of its own, so that none inherits
another's memory or threads.
"""

from __future__ import annotations

import subprocess
import sys

BENCHMARKS = (
    "decompress",
    "ranges",
    "end_to_end",
    "pii",
    "pii_redaction",
    "threads",
    "gateway",
    "soak",
    "copy",
    "deploy",
)


def main(names: list[str]) -> int:
    """Run the benchmarks called ``names``, all by default."""
    unknown = sorted(set(names) - set(BENCHMARKS))
    if unknown:
        print(f"no such benchmark: {', '.join(unknown)}; there are {', '.join(BENCHMARKS)}", file=sys.stderr)
        return 2
    missed = []
    for name in names or BENCHMARKS:
        print(f"== {name}", file=sys.stderr)
        finished = subprocess.run([sys.executable, "-m", f"tests.benchmarks.{name}"], check=False)
        if finished.returncode:
            missed.append(name)
        print(flush=True)
    if missed:
        print(f"targets missed in: {', '.join(missed)}", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
