"""Office documents with a text in any place of theirs, made by hand: each part is a line."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_X = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
_P = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def package(main: str, parts: dict[str, str | bytes]) -> bytes:
    """An Office file whose main part is ``main``; XML parts get their declaration."""
    overrides = "".join(f'<Override PartName="/{name}" ContentType="application/xml"/>' for name in parts)
    types = f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{overrides}</Types>'
    relation = f'<Relationship Id="rId1" Type="{_REL}/officeDocument" Target="{main}"/>'
    relations = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in {
            "[Content_Types].xml": types,
            "_rels/.rels": f"{relations}{relation}</Relationships>",
            **parts,
        }.items():
            archive.writestr(zipfile.ZipInfo(name), part if isinstance(part, bytes) else (_HEAD + part).encode())
    return file.getvalue()


def run(text: str, tag: str = "t") -> str:
    return f"<w:r><w:rPr><w:b/></w:rPr><w:{tag}>{escape(text)}</w:{tag}></w:r>"


def paragraph(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def between(hidden: str, text: str) -> str:
    """The runs of ``text``, character by character, with a ``hidden`` run behind each."""
    return "".join(f"<w:r><w:t>{escape(char)}</w:t></w:r>{hidden}" for char in text)


def alternatives(first: str, second: str) -> str:
    """Two forms of one content, of which a program shows the one that it knows."""
    compatibility = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    choice = f'<mc:Choice Requires="wps">{first}</mc:Choice>'
    return f"<mc:AlternateContent {compatibility}>{choice}<mc:Fallback>{second}</mc:Fallback></mc:AlternateContent>"


def docx(*body: str, **parts: str | bytes) -> bytes:
    """A Word file; parts by their names under ``word/``, with _ for the dot."""
    inner = "".join(body) or paragraph(run("The train is late."))
    named = {f"word/{name.replace('_', '.')}": part for name, part in parts.items() if name != "core"}
    if "core" in parts:
        named["docProps/core.xml"] = parts["core"]
    return package(
        "word/document.xml", {"word/document.xml": f"<w:document {_W}><w:body>{inner}</w:body></w:document>", **named}
    )


def word_part(root: str, *body: str) -> str:
    return f"<w:{root} {_W}>{''.join(body)}</w:{root}>"


def core(creator: str) -> str:
    return (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:creator>{escape(creator)}</dc:creator>"
        '<dcterms:created xsi:type="dcterms:W3CDTF">2026-01-31T10:00:00Z</dcterms:created></cp:coreProperties>'
    )


def relations(target: str) -> str:
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId9" Type="{_REL}/hyperlink" Target="{escape(target)}" TargetMode="External"/>'
        "</Relationships>"
    )


def xlsx(rows: str, *, strings: tuple[str, ...] = (), styles: str = "", after: str = "", **parts: str) -> bytes:
    """An Excel file of one sheet; ``rows`` is what stands in its sheetData."""
    shared = "".join(f"<si><t>{escape(text)}</t></si>" for text in strings)
    named = {name.replace("__", "/").replace("_", "."): part for name, part in parts.items()}
    return package(
        "xl/workbook.xml",
        {
            "xl/workbook.xml": f'<workbook {_X}><sheets><sheet name="Sheet1" sheetId="1"/></sheets></workbook>',
            "xl/worksheets/sheet1.xml": f"<worksheet {_X}><sheetData>{rows}</sheetData>{after}</worksheet>",
            "xl/sharedStrings.xml": f"<sst {_X}>{shared}</sst>",
            "xl/styles.xml": f"<styleSheet {_X}>{styles}</styleSheet>",
            **named,
        },
    )


def cells(*row: str, number: int = 1) -> str:
    """A row; each cell is the XML of its content, with its attributes before a |."""
    made = []
    for column, cell in zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", row, strict=False):
        about, _, content = cell.rpartition("|")
        made.append(f'<c r="{column}{number}"{" " + about if about else ""}>{content}</c>')
    return f'<row r="{number}">{"".join(made)}</row>'


def inline(text: str) -> str:
    return f't="inlineStr"|<is><t>{escape(text)}</t></is>'


def pptx(*runs: str) -> bytes:
    """A PowerPoint file of one slide with one paragraph."""
    texts = "".join(f"<a:r><a:t>{escape(text)}</a:t></a:r>" for text in runs)
    shape = f"<p:sp><p:txBody><a:p>{texts}</a:p></p:txBody></p:sp>"
    slide = f"<p:sld {_P} {_A}><p:cSld><p:spTree>{shape}</p:spTree></p:cSld></p:sld>"
    return package(
        "ppt/presentation.xml", {"ppt/presentation.xml": f"<p:presentation {_P}/>", "ppt/slides/slide1.xml": slide}
    )
