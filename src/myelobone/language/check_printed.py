"""Whether printed tables are those of a route that exists, and readings settle what they hold."""

from __future__ import annotations

from .folder import Folder


def check_printed(folder: Folder) -> None:
    """Reports tables of a route that the agent does not have, and headings that no table prints."""
    ledger = folder.ledger
    for table in folder.printed.values():
        agent = folder.agents.get(table.agent)
        routes = () if agent is None else tuple(route.route for route in agent.routes)
        if agent is not None and table.route not in routes:
            ledger.unknown("knowledge.unknown_word", table.place, table.route, routes)
        if not table.cites:
            ledger.add("knowledge.missing_key", table.place, None, "cite")
    for reading in folder.readings.values():
        for settled in reading.settles:
            found = folder.printed.get(settled.table)
            if found is None or settled.column is None:
                continue  # an unknown table is reported where names are looked up
            columns = tuple(dict.fromkeys(row.column for row in found.rows))
            if settled.column not in columns:
                ledger.unknown("knowledge.unknown_word", settled.place, settled.column, columns)
