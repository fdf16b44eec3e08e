"""Drafts made from other drafts, for tests that ask what changes when claims go."""

from dataclasses import replace

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
