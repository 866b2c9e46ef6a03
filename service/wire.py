"""The JSON shapes of the contract, in one place: what `--json` prints and HTTP answers."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

# Types alone: what makes the values is loaded by whoever calls.
if TYPE_CHECKING:
    from collections.abc import Sequence

    from nlp.compare import Dossier
    from nlp.extract import Extraction
    from nlp.normalize import Normalized
    from nlp.rules import Finding, Rule
    from nlp.score import Score
    from nlp.segment import Word
    from nlp.suggest import Candidate
    from service.checking import CheckReport, Neighbour
    from service.errors import ServiceError
    from service.importing.model import ImportReport
    from service.importing.organizations import OrganizationReport
    from service.model import Brand, Decision, Organization
    from service.naming import RelationRule
    from service.proposals import Proposal
    from service.results import AuditCheck, AuditEntry, Coverage, Import
    from service.similar import SimilarNames

Json = dict[str, Any]


def check(report: CheckReport, asked: Proposal | None = None) -> Json:
    """Return the check of one name, `pinwen.check/1`; of a name of a file with its row and sheet."""
    place = {"row": asked.row, "sheet": asked.sheet} if asked and asked.row else {}
    words = [
        {
            "text": word.text,
            "start": word.start,
            "end": word.end,
            "generic": word.generic,
            "share": round(word.share, 4),
        }
        for word in report.breadth.words
    ]
    return {
        "schema": "pinwen.check/1",
        **place,
        "name": report.name,
        "unit": report.unit,
        "key": report.key,
        "length": report.length,
        "verdict": report.verdict,
        "words": words,
        "core": report.breadth.core,
        "over_generic": report.breadth.over_generic,
        "distinctiveness": report.breadth.reason,
        "score": score(report.score),
        "findings": [finding(item) for item in report.findings],
        "neighbours": [neighbour(item) for item in report.neighbours],
        "neighbours_total": report.neighbours_total,
    }


def score(value: Score) -> Json:
    """Return the score with its criteria."""
    criteria = [
        {"id": c.id, "title": c.title, "points": c.points, "reason": c.reason}
        for c in value.criteria
    ]
    return {"total": value.total, "criteria": criteria, "note": value.note}


def finding(value: Finding) -> Json:
    """Return one finding."""
    return {**value._asdict(), "basis": list(value.basis), "span": list(value.span)}


def neighbour(value: Neighbour) -> Json:
    """Return one neighbour."""
    return {**value._asdict(), "rules": list(value.rules)}


def compare(dossier: Dossier) -> Json:
    """Return the dossier of two names, `pinwen.compare/1`."""
    aligned = [
        {
            "a": pair.a,
            "b": pair.b,
            "pinyin": list(pair.pinyin),
            "same_sound": pair.same_sound,
            "look": round(pair.look, 2),
        }
        for pair in dossier.aligned
    ]
    return {
        "schema": "pinwen.compare/1",
        "a": dossier.a,
        "b": dossier.b,
        "level": dossier.level,
        "relation": dossier.relation,
        "rules": list(dossier.rules),
        "score": dossier.score,
        "explanation": dossier.explanation,
        "aligned": aligned,
        "set_aside": list(dossier.set_aside),
        "against": list(dossier.against),
    }


def similar(found: SimilarNames) -> Json:
    """Return the brands that are alike in letters to a name, `pinwen.similar/1`."""
    items = [
        {
            "id": brand.id,
            "name": brand.name,
            "unit": brand.unit,
            "status": brand.status.value,
            "likeness": round(likeness, 4),
        }
        for brand, likeness in found.items
    ]
    return {
        "schema": "pinwen.similar/1",
        "name": found.name,
        "key": found.key,
        "at_least": found.at_least,
        "items": items,
        "total": found.total,
    }


def suggestion(candidate: Candidate, report: CheckReport) -> Json:
    """Return one proposal with the check it has passed."""
    return {
        "name": candidate.name,
        "method": candidate.method,
        "origin": [asdict(piece) for piece in candidate.origin],
        "note": candidate.note,
        "check": check(report),
    }


def normalized(value: Normalized) -> Json:
    """Return the key of a name and every changed character, `pinwen.normalize/1`."""
    return {
        "schema": "pinwen.normalize/1",
        "original": value.original,
        "key": value.key,
        "folded": value.folded,
        "parts": list(value.parts),
        "affixes": list(value.affixes),
        "offsets": list(value.offsets),
        "changes": [change._asdict() for change in value.changes],
    }


def segment(text: str, words: tuple[Word, ...]) -> Json:
    """Return the words of a text, `pinwen.segment/1`."""
    cut = [{"text": word.text, "start": word.start, "end": word.end} for word in words]
    return {"schema": "pinwen.segment/1", "text": text, "words": cut}


def extraction(found: Extraction) -> Json:
    """Return the brands found in a text and what was dropped, `pinwen.extract/1`."""
    return {"schema": "pinwen.extract/1", **asdict(found)}


def relation_rule(value: RelationRule) -> Json:
    """Return one rule on two names."""
    return {"kind": "relation", **value._asdict()}


def rule(value: Rule) -> Json:
    """Return one rule with its sources and examples."""
    return {
        "id": value.id,
        "name": value.name,
        "title": value.title,
        "kind": value.kind,
        "severity": value.severity,
        "status": value.status,
        "since": value.since,
        "message": value.message,
        "suggestion": value.suggestion,
        "rationale": value.rationale,
        "params": dict(value.params),
        "sources": list(value.sources),
        "good": [example.text for example in value.good],
        # What an example needs to be one: 五心 is told unless the meaning lists five.
        "good_meanings": [str(example.context.get("meaning", "")) for example in value.good],
        "bad": [
            {
                "text": e.text,
                "spans": [list(s) for s in e.spans],
                "meaning": str(e.context.get("meaning", "")),
            }
            for e in value.bad
        ],
    }


def brand(value: Brand) -> Json:
    """Return one registered brand, `pinwen.brand/1`."""
    return {
        "schema": "pinwen.brand/1",
        **value._asdict(),
        "status": value.status.value,
        "missing_elements": list(value.missing_elements),
    }


def imported(report: ImportReport) -> Json:
    """Return what an import did, `pinwen.import/1`."""
    result = report.result
    return {
        "schema": "pinwen.import/1",
        "file": report.file_name,
        "dry_run": report.dry_run,
        "imported": result is not None and not report.dry_run,
        "import_id": result.id if result else "",
        "repeated": bool(result and result.repeated),
        "rows": report.rows,
        "added": result.added if result else 0,
        "updated": result.updated if result else 0,
        "unchanged": result.unchanged if result else 0,
        "skipped": report.skipped,
        "warned": report.warned,
        "problems": [asdict(problem) for problem in report.problems],
        "notes": [asdict(note) for note in report.notes],
    }


def undone(value: Import) -> Json:
    """Return what is told of an import taken back."""
    return {"import_id": value.id, "undone_at": value.undone_at}


def decision(value: Decision) -> Json:
    """Return a decision that has been recorded."""
    return {"id": value.id, "verdict": value.verdict, "names": list(value.names)}


def log(entries: Sequence[AuditEntry], state: AuditCheck | None) -> Json:
    """Return entries of the audit log, and whether the whole log holds where that was looked at."""
    return {"intact": state and state.intact, "entries": [entry._asdict() for entry in entries]}


def organization(value: Organization) -> Json:
    """Return one organisation."""
    return {**value._asdict(), "kind": str(value.kind)}


def organizations_imported(report: OrganizationReport) -> Json:
    """Return what the import of a list of organisations did."""
    result = report.result
    return {
        "imported": report.imported,
        "rows": report.rows,
        "added": result.added,
        "updated": result.updated,
        "unchanged": result.unchanged,
        "problems": [asdict(problem) for problem in report.problems],
        "notes": [asdict(note) for note in report.notes],
    }


def coverage(by: str, found: Sequence[Coverage]) -> Json:
    """Return coverage by some kind of group, empty for all branches together."""
    items = [
        {**one._asdict(), "coverage": one.coverage, "completion": one.completion} for one in found
    ]
    return {"by": by, "items": items}


def error(trouble: ServiceError) -> Json:
    """Return an error as a problem document (RFC 9457) without what belongs to HTTP."""
    return {
        "type": f"/problems/{trouble.code}",
        "title": trouble.message,
        "detail": trouble.message,
        "code": trouble.code,
        "facts": trouble.facts,
    }
