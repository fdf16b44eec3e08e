"""Drafts made from other drafts, for tests that ask what changes when claims go."""

from collections.abc import Collection
from dataclasses import replace

from kb.draft import Draft
from kb.records.claim import About, Claim, Withdrawal
from tests.builders import make_source


def without(draft: Draft, addresses: Collection[str]) -> Draft:
    """Return a draft without some claims, and without what would point at them; guides, maps and verifications go too."""
    gone = set(addresses)
    gone |= {address for address, placed in draft.claims.items() if isinstance(body := placed.claim.body, About) and _target(body) in gone}
    sources = {}
    for slug, source in draft.sources.items():
        passages = []
        for passage in source.passages:
            kept = [claim for claim in passage.claims if f"{slug}:{claim.id}" not in gone]
            claims = tuple(replace(claim, because=tuple(one for one in claim.because if one not in gone)) for claim in kept)
            passages.append(replace(passage, claims=claims))
        sources[slug] = replace(source, passages=tuple(passage for passage in passages if passage.claims))
    links = {key: link for key, link in draft.links.items() if not gone & set(link.claims)}
    findings = {key: one for key, one in draft.findings.items() if not gone & {one.of, *(premise.claim for premise in one.premises)}}
    return replace(draft, sources=sources, links=links, findings=findings, guides={}, coverage={}, verifications={}, reviews={})


def with_claims(draft: Draft, *claims: Claim, source: str = "supposed") -> Draft:
    """Return a draft with one source more, which holds these claims and stands behind all others."""
    added = make_source(*claims, slug=source, short="Supposed")
    return replace(draft, sources={**draft.sources, source: added}, guides={}, coverage={}, verifications={}, reviews={})


def withdrawn(draft: Draft, addresses: Collection[str]) -> Draft:
    """Return a draft in which some claims no longer count; everything that names them stays."""
    gone = Withdrawal(on="2024-01-01", reason="For a test.")
    sources = {}
    for slug, source in draft.sources.items():
        passages = tuple(
            replace(
                one, claims=tuple(replace(claim, withdrawn=gone) if f"{slug}:{claim.id}" in addresses else claim for claim in one.claims)
            )
            for one in source.passages
        )
        sources[slug] = replace(source, passages=passages)
    return replace(draft, sources=sources)


def _target(body: About) -> str | None:
    return body.doubts or body.endorses or body.attributes
