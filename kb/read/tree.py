"""A tree of YAML files to one Draft: vocabulary first, then what is said with it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path as FilePath
from typing import Any

from kb.draft import Draft
from kb.errors import ClaimsRejected, Place, Problem
from kb.read.events import Path, Plain, Text, parse
from kb.read.records import Reader
from kb.read.values import BadValue, Units, plain_decimal
from kb.records.claim import Claim
from kb.records.entity import Entity
from kb.records.link import Link
from kb.records.source import Anchor, At, Defaults, Passage, Source
from kb.records.vocabulary import Person, Predicate, Unit

FOLDERS = ("entities", "sources", "links")
LISTS = {
    "units.yaml": ("units", "unit", Unit),
    "people.yaml": ("people", "person", Person),
    "predicates.yaml": ("predicates", "predicate", Predicate),
}


@dataclass
class Reading:
    """What a tree of files holds: the draft, where each record stands, and what could not be read."""

    draft: Draft
    problems: list[Problem] = field(default_factory=list)
    origins: dict[str, tuple[Text, Path]] = field(default_factory=dict)
    """File and path of every record by its global id."""

    def place(self, record: str, field_path: str = "") -> Place:
        """Return where a record, or the dotted path of one of its fields, stands."""
        if record not in self.origins:
            return Place("claims")
        text, path = self.origins[record]
        parts = tuple(int(part) if part.isdigit() else part for part in field_path.split(".") if part)
        return text.place((*path, *parts))


def read(root: FilePath, changed: Mapping[str, bytes] | None = None) -> Reading:
    """Read all files below `root`; `changed` replaces or adds files by their path relative to it.

    Every problem of shape is in the result's `problems`; rules across files are `kb.rules`.
    """
    contents = {**dict(_contents(root)), **(changed or {})}
    tree = _Tree({name: parse(content, f"{root.name}/{name}") for name, content in sorted(contents.items())})
    return tree.read()


def read_draft(root: FilePath) -> Draft:
    """Read a tree that must be in shape.

    Raises ClaimsRejected with every problem otherwise.
    """
    reading = read(root)
    if reading.problems:
        raise ClaimsRejected(sorted(reading.problems))
    return reading.draft


def _contents(root: FilePath) -> Iterator[tuple[str, bytes]]:
    for name in LISTS:
        if (root / name).is_file():
            yield name, (root / name).read_bytes()
    for folder in FOLDERS:
        for path in (root / folder).glob("*.yaml"):
            if path.is_file():
                yield f"{folder}/{path.name}", path.read_bytes()


@dataclass
class _Tree:
    texts: dict[str, Text]
    problems: list[Problem] = field(default_factory=list)
    origins: dict[str, tuple[Text, Path]] = field(default_factory=dict)
    units: Units = field(default_factory=lambda: Units({}, {}))
    predicates: dict[str, Predicate] = field(default_factory=dict)

    def read(self) -> Reading:
        self.problems += [problem for text in self.texts.values() for problem in text.problems]
        units = self._listed("units.yaml", self._unit)
        self.units = Units.of(units)
        people = self._listed("people.yaml")
        self.predicates = self._listed("predicates.yaml", self._predicate)
        entities: dict[str, Entity] = {}
        sources: dict[str, Source] = {}
        links: dict[str, Link] = {}
        for name, text in self.texts.items():
            if text.problems or "/" not in name:
                continue
            reader = Reader(text, self.units, self.predicates)
            match name.split("/")[0]:
                case "entities":
                    entities |= self._entities(text, reader)
                case "sources":
                    sources |= self._source(text, reader)
                case "links":
                    links |= {link.id: link for link, _ in self._items(text, reader, "links", "link", Link)}
            self.problems += reader.problems
        draft = Draft(units=units, people=people, predicates=self.predicates, entities=entities, sources=sources, links=links)
        return Reading(draft, self.problems, self.origins)

    def _listed(self, name: str, finish: Callable[[Any, Path, Reader], Any] | None = None) -> dict[str, Any]:
        key, kind, type_ = LISTS[name]
        text = self.texts.get(name)
        if text is None or text.problems:
            if text is None:
                self.problems.append(
                    Problem(Place(f"claims/{name}"), "shape", "", "", f"{name} is missing", "every tree of claims has one")
                )
            return {}
        reader = Reader(text, self.units, self.predicates)
        found = [(finish(record, path, reader) if finish else record) for record, path in self._items(text, reader, key, kind, type_)]
        self.problems += reader.problems
        return {record.slug: record for record in found}

    def _items(self, text: Text, reader: Reader, key: str, kind: str, type_: type[Any]) -> Iterator[tuple[Any, Path]]:
        """Read the records under the one list of a file, refusing a second record of the same name."""
        head = {"kind"} if kind == "entity" else set[str]()
        if not isinstance(text.data, dict) or not isinstance(text.data.get(key), list) or set(text.data) - {key} - head:
            reader.reject((), text.file, f"this file holds the key `{key}` with a list" + (" and the key `kind`" if head else ""))
            return
        shared = {name: text.data[name] for name in head if name in text.data}
        for number, raw in enumerate(text.data[key]):
            name = raw.get("slug", raw.get("id", "?")) if isinstance(raw, dict) else "?"
            record = reader.record(type_, {**shared, **raw} if isinstance(raw, dict) else raw, (key, number), f"{kind}:{name}")
            if record is not None and self._first(f"{kind}:{name}", text, (key, number), reader):
                yield record, (key, number)

    def _first(self, record: str, text: Text, path: Path, reader: Reader) -> bool:
        """Register where a record stands; refuse it when its name is taken."""
        if record in self.origins:
            other, where = self.origins[record]
            key = "id" if record.startswith(("claim:", "link:")) else "slug"
            reader.reject((*path, key), record, f"this name is taken at {other.place(where)}", "choose another name", "duplicate")
            return False
        self.origins[record] = (text, path)
        return True

    def _unit(self, unit: Unit, path: Path, reader: Reader) -> Unit:
        try:
            return replace(unit, factor=plain_decimal(unit.factor))
        except BadValue as error:
            reader.reject((*path, "factor"), f"unit:{unit.slug}", error.message, error.remedy, "value")
            return unit

    def _predicate(self, predicate: Predicate, path: Path, reader: Reader) -> Predicate:
        try:
            return replace(predicate, tolerance=plain_decimal(predicate.tolerance)) if predicate.tolerance else predicate
        except BadValue as error:
            reader.reject((*path, "tolerance"), f"predicate:{predicate.slug}", error.message, error.remedy, "value")
            return predicate

    def _entities(self, text: Text, reader: Reader) -> dict[str, Entity]:
        return {entity.slug: entity for entity, _ in self._items(text, reader, "entities", "entity", Entity)}

    def _source(self, text: Text, reader: Reader) -> dict[str, Source]:
        if not isinstance(text.data, dict):
            reader.reject((), text.file, "a source is a mapping of fields", "start it with `slug: ...`")
            return {}
        raw = dict(text.data)
        passages = raw.pop("passages", [])
        name = f"source:{raw.get('slug', '?')}"
        head = reader.record(Source, raw, (), name)
        if head is not None and not self._first(name, text, (), reader):
            return {}
        if not isinstance(passages, list):
            reader.reject(("passages",), name, "a list of passages is needed here")
            return {}
        slug, defaults = (head.slug, head.defaults) if head else (str(raw.get("slug", "?")), None)
        read_ = [self._passage(one, ("passages", number), slug, defaults, text, reader) for number, one in enumerate(passages)]
        return {head.slug: replace(head, passages=tuple(one for one in read_ if one))} if head else {}

    def _passage(self, raw: Plain, path: Path, source: str, defaults: Defaults | None, text: Text, reader: Reader) -> Passage | None:
        name = f"source:{source}"
        if not isinstance(raw, dict) or not isinstance(raw.get("claims"), list) or set(raw) - {"at", "anchor", "claims"}:
            reader.reject(path, name, "a passage has the keys at, anchor and claims, the last with a list")
            return None
        at = reader.record(At, raw["at"], (*path, "at"), name) if "at" in raw else None
        anchor = reader.record(Anchor, raw["anchor"], (*path, "anchor"), name) if "anchor" in raw else None
        claims = []
        for number, one in enumerate(raw["claims"]):
            where: Path = (*path, "claims", number)
            claim: Claim | None = reader.claim(one, where, source, defaults)
            if claim is not None and self._first(f"claim:{source}:{claim.id}", text, where, reader):
                claims.append(claim)
        return Passage(at=at, anchor=anchor, claims=tuple(claims))
