"""A registry copied to another file while others go on reading and writing it."""

from __future__ import annotations

import os
from pathlib import Path

from service.errors import StorageUnavailable, WrongUse
from service.storage import Registry, open_registry
from service.whole_files import replacing


def back_up(registry: Registry, path: Path) -> None:
    """Write all of a registry, in the state of one moment, to a new file, and read that through.

    Linear in the size of the registry; who writes meanwhile waits, at most as long.

    Raises:
        WrongUse: the registry is on a server, which has means of its own, or the file is there already.
        StorageUnavailable: the file cannot be written, or what was written is damaged.
    """
    if registry.engine != "sqlite":
        raise WrongUse("台账在 PostgreSQL 里，请用 pg_dump 备份。")
    if path.exists():
        raise WrongUse(f"“{path}”已经存在，备份不覆盖旧文件，请换一个文件名。", path=str(path))
    with replacing(path) as temporary:
        # Readable by its owner only, as a registry is.
        os.close(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        registry.database.execute("VACUUM INTO :path", path=str(temporary))
        with open_registry(str(temporary), create=False) as copy:
            damage = copy.damage()
        if damage:
            raise StorageUnavailable(
                f"备份“{path}”没有通过检查，未保留，请用 doctor 检查台账和磁盘。", cause=damage
            )
        file = os.open(temporary, os.O_RDWR)
        os.fsync(file)
        os.close(file)
