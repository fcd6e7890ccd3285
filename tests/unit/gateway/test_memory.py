"""Memory that was freed goes back to the system, although threads allocated it and some of it still lives."""

from __future__ import annotations

import subprocess
import sys

import pytest

CODE = """
import os, sys, threading
from pathlib import Path
from objectlambda.gateway.memory import FreedMemory

def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")

freed = FreedMemory()
kept = []

def allocate():
    blocks = [bytes(100_000) for _ in range(1000)]  # below the size from which glibc maps each by itself
    kept.append(blocks[::50])  # what lives on between the holes

threads = [threading.Thread(target=allocate) for _ in range(4)]
for thread in threads: thread.start()
for thread in threads: thread.join()
before = resident()
freed.give_back()
print(before - resident(), freed.is_due)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only glibc is asked to give memory back")
def test_what_was_freed_between_what_lives_is_given_back():
    done = subprocess.run([sys.executable, "-c", CODE], check=True, capture_output=True, text=True, timeout=60)
    given_back, due = done.stdout.split()
    assert int(given_back) > 50_000_000
    assert due == "False"
