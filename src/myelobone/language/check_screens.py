"""Whether what readers show exists: attributes and values of the terms that a lane draws."""

from __future__ import annotations

from .folder import Folder


def check_screens(folder: Folder) -> None:
    """Reports attributes and values that a term of a lane does not have."""
    ledger = folder.ledger
    for lane in folder.screens.timeline:
        for shown in lane.entries:
            term = folder.vocabulary.terms.get(shown.term)
            if term is None:
                continue  # reported where names are looked up
            for attribute in shown.show:
                if attribute != "value" and attribute not in term.attributes:
                    names = ("value", *term.attributes)
                    ledger.unknown("knowledge.unknown_attribute", shown.place, attribute, names)
            for word in shown.hide:
                if word not in term.value.values:
                    ledger.unknown("knowledge.unknown_word", shown.place, word, term.value.values)
