"""A tree of YAML files to one Draft: vocabulary first, then what is said with it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path as FilePath
from typing import Any

from kb.draft import Draft
from kb.errors import ClaimsRejected, Place, Problem
from kb.read.events import Path, Text, parse
from kb.read.files import Origins, entities, findings, listed, single, source
from kb.read.records import Reader
from kb.read.remembered import Memory, Remembered, Unparsed
from kb.read.values import BadValue, Units, plain_decimal
from kb.records.coverage import Coverage
from kb.records.guide import Guide
from kb.records.link import Link
from kb.records.retired import Retired
from kb.records.review import Review
from kb.records.verification import Verification
from kb.records.vocabulary import Person, Predicate, Unit

FOLDERS = ("entities", "sources", "links", "findings", "guides", "coverage", "verifications", "reviews")
LISTS = {
    "units.yaml": ("units", "unit", Unit),
    "people.yaml": ("people", "person", Person),
    "predicates.yaml": ("predicates", "predicate", Predicate),
    "retired.yaml": ("retired", "retired", Retired),
}
NEEDED = ("units.yaml", "people.yaml", "predicates.yaml")
"""Files that every tree has."""
DECIMALS = {"unit": "factor", "predicate": "tolerance"}
"""Fields that hold a bare number as text."""
TYPED = ("reference", "value")
"""Rules that units and predicates decide; while these have problems themselves, nothing is reported under them."""


@dataclass
class Reading:
    """What a tree of files holds: the draft, where each record stands, and what could not be read."""

    draft: Draft
    problems: list[Problem] = field(default_factory=list)
    origins: Origins = field(default_factory=Origins)
    root: str = "claims"

    def file(self, record: str) -> str:
        """Return the file in which a record stands."""
        stands = self.origins.stand.get(record)
        return stands[0].file if stands else self.root

    def place(self, record: str, field_path: str = "") -> Place:
        """Return where a record, or the dotted path of one of its fields, stands."""
        parts = tuple(int(part) if part.isdecimal() else part for part in field_path.split(".") if part)
        return self.origins.place(record, parts) or Place(self.root)


def read(root: FilePath, changed: Mapping[str, bytes] | None = None, remember: bool = False) -> Reading:
    """Read all files below `root`; `changed` replaces or adds files by their path relative to it.

    With `remember`, files read before are taken from the user's cache by the digest of their bytes. Every problem of
    shape is in the result's `problems`; rules across files are `kb.rules`.
    """
    return read_contents({**dict(_contents(root)), **(changed or {})}, root.resolve().name, remember)


def read_contents(contents: Mapping[str, bytes], root: str = "claims", remember: bool = False) -> Reading:
    """Read files that need not be on a disk, by their path in a tree that is called `root`; otherwise as `read`."""
    memory = Memory(contents.get(name, b"") for name in NEEDED) if remember else None
    return _Tree(root, dict(sorted(contents.items())), memory).read()


def is_read(path: str) -> bool:
    """Tell whether a file belongs to the records of a tree, by its path in it.

    >>> is_read("units.yaml"), is_read("sources/opt.yaml"), is_read("sources/old/opt.yaml"), is_read("README.md")
    (True, True, False, False)
    """
    folder, slash, name = path.partition("/")
    return path in LISTS or (folder in FOLDERS and bool(slash) and "/" not in name and name.endswith(".yaml"))


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


def _name(record: Any) -> str:
    return str(record.id if isinstance(record, Retired) else record.slug)


@dataclass
class _Tree:
    root: str
    contents: dict[str, bytes]
    memory: Memory | None
    problems: list[Problem] = field(default_factory=list)
    origins: Origins = field(default_factory=Origins)
    units: Units = field(default_factory=lambda: Units({}, {}))
    predicates: dict[str, Predicate] = field(default_factory=dict)

    def read(self) -> Reading:
        """Read units and predicates, then all that is typed by them."""
        units = self._vocabulary("units.yaml")
        self.units = Units.of(units)
        self.predicates = self._vocabulary("predicates.yaml")
        complete = not self.problems
        people, retired = self._vocabulary("people.yaml"), self._vocabulary("retired.yaml")
        found: dict[str, dict[str, Any]] = {folder: {} for folder in FOLDERS}
        for name, content in self.contents.items():
            folder, slash, _ = name.partition("/")
            if slash and folder in found:
                found[folder] |= self._recalled(folder, name, content) or self._file(folder, name, complete)
        draft = Draft(units=units, people=people, predicates=self.predicates, retired=retired, **found)
        return Reading(draft, self.problems, self.origins, self.root)

    def _vocabulary(self, name: str) -> dict[str, Any]:
        key, kind, type_ = LISTS[name]
        if name not in self.contents and name not in NEEDED:
            return {}
        if name not in self.contents:
            place = Place(f"{self.root}/{name}")
            self.problems.append(Problem(place, "shape", "", "", f"{name} is missing", "every tree of claims has one"))
            return {}
        return self._read(
            self._text(name),
            lambda reader: {_name(one): one for one in self._plain(listed(reader, self.origins, key, kind, type_), kind, reader)},
        )

    def _plain(self, records: Iterator[tuple[Any, Path]], kind: str, reader: Reader) -> Iterator[Any]:
        """Write the bare numbers of vocabulary in the one way in which they are compared."""
        name = DECIMALS.get(kind)
        for record, path in records:
            given = getattr(record, name) if name else None
            if name is None or given is None:
                yield record
                continue
            try:
                yield replace(record, **{name: plain_decimal(given)})
            except BadValue as error:
                reader.reject((*path, name), f"{kind}:{record.slug}", error.message, error.remedy, "value")

    def _text(self, name: str) -> Text:
        return parse(self.contents[name], f"{self.root}/{name}")

    def _recalled(self, folder: str, name: str, content: bytes) -> dict[str, Any] | None:
        """Return what a file holds that was read before, unless one of its names is taken, which must be told."""
        known = self.memory.recall(folder, content) if self.memory else None
        if known is None or known.stands.keys() & self.origins.stand.keys():
            return None
        text = Unparsed(f"{self.root}/{name}", content=content)
        self.origins.stand |= {record: (text, path) for record, path in known.stands.items()}
        return known.records

    def _file(self, folder: str, name: str, complete: bool) -> dict[str, Any]:
        kinds: dict[str, Callable[[Reader], dict[str, Any]]] = {
            "entities": lambda reader: {one.slug: one for one in entities(reader, self.origins)},
            "sources": lambda reader: {one.slug: one for one in (source(reader, self.origins),) if one},
            "links": lambda reader: {one.id: one for one, _ in listed(reader, self.origins, "links", "link", Link)},
            "findings": lambda reader: {one.id: one for one in findings(reader, self.origins)},
            "guides": lambda reader: single(reader, self.origins, "guide", Guide, lambda one: str(one.slug)),
            "coverage": lambda reader: single(reader, self.origins, "coverage", Coverage, lambda one: str(one.source)),
            "verifications": lambda reader: single(
                reader, self.origins, "verification", Verification, lambda one: f"{one.source}/{one.document}"
            ),
            "reviews": lambda reader: single(reader, self.origins, "review", Review, lambda one: f"{one.source}/{one.reviewer}"),
        }
        before, known = len(self.problems), set(self.origins.stand)
        found = self._read(self._text(name), kinds[folder], complete)
        if self.memory and complete and len(self.problems) == before:
            stands = {record: path for record, (_, path) in self.origins.stand.items() if record not in known}
            self.memory.remember(folder, self.contents[name], Remembered(found, stands))
        return found

    def _read(self, text: Text, records: Callable[[Reader], dict[str, Any]], complete: bool = True) -> dict[str, Any]:
        """Read one file, and keep what is wrong with it."""
        self.problems += text.problems
        if text.unread:
            return {}
        reader = Reader(text, self.units, self.predicates)
        found = records(reader)
        self.problems += [problem for problem in reader.problems if complete or problem.rule not in TYPED]
        return found
