"""`python -m evaluation` (from tests/) is `python tests/evaluation/run.py`."""

from __future__ import annotations

import sys

from evaluation.run import main

if __name__ == "__main__":
    sys.exit(main())
