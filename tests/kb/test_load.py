"""`load(build(draft)) == draft` for whatever records may hold."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from kb.draft import Draft
from kb.quantities import Quantity, canonical
from kb.records.claim import Approach, Body, Claim, Comparison, Count, Effect, Fact, Read, Result, Scope, Statement
from kb.records.source import Anchor, At, Passage
from kb.records.terms import Direction, Modality, Order, Polarity, Quantifier, Rank, Reading, Relation, Stance, ValueKind
from kb.records.value import Step, Value
from kb.store.build import build
from kb.store.load import load
from tests.builders import ENTITIES, UNITS, make_draft, make_source

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
slugs = st.sampled_from([entity.slug for entity in ENTITIES])
units = st.sampled_from([unit.slug for unit in UNITS])
numbers = st.decimals(allow_nan=False, allow_infinity=False).filter(lambda one: abs(one.adjusted()) < 400).map(canonical)
maybe_text = st.none() | texts
maybe_slug = st.none() | slugs
quantities = st.builds(
    Quantity, unit=units, number=st.none() | numbers, low=st.none() | numbers, high=st.none() | numbers, open=st.booleans(),
    approximate=st.booleans(), as_printed=maybe_text,
)  # fmt: skip


def values_over(inner: st.SearchStrategy[Value]) -> st.SearchStrategy[Value]:
    steps = st.builds(Step, at=st.none() | quantities, on=maybe_text, from_=st.none() | inner, to=st.none() | inner)
    return st.builds(Value, kind=st.just(ValueKind.steps), steps=st.lists(steps, max_size=3).map(tuple))


flat_values = st.builds(
    Value, kind=st.sampled_from(ValueKind), entity=maybe_slug, quantity=st.none() | quantities, text=maybe_text,
    flag=st.none() | st.booleans(), order=st.none() | st.sampled_from(Order), looked_in=st.lists(texts, max_size=2).map(tuple),
)  # fmt: skip
values = st.recursive(flat_values, values_over, max_leaves=4)
approaches = st.builds(Approach, system=slugs, method=maybe_slug, shots=maybe_text, as_of=maybe_text)
quantifiers = st.none() | st.sampled_from(Quantifier)
bodies: st.SearchStrategy[Body] = st.one_of(
    st.builds(Fact, subject=slugs, predicate=st.just("tokens_seen"), value=values, quantifier=quantifiers,
              qualifiers=st.none() | st.dictionaries(st.just("run"), values)),
    st.builds(Result, system=slugs, benchmark=slugs, metric=slugs, value=values, method=maybe_slug, shots=maybe_text, split=maybe_text,
              protocol=maybe_text),
    st.builds(Comparison, left=approaches, relation=st.sampled_from(Relation), right=approaches, quantifier=quantifiers,
              over=st.lists(slugs, max_size=3).map(tuple),
              count=st.none() | st.builds(Count, n=st.integers(0, 3), of=st.integers(3, 9)), margin=maybe_text),
    st.builds(Effect, cause=slugs, outcome=slugs, direction=st.sampled_from(Direction), in_=st.none() | st.builds(
        Scope, model=maybe_slug, scale=st.none() | quantities, number_format=maybe_slug, dataset=maybe_slug)),
    st.builds(Statement, about=st.lists(slugs, max_size=3).map(tuple)),
)  # fmt: skip
reads = st.just(Read()) | st.builds(Read, how=st.just(Reading.secondary), via=texts)
claims = st.builds(
    Claim, id=st.just(""), says=texts, body=bodies, polarity=st.sampled_from(Polarity), modality=st.sampled_from(Modality),
    stance=st.sampled_from(Stance), hedge=maybe_text, because=st.just(()), read=reads, rank=st.sampled_from(Rank), reason=maybe_text,
    attributed_to=st.none(), withdrawn=st.none(),
)  # fmt: skip
places = st.none() | st.builds(At, document=st.none() | st.just("paper"), section=maybe_text, path=maybe_text, key=maybe_text)
anchors = st.none() | st.builds(Anchor, span=st.tuples(st.integers(0, 9), st.integers(0, 2**40)), sha256=texts)
passages = st.builds(Passage, at=places, anchor=anchors, claims=st.lists(claims, max_size=3).map(tuple))


def with_ids(found: list[Passage]) -> Draft:
    """A draft of these passages, with their claims numbered so that no two share an address."""
    numbers_ = iter(range(1000))
    numbered = tuple(
        Passage(at=one.at, anchor=one.anchor, claims=tuple(renamed(claim, f"c-{next(numbers_)}") for claim in one.claims)) for one in found
    )
    return make_draft(sources=[make_source(passages=numbered)])


def renamed(claim: Claim, id_: str) -> Claim:
    return Claim(**{name: getattr(claim, name) for name in Claim.__dataclass_fields__} | {"id": id_})


@settings(max_examples=40, deadline=None)
@given(st.lists(passages, min_size=1, max_size=3).map(with_ids))
def test_load_gives_back_any_draft(draft: Draft) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "base.sqlite"
        build(draft, path)
        assert load(path) == draft
