"""The table of the audit trail: rows are added and never changed."""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn

from django.db import models


class Unchangeable(Exception):
    """Raised when something tries to change or delete a row that is kept for good."""


class Kept(models.Model):
    """A row that is written once; the database refuses changes too."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Writes a new row; raises Unchangeable for one that is there already."""
        if not self._state.adding:
            raise Unchangeable(type(self).__name__)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Raises Unchangeable."""
        raise Unchangeable(type(self).__name__)


class Event(Kept):
    """One thing that somebody did. `hash` is keyed and covers `previous`, so rows hang together."""

    seq = models.BigIntegerField(primary_key=True)  # without a gap
    at = models.DateTimeField()
    user = models.BigIntegerField(
        null=True
    )  # no foreign key: an account that goes leaves its deeds
    name = models.CharField(max_length=80)
    role = models.CharField(max_length=40)
    address = models.CharField(max_length=60, blank=True)
    channel = models.CharField(max_length=10)
    act = models.CharField(max_length=60, db_index=True)
    patient = models.CharField(max_length=20, blank=True, db_index=True)
    details = models.TextField()  # canonical JSON: ids and digests, nothing of the patient
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["seq"]

    def __str__(self) -> str:
        return f"{self.seq} {self.act}"
