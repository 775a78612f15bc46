"""What may be done in the clinic, and which role may do it: the one table of both."""

from __future__ import annotations

# What a route may require. `public`: everybody; `signed_in`: whoever has an account.
PUBLIC, SIGNED_IN = "public", "signed_in"
PERMISSIONS = (
    "patient.see",
    "patient.write",
    "record.import",
    "record.export",
    "advice.sign",
    "order.check",
    "knowledge.review",
    "people.manage",
    "audit.see",
    "system.manage",
)
_SEES = frozenset({"patient.see"})
_WRITES = _SEES | {"patient.write", "record.import", "record.export"}
# Three administrators side by side are the profile of a graded system; the one alone may do it all.
ROLES: dict[str, frozenset[str]] = {
    "viewer": _SEES,
    "clinician": _WRITES | {"advice.sign"},
    "pharmacist": _SEES | {"order.check", "record.export"},
    "coordinator": _WRITES,
    "knowledge_reviewer": frozenset({"knowledge.review"}),
    "administrator": frozenset({"people.manage", "audit.see", "system.manage"}),
    "system_administrator": frozenset({"system.manage"}),
    "security_administrator": frozenset({"people.manage"}),
    "audit_administrator": frozenset({"audit.see"}),
}


ADMINISTERS = ("people.manage", "audit.see", "system.manage")  # somebody must always be able to


def given(separate: bool) -> tuple[str, ...]:
    """The roles that may be given: with three administrators side by side, none that does it all."""
    return tuple(role for role in ROLES if not (separate and role == "administrator"))


def may(role: str, permission: str) -> bool:
    """True when somebody of a role who has signed in may do what a route requires."""
    return permission in (PUBLIC, SIGNED_IN) or permission in ROLES.get(role, frozenset())
