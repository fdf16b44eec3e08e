"""Selections of what is held in memory: answers of questions, hits, names, predicates and guides."""

from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any

from graphql import GraphQLObjectType

from api.execution.objects import Objects
from api.execution.pieces import Level
from api.execution.selections import Chosen
from api.execution.values import Write, object_writer, writer
from api.identity import global_id
from api.types.findings import OF_FINDING, rests

Get = Callable[[Any], Any]


def _id(value: Any) -> str:
    return global_id(value.kind, value.id)


READ: Mapping[tuple[str, str], Get] = {
    ("Hit", "id"): _id,
    ("Hit", "key"): attrgetter("id"),
    ("Match", "id"): _id,
    ("Match", "key"): attrgetter("id"),
    ("Predicate", "id"): lambda predicate: global_id("predicate", predicate.slug),
    ("Guide", "id"): lambda guide: global_id("guide", guide.slug),
}
"""How fields are read that are no attribute of the same name."""


class Plain:
    """Plans what is shown of values of Python under one set of selections."""

    def __init__(self, objects: Objects) -> None:
        self.objects, self.types = objects, objects.types

    def writer(self, chosen: Chosen) -> Write:
        """Return what writes the value of a field."""
        return writer(chosen.field.type, lambda: self.object(chosen, chosen.type_name))

    def object(self, chosen: Chosen, type_name: str) -> Write:
        """Return what writes an object of a type."""
        type_: GraphQLObjectType = self.types[type_name]
        return object_writer([(one.key, *self._field(one, type_name)) for one in self.objects.selections.below(chosen, type_)])

    def _field(self, chosen: Chosen, type_name: str) -> tuple[Get, Write]:
        if chosen.name == "__typename":
            return lambda _: f'"{type_name}"', lambda writing, text: writing.parts.append(text)
        if made := LEFT.get((type_name, chosen.name)):
            return made(self.objects, chosen)
        name = chosen.field.extensions["strawberry-definition"].python_name
        return READ.get((type_name, chosen.name)) or attrgetter(name), self.writer(chosen)


Left = Callable[[Objects, Chosen], tuple[Get, Write]]
"""Plans a field that a level of records fills."""


def one(get: Get) -> Left:
    """Plan a field that holds one record; `get` returns its key."""
    return lambda objects, chosen: (get, _leave(objects.by_key(chosen)))


def several(get: Get) -> Left:
    """Plan a field that holds a list of records; `get` returns their keys."""

    def plan(objects: Objects, chosen: Chosen) -> tuple[Get, Write]:
        level = objects.by_key(chosen)
        return get, lambda writing, keys: writing.leave(level, keys, several=True)

    return plan


def _leave(level: Level) -> Write:
    return lambda writing, key: writing.leave(level, (key,), several=False)


def _facts(objects: Objects, chosen: Chosen) -> tuple[Get, Write]:
    condition = "claim.address IN (SELECT claim FROM fact WHERE predicate = ?1)"
    return attrgetter("slug"), _leave(objects.claims(chosen, condition))


def _claims(guide: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for one in rests(guide) if not one.startswith(OF_FINDING)))


def _findings(guide: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.removeprefix(OF_FINDING) for one in rests(guide) if one.startswith(OF_FINDING)))


LEFT: Mapping[tuple[str, str], Left] = {
    ("PremiseClaim", "claim"): one(attrgetter("address")),
    ("AnsweredEntity", "entity"): one(attrgetter("slug")),
    ("Predicate", "claims"): _facts,
    ("Guide", "source"): one(attrgetter("source")),
    ("Guide", "claims"): several(_claims),
    ("Guide", "findings"): several(_findings),
}
"""Fields of values that lead to records of the base."""
