"""What is proved: one edition, with its worked patients as the first place to look for a witness."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from ..decide.patients import Case
from ..language.model import Knowledge

if TYPE_CHECKING:
    from .solver.witness import Search


class Subject:
    """One edition to be proved; what several proofs need is made once."""

    def __init__(self, knowledge: Knowledge, cases: Iterable[Case] = ()) -> None:
        self.knowledge = knowledge
        self.cases = tuple(cases)

    @cached_property
    def search(self) -> Search:
        """The knowledge as z3 sees it, and the search for patients on whom a claim can be seen."""
        from .solver.days import Days
        from .solver.symbolic import Symbolic
        from .solver.witness import Search

        return Search(Symbolic(self.knowledge), Days(self.knowledge, self.cases))
