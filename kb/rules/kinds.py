"""Which entities may stand where a kind is asked for, sets of such entities included."""

from kb.draft import Draft
from kb.records.entity import Entity
from kb.records.terms import Kind


def fits(draft: Draft, entity: Entity, kinds: tuple[Kind, ...], sets: bool = True) -> bool:
    """Tell whether an entity is of one of the kinds or, where `sets` may stand, a set of nothing but such entities."""
    return entity.kind in kinds or (sets and is_plural(entity, kinds) and not _others(draft, entity, kinds))


def is_plural(entity: Entity, kinds: tuple[Kind, ...]) -> bool:
    """Tell whether an entity stands for its members: a set where one of those kinds, and not a set as such, is asked for."""
    return entity.kind is Kind.set and Kind.set not in kinds


def described(draft: Draft, entity: Entity, kinds: tuple[Kind, ...]) -> str:
    """Say what an entity is: its kind and, of a set, the first member that is of none of the kinds."""
    others = _others(draft, entity, kinds) if is_plural(entity, kinds) else []
    return f"{entity.slug} is {one_of(entity.kind)}" + (f" with {others[0].slug} in it, {one_of(others[0].kind)}" if others else "")


def one_of(*kinds: str) -> str:
    """Say which kinds are asked for, with their article.

    >>> one_of("model", "run"), one_of("outcome")
    ('a model or run', 'an outcome')
    """
    words = " or ".join(kinds)
    return f"an {words}" if words.startswith(("a", "e", "i", "o")) else f"a {words}"


def _others(draft: Draft, entity: Entity, kinds: tuple[Kind, ...]) -> list[Entity]:
    members = [draft.entities[slug] for slug in entity.members if slug in draft.entities]
    return [member for member in members if member.kind not in kinds]
