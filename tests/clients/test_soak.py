"""Thousands of mixed requests, some of them broken off: memory and descriptors stay where they were."""

from __future__ import annotations

import pytest
from traffic import ACCESS_POINTS, descriptors, requests, resident_bytes, write_objects

from objectlambda.demo.serving import serving
from waiting import eventually

REQUESTS = 1200


@pytest.mark.slow
@pytest.mark.parametrize(
    "options",
    [(), ("--cache", "kept"), pytest.param(("--wire",), marks=pytest.mark.long)],
    ids=["inprocess", "cached", "wire"],
)
def test_memory_and_descriptors_stay_flat(tmp_path, options):
    write_objects(tmp_path / "objects")
    options = [str(tmp_path / word) if word == "kept" else word for word in options]
    with serving([str(tmp_path / "objects"), *ACCESS_POINTS, *options]) as served:
        host, port = served.url.removeprefix("http://").split(":")
        requests(host, int(port), REQUESTS // 2, seed=1)
        warm = resident_bytes(served.pid)
        requests(host, int(port), REQUESTS, seed=100)
        assert resident_bytes(served.pid) < warm * 1.25
        assert eventually(lambda: descriptors(served.pid) <= 60)
        assert descriptors(served.pid) <= 60
