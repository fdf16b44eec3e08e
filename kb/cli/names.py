"""Names as they are typed behind a command: what one means, what to type instead, and how the shell completes it."""

import contextlib
from collections.abc import Callable, Iterable
from operator import attrgetter

import click

from kb.errors import BadArgument, KBError, UnknownId
from kb.ids import is_address
from kb.locate import open_base
from kb.records.terms import Kind
from kb.store.base import ClaimFilter, KnowledgeBase, Match

KINDS = ("entity", "source", "predicate")
"""Kinds of record that have names of their own, the one meant first where a slug is shared."""
PREFIXED = ("claim", "finding", "guide")
"""Kinds of record that are named by their global id; claims by their address too."""
SLUG, NAME = attrgetter("id"), attrgetter("name")
MOST = 3
Completer = Callable[[click.Context, click.Parameter, str], list[str]]


def meant(base: KnowledgeBase, given: str, command: str, kinds: tuple[str, ...] = KINDS) -> tuple[str, str]:
    """Return kind and id of the record that a global id, address, slug, name or alias means.

    Raises UnknownId when there is none and BadArgument when there are several, each with up to three whole commands to
    type instead. A global id or address is taken as it is, whether the record exists or not.
    """
    kind, colon, rest = given.partition(":")
    if colon and kind in (*kinds, *(PREFIXED if kinds == KINDS else ("claim",))):
        return kind, rest
    if is_address(given):
        return "claim", given
    matches = [match for match in base.resolve(given) if match.kind in kinds]
    exact = sorted((match for match in matches if match.matched != "similar"), key=lambda match: kinds.index(match.kind))
    by_slug, by_letter = ([match for match in exact if given == name(match)] for name in (SLUG, NAME))
    best = by_slug or by_letter or exact
    if len({match.id for match in best}) != 1:
        raise _not_one(given, exact, commands(command, exact or matches, kinds), kinds)
    for other in exact:
        if (other.kind, other.id) != (best[0].kind, best[0].id):
            click.echo(f"note: {other.kind} {other.id} is called so too; see `{command} {other.kind}:{other.id}`", err=True)
    return best[0].kind, best[0].id


def _not_one(given: str, exact: list[Match], instead: list[str], kinds: tuple[str, ...]) -> KBError:
    if exact:
        return BadArgument("name", given, f"it has several meanings; type {' or '.join(instead)}")
    return UnknownId(kinds[0] if len(kinds) == 1 else "record", given, instead)


def commands(command: str, matches: Iterable[Match], kinds: tuple[str, ...] = KINDS) -> list[str]:
    """Return what to type for each of these records, three at most; the kind is named where it is not the only one."""
    ids = dict.fromkeys(match.id if match.kind == kinds[0] else f"{match.kind}:{match.id}" for match in matches)
    return [f"`{command} {id_}`" for id_ in list(ids)[:MOST]]


def with_commands(error: UnknownId, command: str) -> UnknownId:
    """Return the same error with whole commands for suggestions."""
    kind = f"{error.kind}:" if error.kind in PREFIXED[1:] else ""
    return UnknownId(error.kind, error.given, [f"`{command} {kind}{one}`" for one in error.suggestions[:MOST]])


def completer(*kinds: str) -> Completer:
    """Return what completes ids of these kinds from the base; silent on any failure, as a shell expects."""

    def complete(_: click.Context, __: click.Parameter, incomplete: str) -> list[str]:
        with contextlib.suppress(Exception), open_base() as base:
            return [one for kind in kinds for one in _ids(base, kind, incomplete) if one.startswith(incomplete)]
        return []

    return complete


def _ids(base: KnowledgeBase, kind: str, incomplete: str) -> Iterable[str]:
    match kind:
        case "entity":
            return base.entity_slugs()
        case "source":
            return base.source_slugs()
        case "predicate":
            return base.predicates()
        case "finding":
            return (f"finding:{id_}" for id_ in base.finding_ids())
        case "situation":
            situations = base.entities(base.entity_slugs(Kind.situation))
            return [f"{slug}={value}" for slug, entity in situations.items() for value in entity.values]
        case "guide":
            return (f"guide:{slug}" for slug in base.guides())
    source, colon, _ = incomplete.partition(":")
    return base.find(ClaimFilter(source=source, withdrawn=True)) if colon else ()
