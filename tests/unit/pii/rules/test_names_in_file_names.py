"""Persons in names of files, and files that are called after things."""

from __future__ import annotations

import pytest

from objectlambda.pii import detect


def names(text: str) -> list[str]:
    return [text[e.start : e.end] for e in detect(text) if e.type == "NAME"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Peter Novak.pdf", ["Peter Novak"]),
        ("Invoice Laura Bennett 2023.pdf", ["Laura Bennett"]),
        ('attachment; filename="Laura Bennett 078-05-1120.docx"', ["Laura Bennett"]),
        ("uploads/2024/Contrato_Ana_Romero_Gil.docx", ["Ana_Romero_Gil"]),
        ("C:\\scans\\Teresa Vidal DNI.jpg\n", ["Teresa Vidal"]),
        ("jorge garcia cv.odt", ["jorge garcia"]),
        ("id,attachment\n1,Laura Bennett CV.pdf\n2,Lease Peter Novak (signed).pdf\n", ["Laura Bennett", "Peter Novak"]),
        ('{"file": "Nómina Elena Torres marzo.pdf"}', ["Elena Torres"]),
        ("GET /files/Elena%20Torres%20passport.png HTTP/1.1", ["Elena%20Torres"]),
    ],
)
def test_finds_who_a_file_is_called_after(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Annual Report Virginia Beach 2023.pdf",
        "Garden Chair Manual.pdf",
        "Ruby Style Guide.docx",
        "logs/jenkins_build_output.txt",
        "Acta Junta Ordinaria.pdf",
        "Santa Clara plano.pdf",
        "April Newsletter Draft.docx",
        "victoria_line_timetable.csv",
    ],
)
def test_takes_files_called_after_things_for_nobody(text: str) -> None:
    assert names(text) == []
