"""What the types of records have in common: a global id, and fields that read the record."""

from collections.abc import Callable, Iterable
from typing import Any

import strawberry
from strawberry.types import Info

from api.identity import global_id
from api.reading import Reading
from api.types.derive import PARENT, derived


@strawberry.interface(description="A record that has an id among all kinds of records.")
class Node:
    """A record with a global id."""

    @strawberry.field(description="Kind of record, a colon, and its slug or address.")
    def id(self) -> strawberry.ID:
        raise NotImplementedError


FETCH: dict[str, Callable[..., Any]] = {}
"""How records of each kind that has global ids are fetched by their keys; each kind's module puts its own way here."""


def fetched(info: Info, kind: str, keys: Iterable[str]) -> list[Any]:
    """Fetch the records of a kind that exist, in the order given."""
    found: list[Any] = FETCH[kind](info, keys)
    return found


def reading(info: Info) -> Reading:
    """Return what a request reads from."""
    found: Reading = info.context["reading"]
    return found


def identified(kind: str, path: str) -> Any:
    """Make the field that holds the global id: the kind, and the key at a dotted path of the record."""

    def read(root: Any) -> strawberry.ID:
        return strawberry.ID(global_id(kind, getattr(root.record, path)))

    read.__annotations__ = {"root": PARENT, "return": strawberry.ID}
    return strawberry.field(resolver=read, name="id", description=f"Id among all kinds of records: `{kind}:` and the {path}.")


def of(name: str, path: str, hint: Any, description: str, record: str = "record") -> Any:
    """Make a field that reads an attribute by its dotted path from what the type wraps."""

    def read(root: Any) -> Any:
        found = getattr(root, record)
        for part in path.split("."):
            found = getattr(found, part)
        return found

    read.__annotations__ = {"root": PARENT, "return": hint}
    return strawberry.field(resolver=read, name=name, description=description)


def body(record: type[Any], description: str) -> Any:
    """Make the field that holds the body of claims of one form, and null for the others."""

    def read(root: Any) -> Any:
        found = root.record.claim.body
        return found if isinstance(found, record) else None

    read.__annotations__ = {"root": PARENT, "return": derived(record) | None}
    return strawberry.field(resolver=read, name=record.__name__.lower(), description=description)
