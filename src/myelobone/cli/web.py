"""`myelobone web …`: looking after a clinic: accounts, backups, whether everything is as it was written."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from . import faults, options
from .screen import say_bytes, say_text, talk

EPILOG = """\b
例 Examples
  myelobone web users
  myelobone web add-user zhang --role clinician --name 张医生 --ward H1 --password-file pw.txt
  myelobone web disable zhang
  myelobone web password zhang
  myelobone web backup --to /backup
  myelobone web restore /backup/myelobone-20261124T030000Z.backup
  myelobone web verify
  myelobone web accept-clock
"""


def data(command: Any) -> Any:
    """`--data DIR`: the clinic's folder."""
    return click.option(
        "--data", metavar="DIR", shell_complete=options.folders,
        help="数据文件夹 · Folder of the data (or MYELOBONE_DATA).",
    )(command)  # fmt: skip


@click.group("web", epilog=EPILOG)
def command() -> None:
    """管理门诊应用：账号、备份、恢复、核验 · Look after the clinic."""


@command.command("users")
@data
@options.as_json
def users(data: str | None, as_json: bool) -> None:
    """列出账号 · List the accounts."""
    with _clinic(data):
        from ..web.serve.accounts import accounts

        found = accounts()
    if as_json:
        _json([_plain(each) for each in found])
        return
    for each in found:
        state = "" if each.active else "  停用 disabled"
        talk_line = f"{each.username}  {each.full_name}  {each.role}  {','.join(each.wards)}{state}"
        say_text(talk_line)


@command.command("add-user")
@click.argument("username")
@click.option(
    "--role", required=True, help="角色 · Role: viewer, clinician, pharmacist, administrator …"
)
@click.option("--name", default="", help="姓名 · Full name.")
@click.option(
    "--ward",
    "wards",
    multiple=True,
    help="病区，可多次；* 为全部 · Ward, repeatable; * is every one.",
)
@click.option(
    "--password-file", metavar="FILE", shell_complete=options.files,
    help="密码所在文件，否则询问 · File with the password; else it is asked for.",
)  # fmt: skip
@data
@options.as_json
def add_user(
    username: str, role: str, name: str, wards: tuple[str, ...], password_file: str | None,
    data: str | None, as_json: bool,
) -> None:  # fmt: skip
    """新建账号 · Make an account."""
    with _clinic(data):
        from ..web.serve.accounts import add

        add(username, _password(password_file), role=role, full_name=name, wards=wards)
    _told(as_json, username=username, role=role)


@command.command("disable")
@click.argument("username")
@click.option("--again", is_flag=True, help="重新启用 · Let the account in again.")
@data
@options.as_json
def disable(username: str, again: bool, data: str | None, as_json: bool) -> None:
    """停用账号并结束其会话 · Disable an account and end its sessions."""
    with _clinic(data):
        from ..web.serve.accounts import set_active

        set_active(username, active=again)
    _told(as_json, username=username, active=again)


@command.command("password")
@click.argument("username")
@click.option(
    "--password-file", metavar="FILE", shell_complete=options.files,
    help="密码所在文件，否则询问 · File with the password; else it is asked for.",
)  # fmt: skip
@data
@options.as_json
def password(username: str, password_file: str | None, data: str | None, as_json: bool) -> None:
    """重设密码并结束其会话 · Set a password and end the account's sessions."""
    with _clinic(data):
        from ..web.serve.accounts import set_password

        set_password(username, _password(password_file))
    _told(as_json, username=username)


@command.command("backup")
@click.option("--to", "folder", required=True, metavar="DIR", shell_complete=options.folders,
              help="写入的文件夹 · Folder to write to.")  # fmt: skip
@click.option("--no-test", is_flag=True, help="不试恢复 · Do not restore it aside to test it.")
@data
@options.as_json
def backup(folder: str, no_test: bool, data: str | None, as_json: bool) -> None:
    """备份，并试恢复一次；使用中亦可 · Back up, and restore it aside as a test; also while in use."""
    with _clinic(data):
        from ..web.serve.backup import backup as make

        file, told = make(Path(folder).absolute(), test=not no_test)
    head = told["head"] or {"seq": 0}
    _told(as_json, file=str(file), at=told["at"], events=head["seq"])


@command.command("restore")
@click.argument("file", metavar="FILE", shell_complete=options.files)
@data
@options.as_json
def restore(file: str, data: str | None, as_json: bool) -> None:
    """恢复备份；现有数据另存 · Restore a backup; the present data are kept aside."""
    from ..web.config import Unusable, data_folder

    folder = Path(data).absolute() if data else data_folder()
    try:
        from ..web.serve.start import start
        from ..web.serve.taking import take_key

        take_key(Path(file).absolute(), folder)
        start(folder, new=True)
        from ..web.serve.alone import alone
        from ..web.serve.restore import restore as put

        with alone(folder):
            done = put(Path(file).absolute())
    except Unusable as unusable:
        raise faults.usage(str(unusable), where="web restore") from None
    _told(
        as_json, backup_at=done.backup_at.isoformat(), events_lost=done.events_lost, replaced=done.replaced
    )  # fmt: skip


@command.command("verify")
@data
@options.as_json
def verify(data: str | None, as_json: bool) -> int:
    """核验审计链与每一行；不符时退出码 3 · Is everything as it was written; exit status 3 when not."""
    with _clinic(data):
        from ..web.audit.heads import exported, head
        from ..web.serve.verify import verify as look

        found = look(exported())
        last = head() if not found else None
    if as_json:
        _json(
            {
                "well": not found,
                "events": last.seq if last else None,
                "faults": [_plain(each) for each in found],
            }
        )
    else:
        for each in found:
            say_text(f"▲ {each.kind}  {each.where}  {each.told}")
        if not found:
            say_text(f"● 一切如所写 · all is as it was written: {last.seq if last else 0}")
    return faults.FOUND if found else faults.DONE


@command.command("accept-clock")
@data
@options.as_json
def accept_clock(data: str | None, as_json: bool) -> None:
    """时钟曾走快，现已校正：审计链由此继续 · The clock had run ahead and is right now: go on from here."""
    with _clinic(data):
        from ..web.serve.settle import accept_clock as accept

        back = accept()
    _told(as_json, back_seconds=round(back.total_seconds()))


@contextmanager
def _clinic(data: str | None) -> Generator[None]:
    """The clinic of the folder, opened; what cannot be used is told like any other usage fault."""
    from ..web.config import Unusable, data_folder
    from ..web.serve.start import start

    try:
        start(Path(data) if data else data_folder())
        from ..web.serve import schema

        if schema.pending():
            raise Unusable(
                "数据库尚未升级，请先运行 serve · the database is of an older program, run serve first"
            )
        yield
    except Unusable as unusable:
        raise faults.usage(str(unusable), where="web") from None
    finally:
        _close()


def _close() -> None:
    import sys

    if "django.db" in sys.modules:
        from django.conf import settings
        from django.db import connections

        if settings.configured:
            connections.close_all()


def _password(file: str | None) -> str:
    if file is not None:
        try:
            return Path(file).read_text("utf-8").rstrip("\n")
        except OSError as error:
            raise faults.usage(f"{file}: {error.strerror}", where="--password-file") from None
    return str(click.prompt("密码 Password", hide_input=True, confirmation_prompt=True, err=True))


def _plain(thing: Any) -> Any:
    import msgspec

    return msgspec.to_builtins(thing)


def _told(as_json: bool, **what: Any) -> None:
    if as_json:
        _json(what)
        return
    talk("  ".join(f"{key}: {value}" for key, value in what.items()))


def _json(thing: Any) -> None:
    import msgspec

    say_bytes(msgspec.json.format(msgspec.json.encode(thing), indent=2))
