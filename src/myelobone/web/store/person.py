"""Who a patient is: identity by system and number, never by name; what searching needs of a name."""

from __future__ import annotations

import json
import unicodedata

from msgspec import Struct, convert, to_builtins

from ..people.models import Ward
from .models import Identifier, Patient
from .refusals import NumberTaken, Unreadable

SEXES = ("female", "male", "")
OWN = "myelobone"  # the system of numbers that a record file brings when nothing else is said


class Number(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A number of one system, as text."""

    system: str
    number: str


class Person(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Who a patient is; empty is unknown."""

    name: str = ""
    sex: str = ""  # female | male
    born: str = ""  # 1961-03-04, or 1961
    ward: str = ""  # the ward's code
    numbers: tuple[Number, ...] = ()
    site: dict[str, list[str]] | None = None  # what the hospital offers, when the record says so


def written(person: Person) -> str:
    """The person as the JSON that is kept."""
    return json.dumps(to_builtins(person), ensure_ascii=False, separators=(",", ":"))


def read(body: str) -> Person:
    """The person that was kept."""
    return convert(json.loads(body), Person)


def checked(person: Person) -> Person:
    """The person with blanks trimmed; raises Unreadable when it has no number or a wrong word."""
    numbers = tuple(
        Number(each.system.strip(), unicodedata.normalize("NFKC", each.number).strip())
        for each in person.numbers
    )
    numbers = tuple(dict.fromkeys(each for each in numbers if each.number))
    if not numbers or not all(each.system for each in numbers):
        raise Unreadable("numbers")
    if person.sex not in SEXES:
        raise Unreadable("sex")
    return Person(
        name=person.name.strip(), sex=person.sex, born=person.born.strip(), ward=person.ward.strip(),
        numbers=numbers, site=person.site,
    )  # fmt: skip


def derive(patient: Patient, person: Person) -> None:
    """Fills the columns of a patient that searching needs; the caller saves it."""
    patient.name, patient.sex, patient.born = person.name, person.sex, person.born
    patient.initials = initials(person.name)
    patient.ward = None
    if person.ward:
        patient.ward = Ward.objects.filter(code=person.ward).first()
        if patient.ward is None:
            raise Unreadable("ward")


def number_it(patient: Patient, person: Person) -> None:
    """Makes the person's numbers those of the patient; raises NumberTaken when one is another's."""
    wanted = {(each.system, each.number) for each in person.numbers}
    for held in patient.identifiers.all():
        if (held.system, held.number) in wanted:
            wanted.remove((held.system, held.number))
        else:
            held.delete()
    for system, number in sorted(wanted):
        other = Identifier.objects.filter(system=system, number=number).first()
        if other is not None:
            raise NumberTaken(other.patient.public)
        Identifier.objects.create(patient=patient, system=system, number=number)


def initials(name: str) -> str:
    """The first letters of a name's pinyin, lower case, one form for each way a character is read."""
    from itertools import islice, product

    from pypinyin import Style, pinyin

    kept = "".join(name.split()).replace("·", "")
    letters = pinyin(kept, style=Style.FIRST_LETTER, heteronym=True, errors=list)  # type: ignore[arg-type]  # a letter each, as it stands
    forms = islice(product(*letters), 8)
    return " ".join(dict.fromkeys("".join(form).lower() for form in forms))[:120]
