"""One file of records: its head, its lists, and the registry of names that no two records share."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from kb.errors import Place
from kb.ids import nearest
from kb.read.events import Path, Plain, Text
from kb.read.faults import shown
from kb.read.records import Reader
from kb.read.values import Units
from kb.records.claim import Claim
from kb.records.entity import Entity
from kb.records.finding import Finding
from kb.records.source import Anchor, At, Defaults, Passage, Source
from kb.records.terms import Kind, Modality, Stance

PASSAGE = ("at", "anchor", "claims")
UNREAD = At(section="?")
"""Stands for a place that was rejected, so that its claims are not said to have none."""


@dataclass
class Origins:
    """File and path of every record by its global id."""

    stand: dict[str, tuple[Text, Path]] = field(default_factory=dict)

    def place(self, record: str, parts: Path = ()) -> Place | None:
        """Return where a record or a part of it stands, None for an unknown record."""
        if record not in self.stand:
            return None
        text, path = self.stand[record]
        return text.place((*path, *parts))

    def claim(self, record: str, path: Path, reader: Reader) -> bool:
        """Register where a record stands; refuse it when its name is taken."""
        if taken := self.place(record):
            key = "id" if record.startswith(("claim:", "link:", "finding:", "retired:")) else "slug"
            reader.reject((*path, key), record, f"this name is taken at {taken}", "choose another name", "duplicate")
            return False
        self.stand[record] = (reader.text, path)
        return True


def listed(reader: Reader, origins: Origins, key: str, kind: str, type_: type[Any]) -> Iterator[tuple[Any, Path]]:
    """Yield the records under the one list of a file, with their paths; a second record of the same name is refused."""
    raw = reader.text.data
    if not _holds(reader, raw, (key,)):
        return
    for number, one in enumerate(raw[key]):
        yield from _item(one, (key, number), reader, origins, kind, type_)


def entities(reader: Reader, origins: Origins) -> Iterator[Entity]:
    """Yield the entities of a file, whose kind stands once at its head."""
    raw = reader.text.data
    if not _holds(reader, raw, ("kind", "entities")):
        return
    kind = _kind(reader, raw.get("kind"))
    for number, one in enumerate(raw["entities"]):
        path: Path = ("entities", number)
        if isinstance(one, dict) and "kind" in one:
            reader.reject(
                (*path, "kind"), f"entity:{shown(one.get('slug', '?'))}", "the kind stands once, at the head of the file", "remove it"
            )
        elif isinstance(one, dict):
            found = _item({**one, "kind": kind or Kind.model}, path, reader, origins, "entity", Entity)
            yield from (entity for entity, _ in found if kind)
        else:
            yield from (entity for entity, _ in _item(one, path, reader, origins, "entity", Entity))


def findings(reader: Reader, origins: Origins) -> Iterator[Finding]:
    """Yield the findings of a file, their results read as quantities."""
    raw = reader.text.data
    if not _holds(reader, raw, ("findings",)):
        return
    for number, one in enumerate(raw["findings"]):
        path: Path = ("findings", number)
        if isinstance(one, dict) and "result" in one:
            name = f"finding:{shown(one.get('id', '?'))}"
            one = {**one, "result": reader.quantity(one["result"], (*path, "result"), name)}  # noqa: PLW2901 # the typed one
        yield from (found for found, _ in _item(one, path, reader, origins, "finding", Finding))


def single(reader: Reader, origins: Origins, kind: str, type_: type[Any], key: Callable[[Any], str]) -> dict[str, Any]:
    """Read a file that is one record, and return it by its key; nothing where it is not of that shape."""
    raw = reader.text.data
    names = [str(raw[name]) for name in ("slug", "source", "document", "reviewer") if isinstance(raw, dict) and name in raw]
    record = reader.record(type_, raw, (), f"{kind}:{shown('/'.join(names))}")
    return {key(record): record} if record is not None and origins.claim(f"{kind}:{key(record)}", (), reader) else {}


def _item(raw: Plain, path: Path, reader: Reader, origins: Origins, kind: str, type_: type[Any]) -> Iterator[tuple[Any, Path]]:
    name = raw.get("slug", raw.get("id", "?")) if isinstance(raw, dict) else "?"
    record = reader.record(type_, raw, path, f"{kind}:{shown(name)}")
    if record is not None and origins.claim(f"{kind}:{name}", path, reader):
        yield record, path


def _holds(reader: Reader, raw: Plain, keys: tuple[str, ...]) -> bool:
    """Tell whether a file is a mapping of these keys, the last one with a list."""
    if not isinstance(raw, dict):
        reader.reject((), reader.text.file, f"this file holds the key `{keys[-1]}` with a list", f"start it with `{keys[0]}:`")
        return False
    for key in raw.keys() - set(keys):
        hint = nearest(key, keys)
        reader.reject((key,), reader.text.file, f"`{shown(key)}` is no key here", f"did you mean {hint[0]}?" if hint else "remove it")
    if keys[-1] not in raw:
        reader.reject((), reader.text.file, f"`{keys[-1]}` is missing", f"this file holds the key `{keys[-1]}` with a list")
    elif not isinstance(raw[keys[-1]], list):
        reader.reject((keys[-1],), reader.text.file, "a list is needed here", "start each item with `- `")
    return isinstance(raw.get(keys[-1]), list)


def _kind(reader: Reader, given: Plain) -> Kind | None:
    words = [kind.value for kind in Kind]
    if given is None:
        reader.reject((), reader.text.file, "`kind` is missing", "say once, at the head, of what kind these entities are")
    elif given not in words:
        close = nearest(str(given), words)
        remedy = f"did you mean {close[0]}?" if close else f"type one of: {', '.join(words)}"
        reader.reject(("kind",), reader.text.file, f"{shown(given)!r} is no kind of entity", remedy)
    else:
        return Kind(given)
    return None


def source(reader: Reader, origins: Origins) -> Source | None:
    """Read a file that is one source with its passages."""
    text = reader.text
    if not isinstance(text.data, dict):
        reader.reject((), text.file, "a source is a mapping of fields", "start it with `slug: ...`")
        return None
    raw = dict(text.data)
    passages = raw.pop("passages", [])
    slug = raw.get("slug", "?")
    name = f"source:{shown(slug)}"
    head = reader.record(Source, raw, (), name, ("passages",))
    if head is not None and not origins.claim(name, (), reader):
        return None
    if not isinstance(passages, list):
        reader.reject(("passages",), name, "a list of passages is needed here", "start each one with `- at: ...`")
        return None
    defaults = head.defaults if head else _stated(raw)
    read = [_passage(one, ("passages", number), shown(slug), defaults, reader, origins) for number, one in enumerate(passages)]
    return replace(head, passages=tuple(one for one in read if one)) if head else None


def _stated(raw: dict[str, Plain]) -> Defaults | None:
    """Return the defaults of a source whose head has a fault, so that its claims are not blamed for it."""
    if "defaults" not in raw:
        return None
    unheard = Reader(Text(""), Units({}, {}), {})
    return unheard.record(Defaults, raw["defaults"], (), "") or Defaults(modality=Modality.reported, stance=Stance.own)


def _passage(raw: Plain, path: Path, slug: str, defaults: Defaults | None, reader: Reader, origins: Origins) -> Passage | None:
    name = f"source:{slug}"
    if not isinstance(raw, dict):
        reader.reject(path, name, "a passage has the keys at, anchor and claims", "start it with `- at: ...`")
        return None
    for key in raw.keys() - set(PASSAGE):
        close = nearest(key, PASSAGE)
        remedy = f"did you mean {close[0]}?" if close else "a passage has the keys at, anchor and claims"
        reader.reject((*path, key), name, f"`{shown(key)}` is no key here", remedy)
    at = reader.record(At, raw["at"], (*path, "at"), name) or UNREAD if "at" in raw else None
    anchor = reader.record(Anchor, raw["anchor"], (*path, "anchor"), name) if "anchor" in raw else None
    if not isinstance(raw.get("claims"), list):
        missing = "claims" not in raw
        reader.reject(
            (*path, "claims"),
            name,
            "`claims` is missing" if missing else "a list of claims is needed here",
            "start each one with `- id: ...`",
        )
        return None
    claims = (_claim(one, (*path, "claims", number), slug, defaults, reader, origins) for number, one in enumerate(raw["claims"]))
    return Passage(at=at, anchor=anchor, claims=tuple(claim for claim in claims if claim))


def _claim(raw: Plain, path: Path, slug: str, defaults: Defaults | None, reader: Reader, origins: Origins) -> Claim | None:
    claim = reader.claim(raw, path, slug, defaults)
    return claim if claim is not None and origins.claim(f"claim:{slug}:{claim.id}", path, reader) else None
