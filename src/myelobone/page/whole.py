"""The page for people: what matters first, then agents, choices, days, gaps, and all sources."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..language.model import Knowledge
from ..record.model import Patient
from .agents import agents
from .choices import choices
from .header import closing, header, waiting
from .items import advised, info, urgent
from .layout import Line
from .look import Look
from .notes import assumed, lesions, margins, orders, problems, rules
from .plan import plan
from .questions import questions
from .sources import sources
from .words import Lang


def page(
    advice: Mapping[str, Any],
    knowledge: Knowledge,
    *,
    lang: Lang = "zh",
    width: int = 80,
    patient: Patient | None = None,
    ambiguous: int = 1,
    full: bool = False,
) -> list[Line]:
    """The advice (as `Advice.to_dict()` gives it) as styled lines at most `width` cells wide.

    `patient` adds name, sex and birth date to the first line; `ambiguous` is the width in cells of
    the characters that Chinese consoles draw wide and others narrow. Long lists are folded with a
    count unless `full`.
    """
    look = Look(advice, knowledge, lang, width, ambiguous, full)
    return [
        *header(look, patient),
        *urgent(look),
        *waiting(look),
        *orders(look),
        *agents(look),
        *choices(look),
        *plan(look),
        *questions(look),
        *advised(look),
        *info(look),
        *margins(look),
        *lesions(look),
        *assumed(look),
        *problems(look),
        *rules(look),
        *sources(look),
        *closing(look),
    ]
