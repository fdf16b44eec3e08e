"""What searching by words and by name finds."""

from typing import Self

import strawberry

from api.identity import global_id
from kb.store.base import Hit as HitRecord
from kb.store.base import Match as MatchRecord


@strawberry.type(description="A record whose prose holds the words.")
class Hit:
    """A record whose prose holds the words."""

    id: strawberry.ID = strawberry.field(description="Its id among all kinds of records, for `node`.")
    kind: str = strawberry.field(description="claim, entity or source.")
    key: str = strawberry.field(description="Its address, if it is a claim, or else its slug.")
    title: str = strawberry.field(description="What it is called.")
    snippet: str = strawberry.field(description="The words with some text around, each found word in [brackets].")

    @classmethod
    def of(cls, hit: HitRecord) -> Self:
        """Show what was found."""
        return cls(id=strawberry.ID(global_id(hit.kind, hit.id)), kind=hit.kind, key=hit.id, title=hit.title, snippet=hit.snippet)


@strawberry.type(description="A record that a name may mean.")
class Match:
    """A record that a name may mean."""

    id: strawberry.ID = strawberry.field(description="Its id among all kinds of records, for `node`.")
    kind: str = strawberry.field(description="entity, source or predicate.")
    key: str = strawberry.field(description="Its slug.")
    name: str = strawberry.field(description="The name by which it was found.")
    matched: str = strawberry.field(description="How: `slug`, `name`, `alias` or `title` for an exact match, `similar` for a guess.")

    @classmethod
    def of(cls, match: MatchRecord) -> Self:
        """Show what a name may mean."""
        id_ = strawberry.ID(global_id(match.kind, match.id))
        return cls(id=id_, kind=match.kind, key=match.id, name=match.name, matched=match.matched)


@strawberry.type(description="What one name may mean.")
class Resolution:
    """What one name may mean."""

    given: str = strawberry.field(description="The name as it was asked for.")
    matches: list[Match] = strawberry.field(description="Records that it names, best first; if none, those with a similar name.")
