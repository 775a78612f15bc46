"""The report of a change as one HTML page: complete in itself, printable on A4, no script, no request."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from .change import beside, by_kind, cause, causes, counted, in_short, same_version, text_of, unread
from .change_words import CHANGES, KINDS, WORDS, said
from .html import html
from .layout import Line
from .standing import standing
from .words import Lang, word

STYLE = """
@page{size:A4;margin:16mm 14mm}
*{box-sizing:border-box}
body{font:15px/1.55 "Noto Sans CJK SC","Source Han Sans SC","Microsoft YaHei",system-ui,sans-serif;
max-width:64rem;margin:0 auto;padding:1rem;color:#1a1a1a;background:#fff}
h1{font-size:1.5rem;margin:.2em 0}h2{font-size:1.2rem;margin:1.6em 0 .5em;border-bottom:2px solid #444}
h3{font-size:1rem;margin:1.2em 0 .3em;break-after:avoid}
.standing{border:2px solid #8a5a00;padding:.4em .8em}
table{border-collapse:collapse;width:100%;margin:.2em 0 .8em;table-layout:fixed}
th,td{border:1px solid #999;padding:.25em .5em;text-align:left;vertical-align:top;overflow-wrap:anywhere}
th{background:#f1f1f1}tr{break-inside:avoid}th.field{width:9em}
td p{margin:0;white-space:pre-wrap}
del,ins{text-decoration:none;display:block;white-space:pre-wrap;padding:0 .2em;border-left:4px solid}
del{background:#fde8e6;border-color:#a40000}ins{background:#e2f3e4;border-color:#146c2e}
.added .sign{color:#146c2e}.removed .sign{color:#a40000}.changed .sign{color:#8a5a00}
.id{font-family:ui-monospace,Consolas,monospace;font-size:.9em;color:#444;overflow-wrap:anywhere}
.digest{font-size:.8em;color:#444}
section.patient{border-top:1px solid #999;break-inside:auto}
section.patient pre{font-size:13px;margin:.2em 0;max-width:none!important;overflow-wrap:anywhere}
@media print{body{font-size:10pt;max-width:none;padding:0}a{color:inherit;text-decoration:none}
section.patient pre{font-size:8.5pt}}
@media (max-width:40rem){th.field{width:5.5em}}
"""


def page(told: Mapping[str, Any], patients: Iterable[list[Line]], lang: Lang) -> str:
    """The whole document; `told` is the report as plain data, `patients` the lines of each affected record."""
    language = "zh-CN" if lang == "zh" else "en"
    title = said(WORDS["title"], lang)
    return "".join(
        (
            f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width,initial-scale=1">',
            f"<title>{escape(title)}</title><style>{STYLE}</style></head><body><main>",
            f"<h1>{escape(title)}</h1>",
            *_head(told, lang),
            *_topics(told, lang),
            *_parts(told, lang),
            *_patients(told, patients, lang),
            "</main></body></html>\n",
        )
    )


def _head(told: Mapping[str, Any], lang: Lang) -> Iterable[str]:
    yield f'<p class="standing"><strong>{escape(standing(told["new"], lang))} · {escape(word("support", lang))}</strong></p><table>'
    for key in ("old", "new"):
        of = told[key]
        named = escape(f"{standing(of, lang)} · {of['effective']}")
        digest = f'<br><span class="digest">{escape(of["digest"])}</span>'
        yield f'<tr><th scope="row" class="field">{escape(said(WORDS[key], lang))}</th><td>{named}{digest}</td></tr>'
    yield "</table>"
    if (again := same_version(told)) is not None:
        yield f'<p class="standing"><strong>{escape(said(again, lang))}</strong></p>'
    yield f"<p><strong>{escape(in_short(told, lang))}</strong></p>"
    yield f"<p><strong>{escape(counted(told.get('records'), lang))}</strong></p>"


def _topics(told: Mapping[str, Any], lang: Lang) -> Iterable[str]:
    if not told["topics"]:
        return
    yield f"<h2>{escape(said(WORDS['unsigns'], lang))}</h2><table>"
    for topic in told["topics"]:
        signed = "、".join(
            f"{each['by']} {each['role']} {each['on']}" for each in topic["signed_before"]
        )
        label = escape(text_of(topic["label"], lang))
        ids = escape(", ".join(topic["changes"]))
        was = f"<br>{escape(signed)}" if signed else ""
        yield f'<tr><th scope="row" class="field">{label}</th><td><span class="id">{ids}</span>{was}</td></tr>'
    yield "</table>"


def _parts(told: Mapping[str, Any], lang: Lang) -> Iterable[str]:
    for kind, group in by_kind(told["changes"]):
        yield f"<h2>{escape(said(KINDS[kind], lang))}</h2>"
        for change in group:
            state = change["change"]
            ids = ", ".join(change["ids"])
            name = text_of(change["name"], lang)
            shown = f" {escape(name)}" if name != ids else ""
            yield (
                f'<section class="{state}" id="{escape(_anchor(kind, change["id"]))}"><h3><span class="sign">'
                f'{escape(said(CHANGES[state], lang))}</span> <span class="id">{escape(ids)}</span>{shown}</h3>'
            )
            yield _table(change["fields"], lang) + "</section>"


def _table(fields: Iterable[Mapping[str, Any]], lang: Lang) -> str:
    old, new = (escape(said(WORDS[key], lang)) for key in ("old", "new"))
    head = f'<tr><th class="field"></th><th scope="col">{old}</th><th scope="col">{new}</th></tr>'
    rows = "".join(_row(each, lang) for each in fields)
    return f"<table><thead>{head}</thead><tbody>{rows}</tbody></table>"


def _row(field: Mapping[str, Any], lang: Lang) -> str:
    cells: dict[str, list[str]] = {"before": [], "after": []}
    for mark, text in beside(field, lang):
        shown = escape(text)
        if mark == "same":
            for cell in cells.values():
                cell.append(f"<p>{shown}</p>")
        else:
            tag = "del" if mark == "before" else "ins"
            cells[mark].append(f"<{tag}>{shown}</{tag}>")
    label = escape(text_of(field["label"], lang))
    before, after = ("".join(cells[key]) or "<p>–</p>" for key in ("before", "after"))
    return f'<tr><th scope="row" class="field">{label}</th><td>{before}</td><td>{after}</td></tr>'


def _patients(told: Mapping[str, Any], patients: Iterable[list[Line]], lang: Lang) -> Iterable[str]:
    records = told.get("records")
    if records is None:
        return
    yield f"<h2>{escape(said(WORDS['patients'], lang))}</h2><p>{escape(counted(records, lang))}</p>"
    if found := causes(records, lang):
        yield "<table>"
        for name, text, count in found:
            link = (
                f'<a href="#{escape(_anchor(*name.split(" ", 1)))}">{escape(text)}</a>'
                if name
                else escape(text)
            )
            yield f"<tr><td>{link}</td><td>{escape(said(WORDS['behind_counted'], lang).format(count))}</td></tr>"
        yield "</table>"
    if lines := unread(records, lang):
        yield html(lines[1:], lang)
    for lines, record in zip(patients, records["affected"], strict=True):
        links = " · ".join(
            f'<a href="#{escape(_anchor(*name.split(" ", 1)))}">{escape(cause(name, lang))}</a>'
            for name in record["because"]
        )
        behind = f"<p>{escape(said(WORDS['behind'], lang))}: {links}</p>" if links else ""
        yield f'<section class="patient">{html(lines, lang)}{behind}</section>'


def _anchor(kind: str, name: str) -> str:
    return f"{kind}-{name}".replace(" ", "-")
