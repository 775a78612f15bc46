"""Runs every check over a folder that was read; each check notes what it finds in the ledger."""

from __future__ import annotations

from .check_bands import check_bands
from .check_calendar import check_calendar
from .check_cycles import check_cycles
from .check_doses import check_doses
from .check_examples import check_examples
from .check_facts import check_facts
from .check_grounds import check_grounds
from .check_lines import check_lines
from .check_names import check_names
from .check_printed import check_printed
from .check_screens import check_screens
from .check_sources import check_sources
from .check_tables import check_tables
from .check_texts import check_texts
from .folder import Folder
from .kinds import Kinds
from .shapes import Shapes


def check(folder: Folder) -> Kinds:
    """Notes every problem; the kinds of all facts are needed again later."""
    shapes = Shapes(folder.vocabulary, folder.facts)
    kinds = Kinds(folder.facts, shapes, folder.choices(), folder.ledger.broken)
    check_names(folder)
    check_grounds(folder)
    check_sources(folder, kinds)
    check_lines(folder, kinds)
    check_facts(folder, kinds)
    check_cycles(folder)
    check_bands(folder, kinds)
    check_doses(folder)
    check_calendar(folder)
    check_examples(folder, kinds)
    check_texts(folder, kinds)
    check_screens(folder, kinds)
    check_printed(folder)
    check_tables(folder)
    return kinds
