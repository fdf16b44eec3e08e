"""Drafts made from other drafts, for tests that ask what changes when claims go."""

from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any

from kb.draft import Draft


def without(draft: Draft, addresses: set[str]) -> Draft:
    """Return a draft without some claims, and without what would point at them."""
    sources = {}
    for slug, source in draft.sources.items():
        passages = []
        for passage in source.passages:
            kept = [claim for claim in passage.claims if f"{slug}:{claim.id}" not in addresses]
            claims = tuple(replace(claim, because=tuple(one for one in claim.because if one not in addresses)) for claim in kept)
            passages.append(replace(passage, claims=claims))
        sources[slug] = replace(source, passages=tuple(passage for passage in passages if passage.claims))
    links = {key: link for key, link in draft.links.items() if not addresses & set(link.claims)}
    return replace(draft, sources=sources, links=links)


def filled(given: Any) -> Any:
    """Return records with something in every text and mapping: YAML holds no empty ones."""
    if is_dataclass(given) and not isinstance(given, type):
        return replace(given, **{field.name: filled(getattr(given, field.name)) for field in fields(given)})
    if isinstance(given, tuple):
        return tuple(filled(part) for part in given)
    if isinstance(given, dict):
        return {key: filled(value) for key, value in given.items()} or None
    return given or "filled" if isinstance(given, str) and not isinstance(given, Enum) else given
