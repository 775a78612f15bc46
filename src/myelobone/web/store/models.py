"""The tables of the clinic. What was said of a patient is only ever added; the rest is derived from it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from ..audit.models import Kept
from ..people.models import Ward


class State(models.Model):
    """One row about the whole database: which epoch it is in, and whether its patients are examples."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    epoch = models.PositiveIntegerField(default=1)  # one more after each restoring of a backup
    demo = models.BooleanField(default=False)
    # set by a restore, until somebody confirms that the gap has been seen to
    restored_at = models.DateTimeField(null=True)
    backup_at = models.DateTimeField(null=True)
    events_lost = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return f"epoch {self.epoch}"


class Patient(models.Model):
    """A patient. Everything but `id`, `public` and `version` is derived from the last PersonVersion."""

    public = models.CharField(max_length=20, unique=True)  # the opaque id in addresses
    version = models.PositiveIntegerField()  # one more with each write
    name = models.CharField(max_length=120, blank=True, db_index=True)
    initials = models.CharField(max_length=120, blank=True, db_index=True)  # of the name's pinyin
    sex = models.CharField(max_length=10, blank=True)
    born = models.CharField(max_length=10, blank=True)  # a day or a year, as in a record
    ward = models.ForeignKey(Ward, null=True, on_delete=models.PROTECT, related_name="patients")
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.public


class Identifier(models.Model):
    """A number that a system has given to a patient; one number of one system is one patient."""

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="identifiers")
    system = models.CharField(max_length=60)
    number = models.CharField(max_length=60, db_index=True)  # text from end to end: zeros are kept

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["system", "number"], name="one_patient_a_number")
        ]
        ordering: ClassVar = ["system", "number"]

    def __str__(self) -> str:
        return self.system


class Version(Kept):
    """What all versions have in common: whose, by whom, when, why."""

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()  # of the patient, that this write made
    body = models.TextField()  # JSON as it was given
    because = models.TextField(blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    by_name = models.CharField(max_length=80)  # as it was then
    at = models.DateTimeField()

    class Meta:
        abstract = True


class PersonVersion(Version):
    """Who the patient is, as of a version: name, sex, born, ward, identifiers, site."""

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["patient", "version"], name="one_person_a_version")
        ]
        ordering: ClassVar = ["patient", "version"]


class EntryVersion(Version):
    """An entry of the record as of a version. `position` is its place for good, `revision` counts from 1."""

    position = models.PositiveIntegerField()
    revision = models.PositiveIntegerField()
    act = models.CharField(max_length=10)  # add | correct | withdraw
    what = models.CharField(max_length=60, db_index=True)  # the term

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["patient", "position", "revision"], name="one_entry_a_revision"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["patient", "version"], name="entries_of_a_version")
        ]
        ordering: ClassVar = ["patient", "position", "revision"]


class KeptAdvice(Kept):
    """What the software said, when, to whom, from which record and knowledge; `body` is the advice itself."""

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()  # of the patient, whose record spoke
    as_of = models.CharField(max_length=10)
    purpose = models.CharField(max_length=20)  # shown | confirmed | printed | sent
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()
    record_digest = models.CharField(max_length=80)
    knowledge = models.CharField(max_length=80)  # id and version
    knowledge_digest = models.CharField(max_length=80)
    program = models.CharField(max_length=40)
    body_digest = models.CharField(max_length=64)
    body = models.TextField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["patient", "at"], name="advice_of_a_patient")]
        ordering: ClassVar = ["patient", "at", "id"]


class Glance(models.Model):
    """What a list shows of a patient, derived from the advice of a day; made anew when anything is another."""

    patient = models.OneToOneField(Patient, on_delete=models.PROTECT, related_name="glance")
    version = models.PositiveIntegerField()
    day = models.CharField(max_length=10)
    of = models.CharField(max_length=120)  # program and digest of the knowledge
    body = models.TextField()

    def __str__(self) -> str:
        return self.day


class Answered(models.Model):
    """A request that was carried out, so that sending it again changes nothing."""

    by = models.BigIntegerField(null=True)
    key = models.CharField(max_length=80)
    asked = models.CharField(max_length=64)  # digest of what was asked
    answer = models.TextField()
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["by", "key"], name="one_answer_a_key", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return self.key
