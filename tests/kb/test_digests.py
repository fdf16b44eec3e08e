"""The digest of a claim changes with its meaning, and with nothing else."""

from dataclasses import replace

import pytest

from kb.digests import claim_digest
from kb.draft import Draft
from kb.records.claim import Attribution, Claim, Read, Withdrawal
from kb.records.source import Anchor, At, Document, Passage
from kb.records.terms import DocumentKind, Modality, Polarity, Quantifier, Rank, Reading, Stance, ValueKind
from kb.records.value import Value
from tests.builders import make_claim, make_draft, make_fact, make_source, make_tokens

RUN = {"run": Value(kind=ValueKind.entity, entity="opt-175b")}


def digest_of(draft: Draft) -> str:
    return claim_digest(next(iter(draft.claims.values())))


def digest(claim: Claim) -> str:
    return digest_of(make_draft(claim))


@pytest.mark.parametrize("claim", [
    make_claim("another-name"),
    make_claim(says="Said in other words."),
    make_claim(body=make_fact(value=make_tokens(as_printed="300B"))),
    make_claim(hedge="probably"),
    make_claim(because=("opt:other",)),
    make_claim(read=Read(how=Reading.recalled)),
    make_claim(rank=Rank.preferred, reason="Newer."),
    make_claim(withdrawn=Withdrawal(on="2024", reason="Misread.")),
])  # fmt: skip
def test_wording_and_standing_are_not_meaning(claim: Claim) -> None:
    assert digest(claim) == digest(make_claim())


def test_place_and_bytes_are_not_meaning() -> None:
    passage = Passage(at=At(page="9"), anchor=Anchor(span=(1, 2), sha256="00"), claims=(make_claim(),))
    moved = make_source(passages=(Passage(claims=()), passage))
    assert digest_of(make_draft(sources=[moved])) == digest(make_claim())


@pytest.mark.parametrize("claim", [
    make_claim(body=make_fact(subject="bloom-176b")),
    make_claim(body=make_fact(value=make_tokens("300000000001"))),
    make_claim(body=make_fact(value=make_tokens(approximate=True))),
    make_claim(body=make_fact(quantifier=Quantifier.most)),
    make_claim(body=make_fact(qualifiers=RUN)),
    make_claim(polarity=Polarity.denies),
    make_claim(modality=Modality.argued),
    make_claim(stance=Stance.commentary),
    make_claim(attributed_to=Attribution(unnamed="some people")),
])  # fmt: skip
def test_what_is_said_is_meaning(claim: Claim) -> None:
    assert digest(claim) != digest(make_claim())


def test_who_says_it_is_meaning() -> None:
    elsewhere = make_source(slug="bloom")
    card = Document(slug="card", kind=DocumentKind.model_card, title="Card")
    other_document = make_source(documents=(card,))
    digests = {digest_of(make_draft(sources=[one])) for one in (make_source(), elsewhere, other_document)}
    assert len(digests) == 3


def test_a_document_that_is_not_read_from_changes_nothing() -> None:
    source = make_source()
    more = replace(source, documents=(*source.documents, Document(slug="log", kind=DocumentKind.log, title="Log")))
    assert digest_of(make_draft(sources=[more])) == digest_of(make_draft(sources=[source]))
