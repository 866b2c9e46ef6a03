"""Judges a document by every clause: findings joined by likeness, the rest sorted into honest columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from corpora import SEVERITIES
from service.docx.profile import DEFAULT, Profile, find_profile
from service.linting.clauses import STRENGTHS, Clause, load
from service.linting.deviations import deviations, figures
from service.linting.kinds import KINDS, RENDERED, Context, Match
from service.linting.model import Document, Para
from service.linting.reading import read_document
from service.linting.rendering import Rendered, available, render
from service.linting.report import Finding, Line, Place, Report
from service.linting.texts import remarks

_UNRENDERED = "未渲染，未判定"
_NO_TOOL = "未渲染，未判定（没有可用的 LibreOffice，或转换失败）"


def lint(
    data: bytes,
    *,
    profile: str = DEFAULT,
    enterprise: bool = False,
    render: bool = False,
    previous: bytes | None = None,
    disabled: frozenset[str] = frozenset(),
    unit_names: Iterable[str] = (),
) -> Report:
    """Return the report on a Word file.

    Args:
        data: the .docx.
        profile: id or path of the style profile it is judged by.
        enterprise: the standard is followed «参照»: a breach of 规定 is a deviation, a warning.
        render: also set the pages, where LibreOffice is installed.
        previous: an earlier version, for obligation words that changed.
        disabled: ids of clauses and text rules that are not run.
        unit_names: full names of units as registered, gone through once.

    Raises:
        UnreadableFile: no Word file, damaged, encrypted, too large.
        NotFound, BadData: the profile is missing or faulty.
    """
    chosen = find_profile(profile)
    document = read_document(data)
    earlier = None if previous is None else read_document(previous)
    pages = _pages(data) if render else None
    context = Context(document, chosen, pages)
    judged = _Judged(context, disabled)
    text = remarks(document, earlier, unit_names, disabled)
    findings = [*judged.findings, *_not_told(text, judged.findings)]
    if enterprise:
        findings = [_milder(finding) for finding in findings]
    return Report(
        findings=tuple(sorted(findings, key=_order)),
        passed=tuple(judged.passed),
        not_applicable=tuple(judged.idle),
        needs_rendering=tuple(judged.unrendered(_NO_TOOL if render else _UNRENDERED)),
        needs_paper=tuple(judged.paper),
        deviations=deviations(chosen),
        facts=_facts(context),
    )


def _pages(data: bytes) -> Rendered | None:
    return render(data) if available() else None


class _Judged:
    """Runs the clauses and keeps what each came to."""

    def __init__(self, context: Context, disabled: frozenset[str]) -> None:
        self._figures = figures(context.profile)
        self.findings: list[Finding] = []
        self.passed: list[Line] = []
        self.idle: list[Line] = []
        self.paper: list[Line] = []
        self._unrendered: list[Clause] = []
        for clause in load():
            if clause.id not in disabled:
                self._judge(clause, context)

    def _judge(self, clause: Clause, context: Context) -> None:
        kind = KINDS.get(clause.kind) or RENDERED.get(clause.kind)
        if clause.column == "paper" or kind is None:
            self.paper.append(self._line(clause))
        elif clause.column == "rendering" and (context.rendered is None):
            self._unrendered.append(clause)
        elif not _applies(clause, context.document):
            self.idle.append(self._line(clause))
        else:
            found = list(_findings(clause, context.profile, kind(context, **clause.params)))
            self.findings += found
            if not found:
                self.passed.append(self._line(clause))

    def unrendered(self, why: str) -> Iterator[Line]:
        """Yield the clauses that need pages, when there were none."""
        for clause in self._unrendered:
            yield replace(self._line(clause), note=why)

    def _line(self, clause: Clause) -> Line:
        title = clause.title.format(**self._figures)
        return Line(clause.id, clause.clause, clause.strength, clause.element, title, clause.note)


def _applies(clause: Clause, document: Document) -> bool:
    if not clause.needs:
        return True
    if "table" in clause.needs and document.tables:
        return True
    if "landscape" in clause.needs and any(s.width > s.height for s in document.sections):
        return True
    return bool(document.of(*clause.needs))


def _findings(clause: Clause, profile: Profile, matches: Iterator[Match]) -> Iterator[Finding]:
    """Yield a finding for all matches that say the same."""
    alike: dict[tuple[str, str, str], list[Match]] = {}
    for match in matches:
        values = str(sorted(match.values.items()))
        alike.setdefault((match.found, match.expected, values), []).append(match)
    verb = STRENGTHS[clause.strength][1]
    if clause.house and profile.id != DEFAULT:
        verb = f"所选版式（{profile.title}）要求"
    for (found, expected, _), same in alike.items():
        words = {
            **figures(profile),
            "found": found,
            "expected": expected,
            "verb": verb,
            **same[0].values,
        }
        yield Finding(
            rule=clause.id,
            clause=clause.clause,
            strength=clause.strength,
            severity=clause.severity,
            message=clause.message.format(**words),
            suggestion=clause.suggestion.format(**words),
            expected=expected,
            found=found,
            places=tuple(match.place for match in same),
            element=clause.element,
            sources=clause.sources,
        )


def _not_told(text: Iterable[Finding], told: Sequence[Finding]) -> Iterator[Finding]:
    """Yield findings of text rules at places where no clause has said the same."""
    same = {clause.id: clause.same for clause in load()}
    said = {
        (rule, place.number)
        for one in told
        for place in one.places
        for rule in same.get(one.rule, ())
    }
    for one in text:
        places = tuple(place for place in one.places if (one.rule, place.number) not in said)
        if places:
            yield replace(one, places=places)


def _milder(finding: Finding) -> Finding:
    """Return a finding for a unit that follows the standard of its own accord (GB/T 9704, 1)."""
    if finding.strength != "规定" or not finding.clause:
        return finding
    severity = "warning" if finding.severity == "error" else finding.severity
    return replace(finding, severity=severity, deviates=True)


def _order(finding: Finding) -> tuple[int, bool, int, str]:
    place: Place = finding.place
    whole = place.kind not in ("paragraph", "table")
    return SEVERITIES.index(finding.severity), not whole, place.number, finding.rule


def _title(lines: Iterable[Para]) -> str:
    """Return the first title, the lines of which may be paragraphs of their own."""
    told, last = "", 0
    for para in lines:
        if told and para.number != last + 1:
            break
        told, last = told + para.text.strip(), para.number
    return told


def _facts(context: Context) -> dict[str, object]:
    document = context.document
    fonts = sorted({r.look.east for p in document.paragraphs for r in p.runs if r.look.east})
    return {
        "profile": context.profile.id,
        "paragraphs": sum(bool(p.text.strip()) for p in document.paragraphs),
        "tables": len(document.tables),
        "sections": len(document.sections),
        "characters": sum(not c.isspace() for p in document.paragraphs for c in p.text),
        "fonts": fonts,
        "title": _title(document.of("title")),
        "pages": len(context.rendered.pages) if context.rendered else None,
    }
