"""The canonical layout: what is written reads back equal, and laying out twice changes nothing."""

import unicodedata
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kb.draft import Draft
from kb.quantities import Quantity, canonical, number_text, parse
from kb.read.events import FORBIDDEN
from kb.read.events import parse as parsed
from kb.read.tree import read, read_draft
from kb.records.claim import Claim, Fact
from kb.records.terms import Kind, Order, Quantifier, ValueKind
from kb.records.value import Step, Value
from kb.records.vocabulary import Predicate, Qualifier, Range
from kb.write.comments import with_comments
from kb.write.emit import scalar
from kb.write.layout import files
from tests.builders import by_slug, make_claim, make_draft, make_source
from tests.everything import everything

RANGES = {
    "entity": Range(type=ValueKind.entity, kinds=(Kind.model,)),
    "quantity": Range(type=ValueKind.quantity, unit="token"),
    "code": Range(type=ValueKind.code, codes=("ramp", "no", "1e5")),
    "date": Range(type=ValueKind.date),
    "flag": Range(type=ValueKind.flag),
    "text": Range(type=ValueKind.text),
}
QUALIFIERS = tuple(Qualifier(slug=f"in-{name}", definition="Where.", range=range_) for name, range_ in RANGES.items())
TYPED = by_slug(
    Predicate(
        slug=f"of_{name}", name=name, facet="x", definition="D.", not_="N.", domain=(Kind.model,), range=range_, qualifiers=QUALIFIERS
    )
    for name, range_ in RANGES.items()
)
SIGNS = st.text(" ab1é模🙂.:#,[]{}-?&*!|>'\"%@`~=<\\/\n\u00a0_+$^();", min_size=1, max_size=8)
WORDS = st.text(st.characters(categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=60)
ODD = st.sampled_from(["no", "null", "~", "2204.02310", "1e5", "2021-11-05", "...", "---", "<<", "=", "a: b", "a #b", "a, b", "'", '"'])
TEXTS = st.one_of(SIGNS, WORDS, ODD).filter(lambda text: bool(text.strip()) and not FORBIDDEN.search(text))
NORMAL = TEXTS.map(lambda text: unicodedata.normalize("NFC", text))
SLUGS = st.from_regex(r"[a-z0-9]{1,5}(-[a-z0-9]{1,5})?", fullmatch=True).filter(lambda slug: slug != "none")
NUMBERS = st.builds(lambda digits, places: canonical(Decimal(digits).scaleb(places)), st.integers(-(10**20), 10**20), st.integers(-9, 9))


def written(draft: Draft, folder: Path) -> Path:
    """Write a draft below a folder."""
    root = folder / "claims"
    for name, text in files(draft).items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def test_contributed_claims_read_back_equal(draft: Draft, tmp_path: Path) -> None:
    assert read_draft(written(draft, tmp_path)) == draft


def test_the_invented_tree_reads_back_equal(world_draft: Draft, tmp_path: Path) -> None:
    assert read_draft(written(world_draft, tmp_path)) == world_draft


def test_writing_twice_gives_the_same_text(draft: Draft, tmp_path: Path) -> None:
    assert files(read_draft(written(draft, tmp_path))) == files(draft)


def test_contributed_files_are_in_canonical_form(root: Path, draft: Draft) -> None:
    reading = read(root)
    ids = (*(f"link:{key}" for key in draft.links), *(f"finding:{key}" for key in draft.findings))
    topics = {name: Path(reading.place(name).file).stem for name in ids}
    stale = [name for name, text in files(draft, topics).items() if (old := (root / name).read_text()) != with_comments(old, text)]
    assert stale == [], "run `kb format`"


def filled(record: Any) -> Any:
    """Return a record with a word for each empty text: YAML says nothing by leaving the key out."""
    if isinstance(record, tuple):
        return tuple(filled(one) for one in record)
    if isinstance(record, dict):
        return {key: filled(value) for key, value in record.items()}
    if is_dataclass(record) and not isinstance(record, type):
        return replace(record, **{one.name: filled(getattr(record, one.name)) for one in fields(record)})
    return "x" if record == "" else record


def untyped(claim: Claim) -> bool:
    """Tell whether a claim is a fact; those are made below, with values that fit their predicate."""
    return not isinstance(claim.body, Fact)


def test_every_field_of_every_record_reads_back_equal(tmp_path: Path) -> None:
    full: Draft = filled(everything())
    token = Value(kind=ValueKind.quantity, quantity=Quantity(unit="token", number="300000000000", as_printed="300B"))
    fact = Fact(subject="opt", predicate="of_quantity", value=token, quantifier=Quantifier.most, qualifiers={"in-quantity": token})
    opt = full.sources["opt"]
    kept = [replace(passage, claims=tuple(filter(untyped, passage.claims))) for passage in opt.passages]
    every = replace(next(claim for passage in opt.passages for claim in passage.claims if claim.id == "full"), body=fact)
    passages = (*kept, replace(opt.passages[0], claims=(every, make_claim("bare", replace(fact, quantifier=None, qualifiers={})))))
    draft = replace(full, predicates={**full.predicates, **TYPED}, sources={**full.sources, "opt": replace(opt, passages=passages)})
    reading = read(written(draft, tmp_path))
    assert [str(problem) for problem in reading.problems] == []
    assert reading.draft == draft


def quantities() -> st.SearchStrategy[Quantity]:
    def ranged(pair: tuple[str, str]) -> Quantity:
        low, high = sorted(pair, key=Decimal)
        return Quantity(unit="token", low=low, high=high) if low != high else Quantity(unit="token", number=low)

    single = st.builds(Quantity, unit=st.just("token"), number=NUMBERS, approximate=st.booleans(), as_printed=st.none() | NORMAL)
    bounds = st.builds(
        lambda number, open_, side: Quantity(unit="token", **{side: number}, open=open_),
        NUMBERS,
        st.booleans(),
        st.sampled_from(["low", "high"]),
    )
    return st.one_of(single, bounds, st.tuples(NUMBERS, NUMBERS).map(ranged))


def values(name: str, depth: int = 1) -> st.SearchStrategy[Value]:
    """Values that a predicate with that range takes."""
    simple = {
        "entity": st.builds(Value, kind=st.just(ValueKind.entity), entity=SLUGS),
        "quantity": st.builds(Value, kind=st.just(ValueKind.quantity), quantity=quantities()),
        "code": st.builds(Value, kind=st.just(ValueKind.code), text=st.sampled_from(RANGES["code"].codes)),
        "date": st.builds(Value, kind=st.just(ValueKind.date), text=st.sampled_from(["2021", "2021-11", "2021-11-05", "2021-11-05 12:46"])),
        "flag": st.builds(Value, kind=st.just(ValueKind.flag), flag=st.booleans()),
        "text": st.builds(Value, kind=st.just(ValueKind.text), text=NORMAL.filter(lambda text: text != "none")),
    }[name]
    special = [
        st.just(Value(kind=ValueKind.none)),
        st.builds(Value, kind=st.just(ValueKind.relative), order=st.sampled_from(Order), entity=SLUGS),
        st.builds(Value, kind=st.just(ValueKind.not_disclosed), looked_in=st.lists(NORMAL, min_size=1, max_size=3).map(tuple)),
    ]
    if depth:
        side = values(name, depth - 1)
        step = st.builds(Step, at=st.none() | quantities(), on=st.none() | st.just("2021-11"), from_=st.none() | side, to=side)
        special.append(st.builds(Value, kind=st.just(ValueKind.steps), steps=st.lists(step, min_size=1, max_size=3).map(tuple)))
    return st.one_of(simple, *special)


def facts(name: str) -> st.SearchStrategy[Fact]:
    qualifiers = st.fixed_dictionaries({}, optional={f"in-{one}": values(one, 0) for one in RANGES})
    return st.builds(Fact, subject=SLUGS, predicate=st.just(f"of_{name}"), value=values(name), qualifiers=st.none() | qualifiers)


FACTS = st.one_of(*map(facts, RANGES))


@given(st.lists(st.tuples(FACTS, NORMAL), min_size=1, max_size=3))
def test_any_fact_reads_back_equal(drawn: list[tuple[Fact, str]]) -> None:
    claims = [make_claim(f"c-{number}", fact, says=says) for number, (fact, says) in enumerate(drawn)]
    draft = replace(make_draft(sources=[make_source(*claims)]), predicates=TYPED)
    with TemporaryDirectory() as folder:
        reading = read(written(draft, Path(folder)))
    assert [str(problem) for problem in reading.problems] == []
    assert reading.draft == draft


@given(TEXTS)
def test_any_text_survives_as_a_scalar(text: str) -> None:
    expected = unicodedata.normalize("NFC", text)
    for line, data in (
        (f"k: {scalar(text)}", {"k": expected}),
        (f"- {scalar(text)}", [expected]),
        (f"k: {{l: {scalar(text, True)}, m: [{scalar(text, True)}]}}", {"k": {"l": expected, "m": [expected]}}),
    ):
        found = parsed(line.encode(), "t.yaml")
        assert found.problems == []
        assert found.data == data


def test_texts_are_quoted_only_where_they_must_be(draft: Draft) -> None:
    for name, text in files(draft).items():
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            if isinstance(event, yaml.ScalarEvent) and event.style:
                assert any(sign in event.value for sign in ":,#?[]{}\n") or event.value[0] in "%-@`'\"&*!|>", (name, event.value)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=4), st.booleans())
def test_any_number_survives_as_text(number: Decimal, approximate: bool) -> None:
    quantity = Quantity(unit="one", number=canonical(number), approximate=approximate)
    assert parse(number_text(quantity), {"": "one"}) == quantity


@pytest.mark.parametrize(
    "text", ["300B tokens", "about 7.9 tokens", "at least 35 tokens", "less than 3 tokens", "112B to 300B tokens", "3.14e+23 tokens"]
)
def test_quantities_are_written_as_they_are_read(text: str) -> None:
    quantity = parse(text, {"tokens": "token"})
    assert isinstance(quantity, Quantity)
    assert f"{number_text(quantity)} tokens" == text
