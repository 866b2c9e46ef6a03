"""Commands on batches: make many documents, see how far they are, go on after a stop."""

from __future__ import annotations

import argparse
import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from service import console
from service.clock import now
from service.commands.common import print_json, told
from service.commands.status import DATA, DONE, FINDINGS, PARTLY
from service.errors import NotFound, StorageUnavailable, WrongUse
from service.options import named_values
from service.settings import load_settings
from service.whole_files import content, is_hidden, replacing

if TYPE_CHECKING:
    from service.batches.model import Status
    from service.batches.processes import Workers
    from service.storage import Registry

TABLE = "batch.db"
_NONE = "文件夹“{}”里没有批次，请先用 pinwen batch 生成。"


def batch(arguments: argparse.Namespace) -> int:
    """Run the command and return the exit status."""
    from service.batches.kinds import module_of
    from service.batches.places import prepare_folder
    from service.batches.processes import Workers
    from service.batches.starting import start
    from service.storage import batches, open_registry

    count = _workers(arguments)
    folder, source = Path(arguments.out), Path(arguments.data)
    _require_outside(arguments.zip, folder)
    options = _options(arguments)
    # Handed over below, not held: it may be large.
    sources = [_source(source, arguments.kind, folder)]
    url = str(prepare_folder(folder) / TABLE)
    workers = Workers(url, module_of(arguments.kind), count)
    with open_registry(url) as registry, workers:
        batches.move_folder(registry.database, str(folder.resolve()))
        began = start(
            registry,
            arguments.kind,
            sources.pop(),
            folder,
            options=options,
            now=now(),
            workers=workers,
        )
        return _run(registry, url, began, arguments, workers)


def _source(source: Path, kind: str, folder: Path) -> tuple[str, bytes]:
    """Return name and content of a source; a folder of applications goes as a zip."""
    if source.is_dir() and kind == "application":
        return f"{source.resolve().name}.zip", zipped(source, folder)
    return source.name, content(source)


def _workers(arguments: argparse.Namespace) -> int:
    count: int = arguments.workers
    if count < 1:
        raise WrongUse(f"进程数 {count} 不能用，请填 1 或更大的数。", option="workers")
    return count


def _options(arguments: argparse.Namespace) -> dict[str, str]:
    options = {"style": arguments.style} if arguments.style else {}
    if template := getattr(arguments, "template", ""):
        from service.drafting.package import located

        # Its place, not its name: whoever resumes the batch finds it, and a change of it is seen.
        options["template"] = located(template, load_settings().templates)
    return options | named_values(arguments.option, "digest=500")


def zipped(folder: Path, but: Path) -> bytes:
    """Return the files of a folder as a zip: the same bytes for the same files.

    Args:
        folder: where the files are.
        but: what is made goes there; if it is within, its files are left out.

    Raises:
        WrongUse: both are one folder.
    """
    made, target = but.resolve(), io.BytesIO()
    if made == folder.resolve():
        raise WrongUse(
            "--out 和 --data 是同一个文件夹，请换一个文件夹存放生成的文件。", option="out"
        )
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            own = path.is_file() and not is_hidden(path.name)
            if own and made not in path.resolve().parents:
                name = path.relative_to(folder).as_posix()
                archive.writestr(zipfile.ZipInfo(name), path.read_bytes())
    return target.getvalue()


def resume(arguments: argparse.Namespace) -> int:
    """Run the command and return the exit status."""
    from service.storage import open_registry

    url = _table(Path(arguments.folder))
    _require_outside(arguments.zip, Path(arguments.folder))
    with open_registry(url) as registry:
        newest = _newest(registry, Path(arguments.folder))
        return _run(registry, url, newest, arguments, _workers(arguments))


def status(arguments: argparse.Namespace) -> int:
    """Run the command and return the exit status."""
    from service.batches.running import status as status_of
    from service.storage import open_registry

    folder = Path(arguments.folder)
    with open_registry(_table(folder)) as registry:
        return _told(status_of(registry, _newest(registry, folder)), arguments)


def _table(folder: Path) -> str:
    from service.batches.places import HIDDEN

    path = folder / HIDDEN / TABLE
    if not path.is_file():
        raise NotFound(_NONE.format(folder), path=str(folder))
    return str(path)


def _newest(registry: Registry, folder: Path) -> str:
    from service.storage import batches

    # The folder may have been moved, with its table in it, since the batch was begun.
    batches.move_folder(registry.database, str(folder.resolve()))
    found, _ = batches.newest_batch(registry.database, str(folder.resolve()))
    if not found:
        raise NotFound(_NONE.format(folder), path=str(folder))
    return found


def _run(
    registry: Registry,
    url: str,
    began: str,
    arguments: argparse.Namespace,
    workers: int | Workers,
) -> int:
    from service.batches.progress import bar_for
    from service.batches.running import run
    from service.batches.stopping import stoppable

    bar = bar_for(quiet=arguments.quiet)
    try:
        with stoppable() as stop:
            state = run(
                registry,
                url,
                began,
                now=now(),
                workers=workers,
                progress=bar,
                stop=stop,
            )
    except StorageUnavailable as trouble:
        told(f"{trouble.message}已生成的不会丢失，处理后运行 pinwen batch resume 继续。")
        return PARTLY
    except KeyboardInterrupt:
        told("已生成的不会丢失，运行 pinwen batch resume 可以接着做。")
        raise
    finally:
        if bar:
            bar.close()
    if arguments.zip:
        _zip(Path(arguments.zip), Path(state.folder))
    return _told(state, arguments)


def _require_outside(target: str | None, folder: Path) -> None:
    if target and folder.resolve() in Path(target).resolve().parents:
        raise WrongUse("压缩包不能放在批次的文件夹里，请换一个位置。", option="zip")


def _zip(target: Path, folder: Path) -> None:
    """Write all files of a batch into one archive."""
    from service.batches.places import HIDDEN
    from service.batches.reporting import write_archive

    with replacing(target) as temporary:
        write_archive(temporary, folder, hidden=HIDDEN)
    told(f"已打包 {target}。")


def _told(state: Status, arguments: argparse.Namespace) -> int:
    from service.batches.wire import status_wire

    if arguments.json:
        print_json(status_wire(state))
    else:
        _say(state)
    if state.waiting or not state.stored:
        return PARTLY
    if not state.done:
        return DATA
    return FINDINGS if state.failed or state.rejected or state.with_problems else DONE


def _say(state: Status) -> None:
    waiting = f"，等待 {state.waiting}" if state.waiting else ""
    console.write(
        f"共 {state.total + state.rejected} 行：已生成 {state.done}，"
        f"未生成 {state.failed + state.rejected}{waiting}。文件在 {state.folder}"
    )
    if state.failed or state.rejected:
        marked = any(Path(state.folder).glob("错误原因_*"))
        place = "“错误原因_…”最后一列或“索引.xlsx”" if marked else "“索引.xlsx”"
        console.write(f"未生成的原因见{place}；改好后用同一命令再生成。")
    if state.with_problems:
        console.write(f"{state.with_problems} 份有待补充或待核对的内容，见“索引.xlsx”的说明列。")
    if not state.stored:
        console.write("名单还没有读完就中断了，运行 pinwen batch resume 接着读、接着做。")
    for note in state.notes:
        console.write(note)
