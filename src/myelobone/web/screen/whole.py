"""The whole screen of a patient: every part of it, made from one advice on one chart."""

from __future__ import annotations

from msgspec import Struct

from ...advice import Advice
from ...edition import own_edition
from ...page.agents import STANDINGS
from ...page.notes import VERDICTS
from ...page.words import Lang
from ..store.reading import Chart
from .agents import Agent, agents
from .asking import Question, questions
from .choosing import Choice, choices
from .due import Due, due
from .look import View
from .messages import Messages, messages
from .orders import Order, orders
from .standing import Assumed, Margin, Problem, State, assumed, margins, problems, state

MAY = ("preferred", "option")


class Screen(Struct, frozen=True, kw_only=True):
    """What the templates print."""

    as_of: str
    next_change: str
    messages: Messages
    agents: tuple[Agent, ...]
    orders: tuple[Order, ...]
    questions: tuple[Question, ...]
    choices: tuple[Choice, ...]
    due: Due
    state: State
    assumed: tuple[Assumed, ...]
    margins: tuple[Margin, ...]
    problems: tuple[Problem, ...]
    words: dict[str, str]  # of standings and verdicts

    @property
    def may(self) -> tuple[Agent, ...]:
        """Agents that may be given, with their doses."""
        return tuple(each for each in self.agents if each.standing in MAY and each.doses)

    @property
    def barred(self) -> tuple[Agent, ...]:
        """Agents that must not be given."""
        return tuple(each for each in self.agents if each.standing == "forbidden")

    @property
    def barred_together(self) -> tuple[tuple[str, tuple[Agent, ...]], ...]:
        """Agents that must not be given, those barred for the same reason together."""
        found: dict[str, list[Agent]] = {}
        for agent in self.barred:
            found.setdefault(agent.why[0].text if agent.why else "", []).append(agent)
        return tuple((why, tuple(agents)) for why, agents in found.items())

    @property
    def waiting(self) -> tuple[Agent, ...]:
        """Agents that wait for data."""
        return tuple(each for each in self.agents if each.standing == "undetermined")

    @property
    def decisive(self) -> tuple[Question, ...]:
        """Questions on which an agent hangs."""
        return tuple(each for each in self.questions if each.decisive)

    @property
    def interruptions(self) -> int:
        """How many messages ask for attention at once."""
        return len(self.messages.urgent)


def view_of(chart: Chart, advice: Advice, lang: Lang) -> View:
    """An advice on a chart, ready to be shown."""
    return View(chart, advice, own_edition(), lang)


def screen(view: View) -> Screen:
    """Every part of the screen."""
    return Screen(
        as_of=view.data["as_of"], next_change=view.data["next_change"] or "",
        messages=messages(view), agents=agents(view), orders=orders(view),
        questions=questions(view), choices=choices(view), due=due(view), state=state(view),
        assumed=assumed(view), margins=margins(view), problems=problems(view),
        words={word: view.look.word(word) for word in (*STANDINGS, *VERDICTS, "accepted")},
    )  # fmt: skip
