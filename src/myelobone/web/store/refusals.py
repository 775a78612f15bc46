"""Why a write is refused; whoever asked can do something about each."""

from __future__ import annotations


class Refusal(Exception):
    """Raised when nothing was written; `code` names the sentence in web/words."""

    code = "refused"


class NoSuchPatient(Refusal):
    """Raised for a patient who is not there, or not this person's to see."""

    code = "no_patient"


class NoSuchEntry(Refusal):
    """Raised for an entry that is not there or has been withdrawn."""

    code = "no_entry"


class Stale(Refusal):
    """Raised when the form was made from another version than the present one.

    `expected` and `present` are tokens; compare with `reading.changes_since`.
    """

    code = "stale"

    def __init__(self, patient: str, expected: str, present: str) -> None:
        self.patient, self.expected, self.present = patient, expected, present
        super().__init__(f"{patient}: {expected} != {present}")


class KeyReused(Refusal):
    """Raised when a request's key was already used for something else."""

    code = "key_reused"


class Unreadable(Refusal):
    """Raised for an entry or a person that no record could hold; says what is wrong."""

    code = "unreadable"


class NumberTaken(Refusal):
    """Raised when a system's number already belongs to another patient; the two are never merged."""

    code = "number_taken"

    def __init__(self, patient: str) -> None:
        self.patient = patient  # whose number it is
        super().__init__(patient)


class NoReason(Refusal):
    """Raised when something is corrected or withdrawn without saying why."""

    code = "no_reason"
