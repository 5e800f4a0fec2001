"""Settings from environment variables, each documented here and refused in a clear sentence when wrong.

One table (`VARIABLES`) is the only place that names an environment variable; the manual prints it.
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

SHORTEST_KEY = 50


class WrongSetting(Exception):
    """An environment variable, or a file beside the data, cannot be used; the message is Chinese."""


def _folder(raw: str) -> Path:
    try:
        path = Path(raw).expanduser()
    except RuntimeError:
        raise ValueError("“~”后面的用户在这台机器上没有主目录") from None
    if path.exists() and not path.is_dir():
        raise ValueError("应当是一个文件夹，现在指向一个文件")
    return path.resolve()


def _port(raw: str) -> int:
    if not raw.isdecimal() or not 1 <= int(raw) <= 65535:
        raise ValueError("应当是 1 到 65535 之间的整数")
    return int(raw)


def _database(raw: str) -> str:
    if not raw:
        return raw
    try:
        parts = urlsplit(raw)
        _ = parts.port
    except ValueError:
        raise ValueError("主机名或者端口写得不对；密码里的特殊符号要写成 %40 这样的编码") from None
    if parts.scheme not in {"sqlite", "postgres", "postgresql"}:
        raise ValueError("应当以 sqlite:/// 或 postgresql:// 开头")
    if parts.scheme == "sqlite" and parts.netloc:
        raise ValueError("sqlite: 之后应当是三道斜线，再写数据库文件的路径")
    if parts.scheme == "sqlite" and not parts.path.strip("/"):
        raise ValueError("sqlite:/// 之后应当写数据库文件的路径")
    if parts.scheme != "sqlite" and not parts.path.strip("/"):
        raise ValueError("postgresql:// 地址的末尾应当写数据库名")
    return raw


_HOST = re.compile(r"\.?[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\]")
_PASSWORD = re.compile(r"(?<=://)([^:/?#]*):.*@")


def _hosts(raw: str) -> tuple[str, ...]:
    hosts = tuple(h.strip() for h in raw.split(",") if h.strip())
    if not hosts or not all(_HOST.fullmatch(h) for h in hosts):
        raise ValueError("应当是用英文逗号分开的主机名，不带 http:// 和端口，也不能是 *")
    return hosts


def _size(raw: str) -> int:
    if not raw.isdecimal() or not 1 <= int(raw) <= 2048:
        raise ValueError("应当是 1 到 2048 之间的整数（单位 MB）")
    return int(raw)


def _milliseconds(raw: str) -> int:
    if not raw.isdecimal() or not 1 <= int(raw) <= 3_600_000:
        raise ValueError("应当是 1 到 3600000 之间的整数（单位毫秒）")
    return int(raw)


def _service(raw: str) -> str:
    if not raw:
        return raw
    parts = urlsplit(raw)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("应当以 http:// 或 https:// 开头，写明主机名")
    return raw


def _secret_file(raw: str) -> Path | None:
    if not raw:
        return None
    path = Path(raw)
    if not path.is_file():
        raise ValueError("没有这个文件")
    return path.resolve()


def _optional_path(raw: str) -> Path | None:
    return Path(raw).expanduser().resolve() if raw else None


def _flag(raw: str) -> bool:
    if raw not in {"0", "1"}:
        raise ValueError("应当是 0 或 1")
    return raw == "1"


@dataclass(frozen=True)
class Variable:
    """One environment variable: its default as text, how it is read, and what it is for (Chinese)."""

    name: str
    default: str
    parse: Callable[[str], object]
    meaning: str


VARIABLES: tuple[Variable, ...] = (
    Variable("SHUNIU_HOME", "./var", _folder, "存放全部数据的文件夹：数据库、文件、字体、日志、密钥"),
    Variable("DATABASE_URL", "", _database, "数据库地址；不写时用 SHUNIU_HOME 里的 SQLite"),
    Variable("PORT", "8000", _port, "网页服务的端口"),
    Variable("SHUNIU_HOSTS", "127.0.0.1,localhost", _hosts, "允许访问的主机名，用英文逗号分开"),
    Variable("SHUNIU_MAX_UPLOAD_MB", "50", _size, "单个上传文件的上限，单位 MB"),
    Variable("SHUNIU_HTTPS", "0", _flag, "前面有 HTTPS 反向代理时写 1"),
    Variable("SHUNIU_SEAL_SERVICE", "", _service, "县里电子印章平台的地址；不写就不接入，用实物印章"),
    Variable("SHUNIU_SEAL_TOKEN_FILE", "", _secret_file, "存放电子印章平台口令的文件，只给运行服务的账号读"),
    Variable("SHUNIU_LOG_JSON", "0", _flag, "日志写成每行一个 JSON，并逐个请求记录；用日志系统收集时写 1"),
    Variable(
        "SHUNIU_METRICS_TOKEN_FILE", "", _secret_file, "存放 /metrics 口令的文件；不写时 /metrics 只给本机"
    ),
    Variable("SHUNIU_SLOW_QUERY_MS", "500", _milliseconds, "数据库语句超过多少毫秒算慢，记入慢语句"),
    Variable("SHUNIU_BACKUP_FOLDER", "", _optional_path, "备份文件夹；不写时用 SHUNIU_HOME 里的 backups"),
    Variable(
        "SHUNIU_BACKUP_KEY_FILE", "", _optional_path, "备份密钥文件；不写时用 SHUNIU_HOME 里的 backup.key"
    ),
)


KEEP_SECONDS = 60


def read_settings(environ: Mapping[str, str] | None = None) -> dict[str, object]:
    """The value of every variable, by name.

    Raises `WrongSetting` naming the variable, the value and what is expected.
    """
    source = os.environ if environ is None else environ
    values: dict[str, object] = {}
    for variable in VARIABLES:
        raw = source.get(variable.name, "").strip() or variable.default
        try:
            values[variable.name] = variable.parse(raw)
        except ValueError as error:
            shown = without_password(raw)  # what is printed may be kept in a log
            raise WrongSetting(f"环境变量 {variable.name} 的值“{shown}”不能用：{error}。") from None
    return values


def without_password(raw: str) -> str:
    """*raw* with the password of an address left out."""
    return _PASSWORD.sub(r"\1:…@", raw)


def secret_key(home: Path) -> str:
    """The signing key of this installation, made on first start and readable by its owner alone.

    Whole or not there: server and worker may start at the same moment. Raises `WrongSetting` for an emptied file.
    """
    path = home / "secret.key"
    if not path.exists():
        made = home / f".secret.{secrets.token_hex(4)}"
        try:
            with os.fdopen(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
                out.write(secrets.token_urlsafe(64))
            with suppress(FileExistsError):
                os.link(made, path)
        finally:
            made.unlink(missing_ok=True)
    key = path.read_text(encoding="ascii").strip()
    if len(key) < SHORTEST_KEY:
        raise WrongSetting(
            f"密钥文件 {path} 是空的或者不完整：请从备份恢复，或者删去它再启动（大家要重新登录）。"
        )
    return key


def database_settings(url: str, home: Path) -> dict[str, object]:
    """Django's DATABASES entry for *url* (empty: SQLite inside *home*).

    SQLite runs with WAL, IMMEDIATE transactions and synchronous FULL, so that what was acknowledged
    survives a power cut and writers wait instead of failing. PostgreSQL is told that a page costs much the same
    wherever it lies, as on every disk without a head: else it reads a whole table for a hundred rows of an index.
    """
    if not url or url.startswith("sqlite:"):
        name = unquote(urlsplit(url).path) if url else str(home / "shuniu.sqlite3")
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": name,
            # A connection is kept from one request to the next: opening one costs more than a query (`make bench`).
            "CONN_MAX_AGE": KEEP_SECONDS,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
                " PRAGMA temp_store=MEMORY; PRAGMA secure_delete=ON;",
            },
        }
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": KEEP_SECONDS,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"options": "-c random_page_cost=1.1"},
    }
