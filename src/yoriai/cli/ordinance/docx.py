"""The 新旧対照表 as a Word file, the same bytes for the same table."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Sequence

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.table import _Cell

from yoriai.engines.ordinances.profile import Profile
from yoriai.engines.ordinances.taisho.rows import Row, Side

#: the date that every file carries: the bytes must not depend on the day
_DATE = datetime.datetime(2000, 1, 1)  # noqa: DTZ001 - Word knows no time zone here
_FONT = "ＭＳ 明朝"


def table_document(title: str, rows: Sequence[Row], profile: Profile) -> bytes:
    """A .docx with the title, the lead sentence, the table of two columns and the note."""
    document = Document()
    _prepare(document, title)
    document.add_paragraph(title)
    if profile.table_lead:
        document.add_paragraph(profile.table_lead)
    new_left = profile.new_side == "left"
    names = [profile.new_name, profile.old_name] if new_left else [profile.old_name, profile.new_name]
    table = document.add_table(rows=1, cols=2)
    table.style = "Table Grid"
    for cell, name in zip(table.rows[0].cells, names, strict=True):
        cell.text = name
    for row in rows:
        cells = table.add_row().cells
        left, right = (row.new, row.old) if new_left else (row.old, row.new)
        _fill(cells[0], left)
        _fill(cells[1], right)
    if profile.table_note:
        document.add_paragraph(profile.table_note)
    return _same_bytes(document)


def _prepare(document: DocumentObject, title: str) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    font = document.styles["Normal"].font
    font.name = _FONT
    font.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
    core = document.core_properties
    core.title, core.author, core.last_modified_by = title, "", ""
    core.created = core.modified = _DATE


def _fill(cell: _Cell, side: Side) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.add_run("\u3000" * side.indent)
    for run in side.runs:
        paragraph.add_run(run.text).underline = run.changed or None


def _same_bytes(document: DocumentObject) -> bytes:
    """The file packed anew with fixed dates."""
    raw = io.BytesIO()
    document.save(raw)
    out = io.BytesIO()
    with zipfile.ZipFile(raw) as packed, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as again:
        for name in sorted(packed.namelist(), key=lambda each: (each != "[Content_Types].xml", each)):
            info = zipfile.ZipInfo(name, date_time=_DATE.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            again.writestr(info, packed.read(name))
    return out.getvalue()
