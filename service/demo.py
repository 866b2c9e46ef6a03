"""The demonstration: a sample registry, proposed names, the review, and documents; all offline."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import templates
from nlp.suggest import Request
from service import console, wire
from service.auditing import audit, write_audit
from service.batches.places import prepare_folder
from service.batches.running import run as run_batch
from service.batches.starting import start
from service.book.names import cache_of, open_book
from service.checking import Proposal, check_name, surroundings
from service.clock import day_of
from service.drafting.making import make_documents
from service.drafting.package import find_template
from service.drafting.workbook import form_workbook
from service.importing.files import import_file
from service.listings import check_listing
from service.speeches.registry_facts import registry_facts
from service.storage import Registry, open_registry
from service.suggesting import suggest_names
from service.tables import write_listing
from service.whole_files import make_folder, write_whole

SAMPLE = "sample_registry/registry.xlsx"
# What the demonstration proposes: a homophone, a worn name, a reordered one, an extended one, a good one.
PROPOSALS = (
    Proposal("铁流红", "第六工程公司党支部"),
    Proposal("服务先锋", "机关第二党支部"),
    Proposal("净山红·黔路知己", "养护中心党支部"),
    Proposal("蒲公英先锋·流动党员之家", "城关社区党支部"),
    Proposal("钢轨守夜人", "工务段第三党支部"),
)


def run(folder: Path, *, now: dt.datetime) -> None:
    """Import, check, propose and review, printing as it goes; files go to `folder`.

    Raises:
        StorageUnavailable: the folder cannot be written.
    """
    today = day_of(now)
    make_folder(folder)
    sample = folder / "示例台账.xlsx"
    write_whole(sample, templates.data(SAMPLE))
    store = folder / "示例品牌库.db"
    index = cache_of(str(store))
    for old in filter(None, (store, index)):
        old.unlink(missing_ok=True)
    with open_registry(str(store)) as registry:
        console.write(f"一、导入 {sample}")
        report = import_file(registry, sample, who="示例", now=now, skip_invalid=True)
        console.write(console.imported(wire.imported(report)))
        console.write("\n二、核名")
        around = surroundings(open_book(registry, cache=index))
        checks = [wire.check(check_name(p, around, today=today.isoformat())) for p in PROPOSALS]
        for shown in checks:
            console.write(console.check(shown))
        write_listing(check_listing(checks, PROPOSALS), folder / "核名结果.xlsx")
        console.write("\n三、给“服务先锋”的申报单位拟名")
        wanted = Request(unit="慈溪市供电公司机关第二党支部", like="服务先锋")
        found = suggest_names(wanted, around, count=6)
        console.write(console.suggestions([wire.suggestion(c, r) for c, r in found]))
        console.write("\n四、全面复核")
        review = audit(registry, today=today, index=index)
        paths = write_audit(review, folder / "复核报告")
        console.write(
            f"{review.total} 个名称中，{len(review.groups)} 组重复或近似，{len(review.generic)} 个过于通用。"
        )
        console.write("\n五、起草：成批的责任书和申报材料，一篇讲话稿")
        letters = _letters(folder / "责任书", now)
        applications = _applications(folder / "申报", now)
        speech = _speech(folder / "讲话稿", registry, index)
    opened = [
        (paths[1], "复核报告"),
        (folder / "核名结果.xlsx", "核名结果"),
        (letters, "责任书，连同登记册、评分表和合并打印稿"),
        (applications, "申报材料、一页简介、摘要、汇总表、综合报告"),
        (speech, "讲话稿，旁边是朗读稿和出处"),
    ]
    console.write("\n请打开：")
    for path, what in opened:
        console.write(f"  {path}（{what}）")


def _letters(folder: Path, now: dt.datetime) -> Path:
    """Make the letters of the sample workbook; returns their folder."""
    template = find_template("letter")
    source = ("责任书示例.xlsx", form_workbook(template, template.samples()))
    return _batch("letter", source, folder, now)


def _applications(folder: Path, now: dt.datetime) -> Path:
    """Make everything of the sample applications, a workbook with faults; returns the folder."""
    source = ("申报示例.xlsx", templates.data("application/samples/applications.xlsx"))
    return _batch("application", source, folder, now)


def _batch(kind: str, source: tuple[str, bytes], folder: Path, now: dt.datetime) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    url = str(prepare_folder(folder) / "batch.db")
    write_whole(folder.parent / source[0], source[1])
    with open_registry(url) as table:
        batch = start(table, kind, source, folder, options={}, now=now)
        state = run_batch(table, url, batch, now=now, workers=1)
    rows = state.total + state.rejected
    console.write(
        f"{source[0]}：共 {rows} 行，已生成 {state.done}，未生成 {rows - state.done}（见“错误原因”）。"
        if rows > state.done
        else f"{source[0]}：共 {rows} 行，已全部生成。"
    )
    return folder


def _speech(folder: Path, registry: Registry, index: Path | None) -> Path:
    """Write the sample speech with the figures of the sample registry; returns the document.

    The figures are of the day of the meeting; those the sample brings of another registry are left out.
    """
    template = find_template("speech")
    sample = template.sample("full")
    facts = registry_facts(registry, today=dt.date.fromisoformat(sample["date"]), index=index)
    own = [item for item in sample["achievements"] if item["source"] != "品牌台账"]
    foreign = ("letters_signed", "branches_planned")
    values = {key: value for key, value in sample.items() if key not in foreign}
    made = make_documents(template, values | {"achievements": own, "registry_facts": facts})
    folder.mkdir(exist_ok=True)
    for name, data in made.files:
        write_whole(folder / name, data)
    console.write(f"讲话稿：{made.files[0][0]}，台账数据 {len(facts)} 条已写入。")
    return folder / made.files[0][0]
