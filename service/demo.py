"""The demonstration: the shipped sample registry, a few proposed names, the review; all offline."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import templates
from nlp.suggest import Request
from service import console, wire
from service.auditing import audit, write_audit
from service.checking import Proposal, check_name, surroundings
from service.errors import StorageUnavailable
from service.importing import import_file
from service.listings import check_listing
from service.name_book import open_book
from service.storage import open_registry
from service.suggesting import suggest_names
from service.tables import write_listing, write_whole

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
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as trouble:
        raise StorageUnavailable(f"文件夹“{folder}”建不起来，请检查路径和权限。") from trouble
    sample = folder / "示例台账.xlsx"
    write_whole(sample, templates.data(SAMPLE))
    store = folder / "示例品牌库.db"
    for old in (store, Path(f"{store}.index")):
        old.unlink(missing_ok=True)
    with open_registry(str(store)) as registry:
        console.write(f"一、导入 {sample}")
        report = import_file(registry, sample, who="示例", now=now, skip_invalid=True)
        console.write(console.imported(wire.imported(report)))
        console.write("\n二、核名")
        around = surroundings(open_book(registry))
        checks = [
            wire.check(check_name(p, around, today=now.date().isoformat())) for p in PROPOSALS
        ]
        for shown in checks:
            console.write(console.check(shown))
        write_listing(check_listing(checks, [0] * len(checks)), folder / "核名结果.xlsx")
        console.write("\n三、给“服务先锋”的申报单位拟名")
        wanted = Request(unit="慈溪市供电公司机关第二党支部", like="服务先锋")
        found = suggest_names(wanted, around, count=6)
        console.write(console.suggestions([wire.suggestion(c, r) for c, r in found]))
        console.write("\n四、全面复核")
        review = audit(registry, today=now.date())
        paths = write_audit(review, folder / "复核报告")
        console.write(
            f"{review.total} 个名称中，{len(review.groups)} 组重复或近似，{len(review.generic)} 个过于通用。"
        )
    console.write(f"\n请打开：{paths[1]}（复核报告）、{folder / '核名结果.xlsx'}（核名结果）")
