"""`serve` from the beginning to the end: made ready, checked, served, its last audit head exported."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

from ..config import LOOPBACK, Unusable, data_folder
from .start import start


def serve(
    *, data: str | None, demo: bool, host: str, port: int, admin: tuple[str | None, str | None],
    say: Callable[[str], None],
) -> None:  # fmt: skip
    """Serves the clinic of a data folder; a demonstration without one lives in a folder that goes with it.

    `say` tells the person at the terminal. Raises Unusable with what must be put right first.
    """
    if demo and data is None:
        with _passing() as folder:
            _serve(folder, demo, host, port, admin, say)
    else:
        _serve(Path(data) if data else data_folder(), demo, host, port, admin, say)


@contextmanager
def _passing() -> Generator[Path]:
    """A folder that goes with this process; its workers leave through here too and must not take it away."""
    folder, own = Path(tempfile.mkdtemp(prefix="myelobone-demo-")), os.getpid()
    try:
        yield folder
    finally:
        if os.getpid() == own:
            shutil.rmtree(folder, ignore_errors=True)


def _serve(
    folder: Path, demo: bool, host: str, port: int, admin: tuple[str | None, str | None],
    say: Callable[[str], None],
) -> None:  # fmt: skip
    start(folder, demo=demo, new=True)
    from django.conf import settings
    from django.core.checks import run_checks
    from django.db import connections

    from ..audit.chain import append, writing
    from ..audit.heads import export_head
    from ..people.actor import SYSTEM
    from ..people.models import User
    from ..store.models import State
    from . import canaries, first, schema, server
    from .alone import alone
    from .demo import fill
    from .ready import readiness

    clinic = settings.CLINIC
    if host not in LOOPBACK and clinic.https is None and not clinic.certificate and not demo:
        raise Unusable(
            f"{host}: 供他人访问时，设置文件中须写明 https = true（经代理或证书）或 https = false（明文，不安全）"
            " · serving others needs `https = true` (a proxy or a certificate) or `https = false` (in"
            " the clear, unsafe) in the settings"
        )
    with alone(folder):
        faults = [check for check in run_checks() if check.is_serious()]
        if faults:
            raise Unusable("; ".join(str(fault) for fault in faults))
        schema.bring_up()
        state = State.objects.get(pk=1)
        if demo:
            if not state.demo and User.objects.exists():
                raise Unusable(f"{folder}: 不是示例数据 · these are no example data")
            say(f"示例患者 {fill()} 名 · example patients")
        elif state.demo:
            raise Unusable(
                f"{folder}: 是示例数据，请加 --demo · these are example data, add --demo"
            )
        elif first.needed():
            first.make(*admin)
        if not demo and canaries.known() is None:
            say("核对示例患者… · asking the worked patients …")
            canaries.ask()
        checks = readiness()
        for check in checks:
            if not check.ok and not (demo and check.name == "canaries"):
                say(f"▲ {check.name}: {check.told}")
        if not all(check.ok for check in checks if check.name in ("database", "trail", "clock")):
            raise Unusable("未能启动，见 ▲ · not started, see ▲")
        with writing():
            told = {
                check.name: check.told
                for check in checks
                if check.name in ("knowledge", "canaries")
            }
            append(SYSTEM, "clinic.started", details={"program": _version(), **told})
        connections.close_all()
        scheme = "https" if clinic.certificate else "http"

        def ready(found: int) -> None:
            shown = f"[{host}]" if ":" in host else host
            say(f"{scheme}://{shown}:{found}/")

        def stopped() -> None:
            connections.close_all()
            export_head()
            connections.close_all()

        server.run(host, port, ready, stopped)


def _version() -> str:
    from ... import __version__

    return __version__
