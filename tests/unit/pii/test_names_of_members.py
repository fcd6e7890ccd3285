"""What stands beside an object's content is inspected in parts of bounded size, and all of it."""

from __future__ import annotations

from objectlambda.pii.beside import NAMES_CHARACTERS, lines_of_names, name_readings


def test_names_are_inspected_some_at_a_time_and_none_is_left_out():
    names = [f"folder {number:04}/a file that has a longer name.txt" for number in range(6000)]
    parts = list(lines_of_names(names))
    longest = max(sum(len(reading) for reading in name_readings(name)) for name in names)
    assert len(parts) > 5
    assert all(sum(len(line) for _, line in part) <= NAMES_CHARACTERS + longest for part in parts)
    assert [line for part in parts for _, line in part] == [
        line for name in names for reading in name_readings(name) for line in reading.split("\n")
    ]
