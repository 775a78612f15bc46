"""The production server: gunicorn where it runs, else waitress; stops when its requests have ended."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler

from ..frame.logs import configure, log
from .canaries import look_behind

PATIENCE = 30  # seconds in which a request must end when the server stops


def run(host: str, port: int, ready: Callable[[int], None], stopped: Callable[[], None]) -> None:
    """Serves until it is told to stop; `ready` gets the port when it listens."""
    configure()
    application = WSGIHandler()
    if sys.platform == "win32":
        _waitress(application, host, port, ready, stopped)
    else:
        _gunicorn(application, host, port, ready, stopped)


def workers() -> tuple[int, int]:
    """Processes and threads: one process on SQLite, which has one writer; more on PostgreSQL."""
    clinic = settings.CLINIC
    single = clinic.database.engine == "sqlite"
    return (1 if single else clinic.workers or 2), clinic.threads


def _gunicorn(
    application: WSGIHandler, host: str, port: int, ready: Callable[[int], None], stopped: Callable[[], None]
) -> None:  # fmt: skip
    from gunicorn.app.base import BaseApplication
    from gunicorn.glogging import Logger

    processes, threads = workers()
    clinic = settings.CLINIC

    class Quiet(Logger):  # type: ignore[misc]  # gunicorn brings no types
        """Its messages go where ours go; a request line would hold an address."""

        def setup(self, cfg: Any) -> None:
            """Leaves logging as it was set up."""

    def listening(server: Any) -> None:
        found = server.LISTENERS[0].sock.getsockname()[1]
        log.info("serving", host=host, port=found, workers=processes, threads=threads)
        ready(found)

    class Server(BaseApplication):  # type: ignore[misc]  # gunicorn brings no types
        """Gunicorn with our settings and no others."""

        def load_config(self) -> None:
            """Sets everything here; no file and no command line is read."""
            told = {
                "bind": [f"[{host}]:{port}" if ":" in host else f"{host}:{port}"],
                "workers": processes, "threads": threads, "worker_class": "gthread",
                "graceful_timeout": PATIENCE, "timeout": 120, "preload_app": True,
                "control_socket_disable": True, "logger_class": Quiet, "accesslog": None,
                "limit_request_line": 4094, "when_ready": listening, "on_exit": lambda _: stopped(),
                "forwarded_allow_ips": "127.0.0.1,::1" if clinic.proxy else "",
                "post_worker_init": lambda _: look_behind(), "certfile": clinic.certificate or None, "keyfile": clinic.certificate_key or None,
            }  # fmt: skip
            for key, value in told.items():
                self.cfg.set(key, value)

        def load(self) -> WSGIHandler:
            """The application itself."""
            return application

    Server().run()


def _waitress(
    application: WSGIHandler, host: str, port: int, ready: Callable[[int], None], stopped: Callable[[], None]
) -> None:  # fmt: skip
    from waitress.server import create_server

    server = create_server(
        application, host=host, port=port, threads=settings.CLINIC.threads, ident=None
    )
    found = server.effective_port
    log.info("serving", host=host, port=found, workers=1, threads=settings.CLINIC.threads)
    ready(found)
    look_behind()
    try:
        server.run()
    finally:
        stopped()
