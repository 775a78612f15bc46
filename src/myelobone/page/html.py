"""Lines as one HTML element: every character escaped, a style of its own, no script and no link."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from .layout import Line
from .words import Lang

STYLES = {
    "dim": "opacity:.65",
    "stop": "color:#a40000",
    "stop_tag": "background:#a40000;color:#fff",
    "caution": "color:#8a5a00",
    "caution_tag": "background:#ffd27a;color:#000",
    "advise": "color:#146c2e",
    "advise_tag": "background:#cdeccf;color:#000",
    "ask": "color:#005a8c",
}
BOLD = ("head", "stop", "stop_tag", "caution", "caution_tag", "advise_tag", "ask", "dose")
FRAME = (
    "white-space:pre-wrap;line-height:1.5;max-width:100ch;padding:.5em 1em;"
    'font-family:"Noto Sans Mono CJK SC","Sarasa Mono SC",SimHei,ui-monospace,Menlo,Consolas,monospace'
)


def html(lines: Iterable[Line], lang: Lang) -> str:
    """The lines as a `pre` element in the language of the page."""
    body = "\n".join("".join(_span(span.text, span.style) for span in line) for line in lines)
    language = "zh-CN" if lang == "zh" else "en"
    return f'<pre lang="{language}" style="{escape(FRAME)}">{body}</pre>'


def _span(text: str, style: str) -> str:
    shown = f"<b>{escape(text)}</b>" if style in BOLD else escape(text)
    rule = STYLES.get(style)
    return shown if rule is None else f'<span style="{rule}">{shown}</span>'
