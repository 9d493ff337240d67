"""The 新旧対照表 and 見え消し as pages of their own (HTML, no outside files)."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from yoriai.engines.ordinances.profile import Profile
from yoriai.engines.ordinances.taisho.rows import Row, Side

_STYLE = (
    "body{font-family:'Yu Mincho','Hiragino Mincho ProN','Noto Serif CJK JP',serif;"
    "margin:2em;line-height:1.8}"
    "table{border-collapse:collapse;width:100%;table-layout:fixed}"
    "th{font-weight:normal;border:1px solid;padding:.3em}"
    "td{vertical-align:top;padding:0 .5em;border-left:1px solid;border-right:1px solid;white-space:pre-wrap}"
    "tr.first td{border-top:1px solid;padding-top:.3em}table{border-bottom:1px solid}"
    "del{color:#a40000}ins{color:#004c99}"
    "@media print{body{margin:0}tr{break-inside:avoid}}"
)


def page(title: str, body: str) -> str:
    """A whole page."""
    return (
        '<!DOCTYPE html>\n<html lang="ja">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n{body}</body>\n</html>\n"
    )


def table_page(title: str, rows: Sequence[Row], profile: Profile) -> str:
    """The 新旧対照表 as a page; which side is new and how the columns are called is the profile's."""
    new_left = profile.new_side == "left"
    names = [profile.new_name, profile.old_name] if new_left else [profile.old_name, profile.new_name]
    out = [f"<h1>{escape(title)}</h1>\n"]
    if profile.table_lead:
        out.append(f"<p>{escape(profile.table_lead)}</p>\n")
    out.append("<table>\n<thead><tr>" + "".join(f'<th scope="col">{escape(name)}</th>' for name in names))
    out.append("</tr></thead>\n<tbody>\n")
    for row in rows:
        cells = [row.new, row.old] if new_left else [row.old, row.new]
        out.append(_open(row))
        out += [f"<td>{_cell(cell)}</td>" for cell in cells]
        out.append("</tr>\n")
    out.append("</tbody>\n</table>\n")
    if profile.table_note:
        out.append(f"<p>{escape(profile.table_note)}</p>\n")
    return page(title, "".join(out))


def _open(row: Row) -> str:
    return '<tr class="first">' if row.first else "<tr>"


def _cell(side: Side) -> str:
    words = "".join(f"<u>{escape(run.text)}</u>" if run.changed else escape(run.text) for run in side.runs)
    return "\u3000" * side.indent + words


def marked_page(title: str, rows: Sequence[Row]) -> str:
    """見え消し: one running text, what goes struck out, what comes marked."""
    out = [f"<h1>{escape(title)}</h1>\n"]
    for row in rows:
        out.append(f"<p>{_marked(row)}</p>\n")
    return page(title, "".join(out))


def _marked(row: Row) -> str:
    """One line with both states: shared words once, in the order of the old text."""
    absent = ("（新設）", "（削る）", "")
    if row.old.text in absent or row.new.text in absent:
        gone = escape(row.old.text) if row.old.text not in absent else ""
        come = escape(row.new.text) if row.new.text not in absent else ""
        return (f"<del>{gone}</del>" if gone else "") + (f"<ins>{come}</ins>" if come else "")
    out = "\u3000" * row.new.indent
    new = list(row.new.runs)
    for run in row.old.runs:
        if run.changed:
            out += f"<del>{escape(run.text)}</del>"
            continue
        while new and new[0].changed:
            out += f"<ins>{escape(new.pop(0).text)}</ins>"
        out += escape(run.text)
        new = new[1:]
    return out + "".join(f"<ins>{escape(run.text)}</ins>" if run.changed else "" for run in new)
