"""Run as a program: detects in the documents of standard input with N threads in a cold process, prints the spans.

``python detecting.py THREADS [FIRST]``: the documents are a JSON list of texts; the answer is a list of spans for
each text, of each round. With FIRST = ``errors`` each thread first makes calls that fail.
"""

from __future__ import annotations

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from objectlambda.errors import ObjectLambdaError
from objectlambda.pii import detect


def main(threads: int, first: str) -> None:
    texts = json.load(sys.stdin)
    barrier = Barrier(threads)

    def together(number: int) -> list[tuple[int, list[list[object]]]]:
        barrier.wait()  # every thread meets the cold process at the same moment
        if first == "errors":
            try:
                detect("Call Ann Bell.", "xx")
            except ObjectLambdaError:
                pass
        return [(index, spans(texts[index])) for index in range(number, len(texts), threads)]

    with ThreadPoolExecutor(threads) as pool:
        found = dict(pair for part in pool.map(together, range(threads)) for pair in part)
    json.dump([found[index] for index in range(len(texts))], sys.stdout)


def spans(text: str) -> list[list[object]]:
    return [[str(entity.type), entity.start, entity.end, round(entity.score, 3)] for entity in detect(text)]


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "")
