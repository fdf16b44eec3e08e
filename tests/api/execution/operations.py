"""Operations over the whole schema, to compare two ways of answering them.

They have what generators for clients leave out: keys that exist, fragments, merged fields, directives and variables.
"""

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from graphql import GraphQLField, GraphQLObjectType, get_named_type, is_interface_type, is_leaf_type

from api.execution.documents import GRAPH
from api.identity import cursor
from kb.records.terms import Kind
from kb.store.base import KnowledgeBase

ALIASES = 25
UNKNOWN = ("", "nope", "no:such", "é", "a b", "OPT", "finding:no-such")


class Pool:
    """Keys that exist in a base, for each argument, and a few that do not."""

    def __init__(self, base: KnowledgeBase) -> None:
        self.claims, self.sources, self.entities = base.find(), base.source_slugs(), base.entity_slugs()
        self.models, self.findings = base.entity_slugs(Kind.model), base.finding_ids()
        self.predicates, self.guides = list(base.predicates()), list(base.guides())
        kinds = {"claim": self.claims, "entity": self.entities, "source": self.sources, "finding": self.findings}
        kinds |= {"predicate": self.predicates, "guide": self.guides}
        self.ids = {kind: [f"{kind}:{key}" for key in keys] for kind, keys in kinds.items()}
        self.typed = {str(kind): base.entity_slugs(kind) for kind in Kind}

    def key(self, rng: random.Random, owner: str, argument: str) -> str:
        """A text for an argument of a field."""
        return rng.choice(UNKNOWN if rng.random() < 0.02 else self.keys(rng, owner, argument) or UNKNOWN)

    def keys(self, rng: random.Random, owner: str, argument: str) -> Sequence[str]:
        match owner, argument:
            case "finding", "id":
                return self.findings
            case "provenance", "id":
                return self.claims if rng.random() < 0.7 else self.ids["finding"]
            case _, "id":
                return self.ids[rng.choice(list(self.ids))]
            case _, "address" | "addresses" | "claim":
                return self.claims
            case _, "models" | "subject" | "system":
                return self.models
            case _, "predicate":
                return self.predicates
            case "source", "slug":
                return self.sources
            case _, "source":
                return self.sources
            case "guide", "slug":
                return self.guides
            case _, "slug":
                return self.typed.get(owner, self.entities)
            case _, "scope":
                return self.sources if owner == "verificationReport" or rng.random() < 0.5 else self.entities
            case _, "text":
                return ("the", "model", "batch size", "tokens", '"')
            case _, "names":
                return (*self.entities, "OPT 175B", "gpt")
            case _, "after":
                return [cursor(one) for one in rng.choice((self.claims, self.entities, self.sources, self.findings))]
        return self.entities


@dataclass
class Operation:
    """A query with its variables."""

    pool: Pool
    rng: random.Random
    heads: list[str] = field(default_factory=list)
    fragments: list[str] = field(default_factory=list)
    variables: dict[str, Any] = field(default_factory=dict)
    aliases: int = 0
    query: str = ""

    def __post_init__(self) -> None:
        below = self.selection("Query", self.rng.randint(2, 6), self.rng.choice((1, 1, 2, 3)))
        head = f"query Q({', '.join(self.heads)}) " if self.heads else "query Q "
        self.query = head + below + "".join(self.fragments)

    def often(self, share: float) -> bool:
        return self.rng.random() < share

    def selection(self, type_name: str, levels: int, size: int) -> str:
        type_ = GRAPH.type_map[type_name]
        if is_interface_type(type_):
            return self.interface(levels, size)
        known = [name for name, one in type_.fields.items() if levels > 1 or is_leaf_type(get_named_type(one.type))]
        picked = [self.field(name, type_.fields[name], levels) for name in self.rng.sample(known, min(size, len(known)))]
        if self.often(0.15) or not picked:
            picked.insert(self.rng.randint(0, len(picked)), "__typename")
        return "{ " + " ".join(self.grouped(picked, type_)) + " }"

    def interface(self, levels: int, size: int) -> str:
        parts = [f"... on {one.name} {self.selection(one.name, levels, size)}" for one in GRAPH.get_possible_types(GRAPH.type_map["Node"])]
        return "{ id " + " ".join(self.rng.sample(parts, self.rng.randint(1, len(parts)))) + " ... on Node { __typename } }"

    def grouped(self, picked: list[str], type_: GraphQLObjectType) -> list[str]:
        """Move some of the fields into a fragment."""
        if not self.often(0.25):
            return picked
        start = self.rng.randint(0, len(picked) - 1)
        inside = "{ " + " ".join(picked[start:]) + " }"
        if self.often(0.5):
            return [*picked[:start], f"... {self.rng.choice((f'on {type_.name} ', ''))}{self.directive()}{inside}"]
        name = f"F{len(self.fragments)}"
        self.fragments.append(f" fragment {name} on {type_.name} {inside}")
        return [*picked[:start], f"...{name} {self.directive()}", *([f"...{name}"] if self.often(0.2) else [])]

    def field(self, name: str, definition: GraphQLField, levels: int) -> str:
        head = name + self.arguments(name, definition)
        if self.aliases < ALIASES and self.often(0.15):
            self.aliases += 1
            head = f"a{self.aliases}: {head}"
        named = get_named_type(definition.type)
        if is_leaf_type(named):
            return f"{head} {self.directive()}"
        wide = self.rng.choice((1, 2, 3, 4, 6)) if named.name.endswith("Connection") or self.often(0.7) else 10
        below = self.selection(named.name, levels - 1, wide)
        again = f" {head} {self.selection(named.name, 1, 2)}" if self.often(0.1) else ""
        return f"{head} {self.directive()}{below}{again}"

    def directive(self) -> str:
        if not self.often(0.06):
            return ""
        name, value = self.rng.choice(("skip", "include")), self.often(0.5)
        return f"@{name}(if: {self.variable('Boolean!', value) if self.often(0.5) else str(value).lower()}) "

    def arguments(self, name: str, definition: GraphQLField) -> str:
        given = [f"{key}: {self.argument(name, key, str(one.type))}" for key, one in definition.args.items() if self.wanted(key, one.type)]
        return f"({', '.join(given)})" if given else ""

    def wanted(self, key: str, type_: Any) -> bool:
        return str(type_).endswith("!") or self.often({"first": 0.95, "after": 0.1}.get(key, 0.4))

    def argument(self, owner: str, key: str, type_: str) -> str:
        value = self.value(owner, key, type_)
        return self.variable(type_, value) if self.often(0.4) else literal(value, GRAPH.type_map[type_.strip("[]!")])

    def value(self, owner: str, key: str, type_: str) -> Any:
        bare = type_.strip("[]!")
        if not type_.endswith("!") and self.often(0.02):
            return None
        if type_.startswith("["):
            return [self.value(owner, key, bare + "!") for _ in range(self.rng.randint(1, 3))]
        if bare == "Int":
            return self.rng.choice((101, -1, 100)) if self.often(0.02) else self.rng.randint(0, 4)
        if bare == "Boolean":
            return self.often(0.5)
        if bare == "ClaimsFilter":
            return self.filter()
        if bare in ("String", "ID"):
            return self.pool.key(self.rng, owner, key)
        return self.rng.choice(list(GRAPH.type_map[bare].values))

    def filter(self) -> dict[str, Any]:
        fields = GRAPH.type_map["ClaimsFilter"].fields
        chosen = self.rng.sample(list(fields), self.rng.choice((0, 1, 1, 2)))
        return {key: self.value("filter", key, str(fields[key].type)) for key in chosen}

    def variable(self, type_: str, value: Any) -> str:
        name = f"v{len(self.heads)}"
        self.heads.append(f"${name}: {type_}")
        self.variables[name] = value
        return f"${name}"


def literal(value: Any, type_: Any) -> str:
    """A value as a query has it."""
    if isinstance(value, dict):
        inner = {key: GRAPH.type_map[str(type_.fields[key].type).strip("[]!")] for key in value}
        return "{" + ", ".join(f"{key}: {literal(one, inner[key])}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(literal(one, type_) for one in value) + "]"
    return str(value) if value is not None and hasattr(type_, "values") else json.dumps(value)
