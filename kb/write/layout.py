"""A Draft to its files, each in the one canonical layout."""

from collections.abc import Mapping
from typing import Any

from kb.draft import Draft
from kb.records.terms import Kind
from kb.write.comments import MODELINE
from kb.write.emit import lines
from kb.write.plain import Plainer

SCHEMAS = {"entities": "entities", "sources": "source", "links": "links"}


def files(draft: Draft, links: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return every file of a draft by its path below the root; `links` names the file of each link.

    Reading them back gives an equal draft.
    """
    plain = Plainer(draft.units)
    found: dict[str, dict[str, Any]] = {
        "units.yaml": {"units": _sorted(plain, draft.units)},
        "people.yaml": {"people": _sorted(plain, draft.people)},
        "predicates.yaml": {"predicates": _sorted(plain, draft.predicates)},
    }
    for kind in Kind:
        members = {slug: entity for slug, entity in draft.entities.items() if entity.kind is kind}
        if members:
            items = [plain.record(members[slug], ("kind",)) for slug in sorted(members)]
            found[f"entities/{kind}.yaml"] = {"kind": kind.value, "entities": items}
    found |= {f"sources/{slug}.yaml": plain.source(source) for slug, source in draft.sources.items()}
    for topic in sorted({(links or {}).get(key, "links") for key in draft.links}):
        chosen = {key: link for key, link in draft.links.items() if (links or {}).get(key, "links") == topic}
        found[f"links/{topic}.yaml"] = {"links": _sorted(plain, chosen)}
    return {name: _text(name, data) for name, data in found.items()}


def _sorted(plain: Plainer, records: Mapping[str, Any]) -> list[Any]:
    return [plain.of(records[slug]) for slug in sorted(records)]


def _text(name: str, data: dict[str, Any]) -> str:
    folder, slash, stem = name.rpartition("/")
    path = f"../schema/{SCHEMAS[folder]}.json" if slash else f"schema/{stem.removesuffix('.yaml')}.json"
    return "\n".join([f"{MODELINE}{path}", *lines(data)]) + "\n"
