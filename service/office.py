"""What an office sets for its checks: its own word lists and its own figures for the rules.

A word list is a text file with one word a line (`#` begins a remark). Figures are a TOML file with one
table for each rule, e.g. `[BN002]` `most = 10`; `severity` and `status` may be set too.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from corpora import BrokenRuleError
from nlp.rules import Rule, load
from service.book.names import NameBook
from service.checking import Surroundings, surroundings
from service.errors import BadData
from service.limits import Limits
from service.settings import Settings


def office_surroundings(settings: Settings, book: NameBook | None = None) -> Surroundings:
    """Return what a check is made against in this office.

    Raises:
        BadData: a word list or the file of figures cannot be read; says which.
    """
    facts: dict[str, Any] = {}
    if settings.forbidden_words:
        facts["forbidden"] = _word_list(Path(settings.forbidden_words))
    if settings.negative_words:
        facts["negative"] = _word_list(Path(settings.negative_words))
    rules = _rules_of(Path(settings.rule_figures)) if settings.rule_figures else None
    return surroundings(book, rules=rules, facts=facts, limits=Limits.of(settings))


def _word_list(path: Path) -> tuple[str, ...]:
    """Return the words of an office's list, in order, each once.

    Raises:
        BadData: the file cannot be read.
    """
    # Here, since an office without lists need not wait for the readers of files.
    from service.importing.text_tables import decode

    lines = decode(_bytes(path)).splitlines()
    words = (line.partition("#")[0].strip() for line in lines)
    return tuple(dict.fromkeys(word for word in words if word))


def _rules_of(path: Path) -> tuple[Rule, ...]:
    """Return the rules with the figures of an office's file.

    Raises:
        BadData: the file is no TOML, or names a rule or figure that does not exist.
    """
    try:
        return load(tomllib.loads(_bytes(path).decode("utf-8-sig")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as trouble:
        raise BadData(f"规则设置文件“{path}”格式有误：{trouble}。请改正后重试。") from trouble
    except BrokenRuleError as trouble:
        raise BadData(
            f"规则设置文件“{path}”里有不存在的规则或数值（{trouble}），请用 pinwen rules 查看。"
        ) from trouble


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as trouble:
        raise BadData(f"设置中指定的文件“{path}”读不出来，请检查路径和权限。") from trouble
