"""The settings of an office: defaults, then `pinwen.toml`, then `PINWEN_*` variables; one frozen value.

A key of the file is the name of a field; a variable is the same in capitals: `cool_off_months = 12`,
`PINWEN_COOL_OFF_MONTHS=12`. `PINWEN_SETTINGS` names another file than `pinwen.toml` here.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from service.bounds import MOST_WORKERS
from service.errors import BadData, NotFound

PREFIX = "PINWEN_"
FILE = "pinwen.toml"
_FILE_VARIABLE = "PINWEN_SETTINGS"
# Not settings: where they are, the test server, tracebacks for the maintainers.
_NOT_OURS = (_FILE_VARIABLE, "PINWEN_TEST_", "PINWEN_DEBUG")


class Settings(NamedTuple):
    """Everything an office may set.

    Attributes:
        registry: path of an SQLite file, or a postgresql:// URL; empty for none.
        scope: the body within which names must differ (A7); empty for the registry as a whole.
        also: other registries whose names inform and block nothing, between semicolons; empty for none.
        cool_off_months: how long the name of an ended brand is kept (A4, decisions §3).
        forbidden_words, negative_words: files with one word a line, the office's own lists;
            empty for none.
        rule_figures: TOML file with the office's own figures for the rules; empty for none.
        who: the person acting, for the log, when a command does not say.
        host, port: where `pinwen serve` listens.
        workers: processes that serve.
        api_keys: file of API keys, needed to listen anywhere but on loopback; empty for none.
        request_log: file that a server writes a line to for each request; empty for none.
        templates: folder with the office's own templates, a folder each; empty for none.
        jobs: folder for the batches of a server; beside an SQLite registry if empty.
        max_body_bytes: largest request or upload.
        max_rows: most rows of one file or request.
        max_seconds: longest time one request may take.
        max_name_length: longest name, in characters, that is looked at at all.
    """

    registry: str = ""
    scope: str = ""
    also: str = ""
    cool_off_months: int = 12
    forbidden_words: str = ""
    negative_words: str = ""
    rule_figures: str = ""
    who: str = ""
    host: str = "127.0.0.1"
    port: int = 8420
    workers: int = 1
    api_keys: str = ""
    request_log: str = ""
    templates: str = ""
    jobs: str = ""
    max_body_bytes: int = 32 * 1024 * 1024
    max_rows: int = 100_000
    max_seconds: int = 60
    max_name_length: int = 200


_BOUNDS = {
    "cool_off_months": (0, 1200),
    "port": (0, 65535),
    "workers": (1, MOST_WORKERS),
    "max_body_bytes": (1024, 1 << 30),
    "max_rows": (1, 10_000_000),
    "max_seconds": (1, 3600),
    "max_name_length": (1, 200),
}


def load_settings(
    environment: Mapping[str, str] | None = None, *, folder: Path | None = None
) -> Settings:
    """Return the settings in force.

    Args:
        environment: variables, those of the process if not given.
        folder: where `pinwen.toml` is looked for, the current one if not given.

    Raises:
        BadData: an unknown name, or a value that is none; the message says which and where.
        NotFound: `PINWEN_SETTINGS` names a file that is not there.
    """
    variables = os.environ if environment is None else environment
    values: dict[str, Any] = {}
    chosen = variables.get(_FILE_VARIABLE, "")
    path = Path(chosen) if chosen else (folder or Path()) / FILE
    if chosen or path.is_file():
        for written, value in _read(path).items():
            name = _known(written, f"设置文件“{path}”")
            values[name] = _value(name, value, where=f"设置文件“{path}”")
    for variable, text in variables.items():
        if variable.startswith(PREFIX) and not variable.startswith(_NOT_OURS):
            name = _known(variable.removeprefix(PREFIX).lower(), "环境变量", shown=variable)
            values[name] = _value(name, text, where=f"环境变量“{variable}”")
    return Settings(**values)


def _read(path: Path) -> dict[str, object]:
    # Here, because most runs have no such file.
    import tomllib

    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise NotFound(f"读不到设置文件“{path}”，请检查路径和权限。", path=str(path)) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadData(
            f"设置文件“{path}”不是有效的 UTF-8 TOML，请检查引号和等号。", path=str(path)
        ) from error


def _known(name: str, where: str, *, shown: str = "") -> str:
    if name not in _KINDS:
        listed = "、".join(_KINDS)
        raise BadData(f"{where}中没有名为“{shown or name}”的设置项，可用：{listed}。", field=name)
    return name


def _value(name: str, value: object, *, where: str) -> str | int:
    if _KINDS[name] is str:
        if isinstance(value, str):
            return value
        raise BadData(f"{where}中的 {name} 须是带引号的文字。", field=name)
    low, high = _BOUNDS[name]
    number = int(value) if isinstance(value, str) and value.strip().isdecimal() else value
    if type(number) is int and low <= number <= high:
        return number
    raise BadData(f"{where}中的 {name} 须是 {low}–{high} 之间的整数，现为“{value}”。", field=name)


_KINDS = {name: type(default) for name, default in Settings._field_defaults.items()}
