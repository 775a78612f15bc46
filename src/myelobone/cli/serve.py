"""`myelobone serve`: the clinic, in one command."""

from __future__ import annotations

import click

from . import faults, options
from .screen import talk

EPILOG = """\b
例 Examples
  myelobone serve --demo                          示例患者，无需账号 · example patients, no account
  myelobone serve --data /srv/myelobone           数据在此文件夹 · the data in this folder
  myelobone serve --data /srv/myelobone --host 0.0.0.0 --port 8000
"""


@click.command("serve", epilog=EPILOG)
@click.option("--demo", is_flag=True, help="示例患者，无需账号 · Example patients, no account.")
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="监听地址 · Address to listen on."
)
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(0, 65_535),
    help="端口；0 为任一空闲端口 · Port; 0 is any free one.",
)  # fmt: skip
@click.option(
    "--data", metavar="DIR", shell_complete=options.folders,
    help="数据文件夹 · Folder of the data (or MYELOBONE_DATA).",
)  # fmt: skip
@click.option(
    "--admin", metavar="NAME", help="第一位管理员的账号 · Account of the first administrator."
)
@click.option(
    "--admin-password-file", metavar="FILE", shell_complete=options.files,
    help="其密码所在文件 · File that holds the password.",
)  # fmt: skip
@options.as_json
def command(
    demo: bool, host: str, port: int, data: str | None, admin: str | None,
    admin_password_file: str | None, as_json: bool,
) -> None:  # fmt: skip
    """运行门诊应用：建库、首位管理员、服务 · Run the clinic: database, first administrator, server."""
    from ..web.config import Unusable
    from ..web.serve.clinic import serve

    try:
        serve(
            data=data, demo=demo, host=host, port=port, admin=(admin, admin_password_file), say=talk
        )  # fmt: skip
    except Unusable as unusable:
        raise faults.usage(str(unusable), where="serve") from None
