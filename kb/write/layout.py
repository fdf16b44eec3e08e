"""A Draft to its files, and one file to its canonical layout with its comments kept."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from kb.draft import Draft
from kb.records.terms import Kind
from kb.write.emit import lines
from kb.write.plain import Plainer

MODELINE = "# yaml-language-server: $schema="
ITEM = re.compile(r"(\s*)- (?:\{)?(slug|id): ?'?([^\s,'}]+)")
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


def with_comments(old: str, new: str) -> str:
    """Carry the comments of a file over to its canonical text.

    A comment goes with the item (claim, entity, ...) that it stands before or in; those above the first item, and
    those behind the last, stay at the head and at the end.
    """
    held: dict[str, list[str]] = {}
    waiting: list[str] = []
    item = ""
    for line in old.splitlines():
        if line.startswith(MODELINE):
            continue
        if match := ITEM.match(line):
            item = match[3]
            held.setdefault(item, []).extend(waiting)
            waiting = []
        if (comment := _comment(line)) is None:
            continue
        if line.lstrip().startswith("#"):
            waiting.append(comment)
        else:
            held.setdefault(item, []).append(comment)
    return "\n".join([*_with_held(new, held), *waiting]) + "\n"


def _with_held(new: str, held: dict[str, list[str]]) -> Iterator[str]:
    first, *rest = new.splitlines()
    yield first
    yield from held.pop("", [])
    for line in rest:
        if match := ITEM.match(line):
            yield from (match[1] + comment for comment in held.pop(match[3], []))
        yield line


def _comment(line: str) -> str | None:
    """Return the comment of a line, quotes considered."""
    quote = ""
    for number, sign in enumerate(line):
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "'\"" and (number == 0 or line[number - 1] in " [{,:"):
            quote = sign
        elif sign == "#" and (number == 0 or line[number - 1] == " "):
            return line[number:].rstrip()
    return None
