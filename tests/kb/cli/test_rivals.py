"""Which facts of one subject and predicate are marked as differing."""

from dataclasses import replace
from typing import Any

import pytest

from kb.cli.rivals import differing
from kb.records.claim import Fact
from kb.records.source import Document
from kb.records.terms import DocumentKind, Kind, Polarity, Quantifier, Unstated, ValueKind
from kb.records.value import Value
from kb.records.vocabulary import Predicate, Qualifier, Range
from kb.store.base import ClaimView
from tests.builders import make_claim, make_tokens

DOCUMENT = Document(slug="paper", kind=DocumentKind.paper, title="Paper")
TOKENS = Predicate(
    slug="tokens_seen", name="tokens", facet="training", definition="Tokens.", not_="None.", domain=(Kind.model,),
    range=Range(type=ValueKind.quantity, unit="token"), functional=True,
    qualifiers=(
        Qualifier(slug="run", definition="Which run.", range=Range(type=ValueKind.text)),
        Qualifier(slug="until", definition="Until when.", range=Range(type=ValueKind.text), unstated=Unstated.default, default="end"),
        Qualifier(slug="note", definition="A remark.", range=Range(type=ValueKind.text), identity=False),
    ),
)  # fmt: skip
B300, B366 = make_tokens("300000000000"), make_tokens("366000000000")
SILENT = Value(kind=ValueKind.not_disclosed, looked_in=("card",))


def view(
    address: str, value: Value, polarity: Polarity = Polarity.asserts, quantifier: Quantifier | None = None, **stated: str
) -> ClaimView:
    qualifiers = {name: Value(kind=ValueKind.text, text=text) for name, text in stated.items()}
    body = Fact(subject="opt", predicate="tokens_seen", value=value, quantifier=quantifier, qualifiers=qualifiers or None)
    return ClaimView(address, make_claim(body=body, polarity=polarity), "opt", DOCUMENT, None, None, 0, "")


@pytest.mark.parametrize(
    ("value", "said", "differs"),
    [
        (B300, {}, False),
        (B366, {}, True),
        (B366, {"run": "second"}, False),
        (B366, {"until": "first-epoch"}, False),
        (B366, {"until": "end"}, True),
        (B366, {"note": "late"}, True),
        (B366, {"polarity": Polarity.denies}, False),
        (B300, {"polarity": Polarity.denies}, True),
        (B366, {"quantifier": Quantifier.most}, False),
        (SILENT, {}, False),
        (make_tokens("310000000000", approximate=True), {}, False),
        (make_tokens("366000000000", approximate=True), {}, True),
        (make_tokens("300000000000", as_printed="300B"), {}, False),
    ],
)
def test_a_fact_beside_300_billion_tokens(value: Value, said: dict[str, Any], differs: bool) -> None:
    found = differing([view("a:x", B300), view("a:y", value, **said)], TOKENS)
    assert found == ({"a:x", "a:y"} if differs else set())


@pytest.mark.parametrize(
    ("bounds", "differs"),
    [
        ({"low": "200000000000"}, False),
        ({"low": "350000000000"}, True),
        ({"high": "299000000000"}, True),
        ({"low": "250000000000", "high": "310000000000"}, False),
    ],
)
def test_bounds_agree_with_what_lies_in_them(bounds: dict[str, str], differs: bool) -> None:
    found = differing([view("a:x", B300), view("a:y", make_tokens(number=None, **bounds))], TOKENS)  # type: ignore[arg-type] # a bound has no number
    assert bool(found) is differs


def test_only_predicates_with_one_value_have_rivals_and_a_tolerance_is_kept() -> None:
    views = [view("a:x", B300), view("a:y", B366)]
    assert differing(views, replace(TOKENS, functional=False)) == set()
    assert differing(views, replace(TOKENS, tolerance="0.25")) == set()
    assert differing(views, replace(TOKENS, tolerance="0.01")) == {"a:x", "a:y"}
