"""Django, set up for one data folder, before anything else of the clinic is imported."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from ..config import Unusable, read_settings

AUDIT, SECRET = "audit.key", "secret.key"


def start(data: Path, *, demo: bool = False, new: bool = False) -> None:
    """Makes this process one of the clinic of a data folder; `new` makes the folder when it is not there.

    Raises Unusable when the folder or its settings cannot be used. A process belongs to one folder.
    """
    data = data.absolute()
    if new:
        _make(data)
    elif not data.is_dir():
        raise Unusable(f"{data}: 没有这个数据文件夹 · no such data folder")
    read_settings(data)  # said plainly here, not from inside Django
    os.environ["MYELOBONE_DATA"] = str(data)
    os.environ["MYELOBONE_DEMO"] = "1" if demo else "0"
    os.environ["DJANGO_SETTINGS_MODULE"] = "myelobone.web.settings"
    import django
    from django.conf import settings

    if settings.configured and Path(settings.DATA) != data:
        raise Unusable(f"{data}: {settings.DATA}")
    django.setup()


def _make(data: Path) -> None:
    """The folder and its keys, readable by their owner alone. The trail's key, once lost, is never made anew."""
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        used = (data / "clinic.sqlite3").exists() or (data / SECRET).exists()
        for key in (AUDIT, SECRET):
            if (data / key).exists():
                continue
            if key == AUDIT and used:
                raise Unusable(
                    f"{data / key}: 缺少密钥，请从备份恢复 · the key is missing, restore it from a backup"
                )
            written = os.open(data / key, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(written, "w") as file:
                file.write(secrets.token_hex(32))
                file.flush()
                os.fsync(file.fileno())
    except OSError as error:
        raise Unusable(f"{error.filename or data}: {error.strerror}") from None
