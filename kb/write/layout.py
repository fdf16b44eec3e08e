"""A Draft to its files, each in the one canonical layout."""

from collections.abc import Mapping
from typing import Any

from kb.draft import Draft
from kb.records.review import Review
from kb.records.terms import Kind
from kb.records.verification import Verification
from kb.write.comments import MODELINE
from kb.write.emit import lines
from kb.write.plain import Plainer

SCHEMAS = {
    "entities": "entities", "sources": "source", "links": "links", "findings": "findings", "guides": "guide", "coverage": "coverage",
    "verifications": "verification", "reviews": "review",
}  # fmt: skip
"""The schema of the files of each folder."""


def files(draft: Draft, topics: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return every file of a draft by its path below the root; `topics` names the file of each link and finding by its global id.

    Reading them back gives an equal draft.
    """
    plain = Plainer(draft.units)
    found: dict[str, dict[str, Any]] = {
        "units.yaml": {"units": _sorted(plain, draft.units)},
        "people.yaml": {"people": _sorted(plain, draft.people)},
        "predicates.yaml": {"predicates": _sorted(plain, draft.predicates)},
    }
    if draft.retired:
        found["retired.yaml"] = {"retired": _sorted(plain, draft.retired)}
    for kind in Kind:
        members = {slug: entity for slug, entity in draft.entities.items() if entity.kind is kind}
        if members:
            items = [plain.record(members[slug], ("kind",)) for slug in sorted(members)]
            found[f"entities/{kind}.yaml"] = {"kind": kind.value, "entities": items}
    found |= {f"sources/{slug}.yaml": plain.source(source) for slug, source in draft.sources.items()}
    found |= _by_topic(plain, "links", draft.links, topics or {}) | _by_topic(plain, "findings", draft.findings, topics or {})
    found |= {f"guides/{slug}.yaml": plain.record(guide) for slug, guide in draft.guides.items()}
    found |= {f"coverage/{slug}.yaml": plain.record(coverage) for slug, coverage in draft.coverage.items()}
    found |= {verification_file(run): plain.record(run) for run in draft.verifications.values()}
    found |= {review_file(review): plain.record(review) for review in draft.reviews.values()}
    return {name: _text(name, data) for name, data in found.items()}


def verification_file(run: Verification) -> str:
    """Return the path, below the root, of the file that holds a verification."""
    return f"verifications/{run.source}--{run.document}.yaml"


def review_file(review: Review) -> str:
    """Return the path, below the root, of the file that holds a review."""
    return f"reviews/{review.source}--{review.reviewer}.yaml"


def _by_topic(plain: Plainer, folder: str, records: Mapping[str, Any], topics: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """Return the files of records that a curator files by topic."""
    filed = {key: topics.get(f"{folder.removesuffix('s')}:{key}", folder) for key in records}
    return {
        f"{folder}/{topic}.yaml": {folder: _sorted(plain, {key: one for key, one in records.items() if filed[key] == topic})}
        for topic in sorted(set(filed.values()))
    }


def _sorted(plain: Plainer, records: Mapping[str, Any]) -> list[Any]:
    return [plain.of(records[slug]) for slug in sorted(records)]


def _text(name: str, data: dict[str, Any]) -> str:
    folder, slash, stem = name.rpartition("/")
    path = f"../schema/{SCHEMAS[folder]}.json" if slash else f"schema/{stem.removesuffix('.yaml')}.json"
    return "\n".join([f"{MODELINE}{path}", *lines(data)]) + "\n"
