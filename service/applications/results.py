"""The workbook of results: ranking, every point with its sheet and row, what to look at, the rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from service.applications.awards import Allotted, Award
from service.applications.judging import HEAD, RECUSAL, REVIEW, SUM
from service.applications.opinions import PASS
from service.applications.ranking import Rules, Scored
from service.applications.scoring import Judged
from service.tables import Listing, workbook

RESULT, PARTS, ISSUES, FIGURES = "评审结果", "逐项得分", "待核对", "数字出处"
UNDECIDED = "待定"
Figure = tuple[str, str, int, str]
"""Document, what is counted, the number, where it comes from."""


def result_workbook(
    judged: Judged,
    results: Sequence[Scored],
    rules: Rules,
    awards: Sequence[Award] = (),
    allotted: Allotted | None = None,
) -> bytes:
    """Return the workbook; without awards it is the ranking alone."""
    listings = [_ranking(judged, results, allotted), _parts(judged)]
    issues = [("须处理", told) for told in judged.problems]
    if allotted:
        issues += [("须处理", told) for told in allotted.problems]
        issues += [("请核对", told) for told in allotted.notes]
        listings.append(_figures(results, allotted, awards))
    if issues:
        listings.append(Listing(ISSUES, ("类别", "说明"), tuple(issues)))
    told = [*rules.told(len(judged.judges)), *(one.told for one in awards)]
    return workbook(listings, explanation=told)


def _ranking(judged: Judged, results: Sequence[Scored], allotted: Allotted | None) -> Listing:
    trimmed = any(one.trimmed is not None for one in results)
    headings = ["名次", *HEAD, *judged.judges, "平均分", *(["去最高最低平均分"] if trimmed else [])]
    rows = [
        [
            *(one.rank, one.number, one.unit, one.brand),
            *(_total(one, judge) for judge in judged.judges),
            *(_shown(one.average), *([_shown(one.trimmed)] if trimmed else [])),
            *([_award(one, allotted)] if allotted else []),
            _remark(one, results, judged.reviews),
        ]
        for one in results
    ]
    headings += ["奖项", "备注"] if allotted else ["备注"]
    return Listing(RESULT, tuple(headings), tuple(map(tuple, rows)))


def _total(one: Scored, judge: str) -> object:
    return RECUSAL if judge in one.recused else _shown(one.totals.get(judge))


def _award(one: Scored, allotted: Allotted) -> str:
    return UNDECIDED if one.number in allotted.undecided else allotted.awards.get(one.number, "")


def _remark(one: Scored, results: Sequence[Scored], reviews: Mapping[int, str]) -> str:
    others = [o.number for o in results if o.rank == one.rank and o.number != one.number]
    told = [f"与 {'、'.join(map(str, others))} 号并列"] if others else []
    told += [f"{'、'.join(one.recused)}回避"] if one.recused else []
    review = reviews.get(one.number) or PASS
    told += [f"{REVIEW}：{review}"] if review != PASS else []
    return "；".join(told)


def _parts(judged: Judged) -> Listing:
    """Return every card: points by criterion, and the file and row where they stand."""
    headings = (*HEAD, "评委", *(one.title for one in judged.criteria), SUM, "来源文件", "行")
    rows = tuple(
        (
            *(card.number, *judged.named[card.number], card.judge),
            *(map(_shown, card.points) if card.points else [""] * len(judged.criteria)),
            *(_shown(card.total) if card.points else RECUSAL, card.file, card.row),
        )
        for card in sorted(judged.cards, key=lambda card: card.number)
    )
    return Listing(PARTS, headings, rows)


def _figures(results: Sequence[Scored], allotted: Allotted, awards: Sequence[Award]) -> Listing:
    return Listing(
        FIGURES, ("写在", "数的是", "数", "出处"), tuple(figures(results, allotted, awards))
    )


def figures(
    results: Sequence[Scored], allotted: Allotted, awards: Sequence[Award]
) -> Iterator[Figure]:
    """Yield every number that notice and decision say of the list, with the rows that it counts."""
    rows = {one.number: row for row, one in enumerate(results, 2)}
    both = "公示稿、表彰决定"
    given = [rows[number] for number in allotted.awards]
    yield both, "列入名单的品牌", len(given), _where(given)
    for award in awards:
        of = [rows[number] for number, name in allotted.awards.items() if name == award.name]
        yield both, award.name, len(of), _where(of)


def _where(rows: Sequence[int]) -> str:
    """Return rows of the ranking in words; awards go down it, so that they stand in a row."""
    if not rows:
        return f"“{RESULT}”没有这个奖项的行"
    first, last = min(rows), max(rows)
    span = f"第 {first} 行" if first == last else f"第 {first} 至 {last} 行"
    return f"“{RESULT}”{span}的“奖项”列"


def _shown(value: Decimal | None) -> object:
    return "" if value is None else float(value)
