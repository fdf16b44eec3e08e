"""What a compiled base gives its readers: typed records, found by many paths, in few statements."""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from kb.draft import Draft
from kb.errors import BadArgument, UnknownId
from kb.records.claim import Effect, Result, Withdrawal
from kb.records.terms import Direction, Form, Kind, Modality, Polarity, Stance
from kb.store.base import ClaimFilter, ClaimOrder, KnowledgeBase
from kb.store.build import build
from tests.builders import ENTITIES, make_claim, make_draft, make_fact, make_source, make_tokens
from tests.everything import everything

ROOT = Path(__file__).parents[2]
Open = Callable[[Draft], KnowledgeBase]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "base.sqlite"
    build(make_draft(), path, commit="abc", date="2024-01-01")
    return path


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    """The draft with everything, compiled and open."""
    path = tmp_path_factory.mktemp("full") / "base.sqlite"
    build(everything(), path)
    with KnowledgeBase.open(path) as base:
        yield base


# entities, sources, vocabulary, links


def test_records_come_back_by_name(full: KnowledgeBase) -> None:
    draft = everything()
    for slug, entity in draft.entities.items():
        assert full.entity(slug) == entity
    for slug, source in draft.sources.items():
        assert full.source(slug) == replace(source, passages=())
    for slug, predicate in draft.predicates.items():
        assert full.predicate(slug) == predicate
    assert (full.units(), full.unit("percent")) == (draft.units, draft.units["percent"])
    assert (full.people(), full.links(), full.predicates()) == (draft.people, draft.links, draft.predicates)
    assert full.source_slugs() == sorted(draft.sources)
    assert full.counts()["claim"] == len(draft.claims)


def test_several_come_in_the_order_asked_for_without_those_unknown(full: KnowledgeBase) -> None:
    assert list(full.entities(("squad", "nothing", "opt", "squad"))) == ["squad", "opt"]
    assert list(full.sources(["opt", "essay"])) == ["opt", "essay"]
    assert list(full.claims(["opt:c-3", "opt:none", "essay:one"])) == ["opt:c-3", "essay:one"]
    assert [full.entities([]), full.sources([]), full.claims([])] == [{}, {}, {}]


def test_claims_come_with_where_they_stand(full: KnowledgeBase) -> None:
    for address, placed in everything().claims.items():
        view = full.claim(address)
        assert (view.address, view.claim, view.source) == (address, placed.claim, placed.source.slug)
        assert (view.document, view.at, view.anchor, view.position) == (
            placed.document, placed.passage.at, placed.passage.anchor, placed.position,
        )  # fmt: skip


@pytest.mark.parametrize(("look_up", "given", "meant"), [
    ("entity", "opt175b", "opt-175b"), ("source", "esay", "essay"), ("predicate", "tokens-seen", "tokens_seen"), ("unit", "tokn", "token"),
    ("claim", "opt:ful", "opt:full"),
    ("claim", "full", "opt:full"), ("claim", "essy:one", "essay:one"), ("narrower", "palm-540", "palm-540b"),
    ("broader", "palm-540", "palm-540b"),
    ("sets_with", "squat", "squad"),
])  # fmt: skip
def test_unknown_ids_name_what_may_be_meant(look_up: str, given: str, meant: str, full: KnowledgeBase) -> None:
    with pytest.raises(UnknownId) as caught:
        getattr(full, look_up)(given)
    assert meant in caught.value.suggestions


@pytest.mark.parametrize("odd", ["", "\0", "opt\0", "' OR 1=1 --", "\ud800", "x" * 100_000, '["opt"]'])
def test_odd_ids_are_merely_unknown(odd: str, full: KnowledgeBase) -> None:
    for look_up in (full.entity, full.source, full.predicate, full.unit, full.claim, full.narrower, full.sets_with):
        with pytest.raises(UnknownId):
            look_up(odd)
    assert full.links_of([odd]) == ()
    assert full.find(ClaimFilter(subject=odd, source=(odd,), entity=odd)) == []


def test_trees_are_walked_both_ways_and_begin_with_oneself(opened: Open) -> None:
    base = opened(make_draft())
    assert base.broader("duplicates") == ("duplicates", "data-quality", "data")
    assert base.narrower("data") == ("data", "data-quality", "duplicates")
    assert base.sets_with("opt-175b") == ("open-models",)
    assert base.sets_with("open-models") == ()


def test_slugs_come_by_kind_and_page(opened: Open) -> None:
    base = opened(make_draft())
    assert base.entity_slugs() == sorted(entity.slug for entity in ENTITIES)
    assert base.entity_slugs(Kind.model) == ["bloom-176b", "gpt-3-175b", "opt", "opt-175b"]
    assert base.entity_slugs(Kind.model, limit=2, after="bloom-176b") == ["gpt-3-175b", "opt"]
    with pytest.raises(BadArgument):
        base.entity_slugs(limit=-1)


def test_links_come_by_their_claims(full: KnowledgeBase) -> None:
    links = everything().links
    assert full.links_of(["essay:one"]) == (links["a-link"], links["b-link"])
    assert full.links_of(["opt:c-1", "opt:c-0"]) == (links["b-link"],)


# claims by what they are like


GONE = make_claim("gone", make_fact("opt-175b", value=make_tokens("1")), withdrawn=Withdrawal(on="2024", reason="Misread."))
FACT = make_claim("fact", make_fact("opt-175b"))
OTHER = make_claim("other", make_fact("bloom-176b"), polarity=Polarity.denies, stance=Stance.peer)
SCORE = make_claim(
    "score", Result(system="opt-175b", benchmark="lambada", metric="accuracy", value=make_tokens("1")), modality=Modality.measured
)
CAUSE = make_claim(
    "cause", Effect(cause="duplicates", outcome="zero-shot-quality", direction=Direction.decreases), says="Duplicates hurt; naïve."
)


@pytest.fixture
def five(opened: Open) -> KnowledgeBase:
    """A base of five claims, one of them withdrawn, from two sources."""
    return opened(make_draft(sources=[make_source(FACT, SCORE, GONE), make_source(OTHER, CAUSE, slug="bloom")]))


@pytest.mark.parametrize(("wanted", "expected"), [
    (ClaimFilter(), ["bloom:other", "bloom:cause", "opt:fact", "opt:score"]),
    (ClaimFilter(withdrawn=True, source="opt"), ["opt:fact", "opt:score", "opt:gone"]),
    (ClaimFilter(form=Form.fact), ["bloom:other", "opt:fact"]),
    (ClaimFilter(form=(Form.result, Form.effect)), ["bloom:cause", "opt:score"]),
    (ClaimFilter(subject="opt-175b"), ["opt:fact"]),
    (ClaimFilter(subject=("opt-175b", "bloom-176b"), predicate="tokens_seen"), ["bloom:other", "opt:fact"]),
    (ClaimFilter(subject=()), []),
    (ClaimFilter(predicate="trained_on"), []),
    (ClaimFilter(source=("bloom",), form=Form.effect), ["bloom:cause"]),
    (ClaimFilter(modality=Modality.measured), ["opt:score"]),
    (ClaimFilter(stance=Stance.peer), ["bloom:other"]),
    (ClaimFilter(polarity=Polarity.denies), ["bloom:other"]),
    (ClaimFilter(entity="opt-175b"), ["opt:fact", "opt:score"]),
    (ClaimFilter(entity="accuracy"), ["opt:score"]),
    (ClaimFilter(system="opt-175b", benchmark="lambada"), ["opt:score"]),
    (ClaimFilter(cause="duplicates", outcome="zero-shot-quality"), ["bloom:cause"]),
    (ClaimFilter(cause="duplicates", subject="opt-175b"), []),
    (ClaimFilter(text="NAIVE hurt"), ["bloom:cause"]),
    (ClaimFilter(text="!!"), []),
])  # fmt: skip
def test_claims_are_found_and_counted(wanted: ClaimFilter, expected: list[str], five: KnowledgeBase) -> None:
    assert five.find(wanted) == expected
    assert five.count(wanted) == len(expected)


@pytest.mark.parametrize("order", list(ClaimOrder))
def test_pages_joined_are_the_whole_list(order: ClaimOrder, full: KnowledgeBase) -> None:
    whole, pages = full.find(order=order), list[str]()
    while page := full.find(order=order, limit=7, after=pages[-1] if pages else None):
        pages += page
    assert pages == whole
    assert len(whole) == full.count() == full.counts()["claim"] - 1


def test_a_page_after_nothing_known_is_refused(five: KnowledgeBase) -> None:
    with pytest.raises(UnknownId):
        five.find(after="opt:nothing")
    with pytest.raises(BadArgument):
        five.find(limit=-1)
    assert five.find(limit=0) == []


def test_facts_and_effects_are_those_that_count(five: KnowledgeBase) -> None:
    assert [view.address for view in five.facts(["opt-175b", "bloom-176b"], ["tokens_seen"])] == ["bloom:other", "opt:fact"]
    assert [view.address for view in five.facts(predicates=["tokens_seen"])] == ["bloom:other", "opt:fact"]
    assert five.facts([], None) == five.facts(["opt-175b"], ["trained_on"]) == []
    assert [view.claim for view in five.effects(["duplicates"], ["zero-shot-quality"])] == [CAUSE]
    assert five.effects(["duplicates"], []) == []


def test_many_cost_as_many_statements_as_one(full: KnowledgeBase) -> None:
    def statements(of: Callable[[], object]) -> int:
        seen: list[str] = []
        full.reader.connections[0].set_trace_callback(seen.append)
        of()
        full.reader.connections[0].set_trace_callback(None)
        return len(seen)

    draft = everything()
    of_each_form = {placed.claim.form: address for address, placed in draft.claims.items()}.values()
    few_and_many: tuple[tuple[Callable[[list[str]], object], Iterable[str], Iterable[str]], ...] = (
        (full.claims, of_each_form, draft.claims),
        (full.entities, list(draft.entities)[:1], draft.entities),
        (full.sources, list(draft.sources)[:1], draft.sources),
    )
    for look_up, few, many in few_and_many:
        assert statements(partial(look_up, list(many))) == statements(partial(look_up, list(few)))
    assert statements(partial(full.claims, list(draft.claims)[:1])) < statements(partial(full.claims, list(draft.claims)))


# words and names


def test_search_finds_claims_entities_and_sources(five: KnowledgeBase) -> None:
    assert [(hit.kind, hit.id) for hit in five.search("instruction tuning")] == [("entity", "gpt-3-175b")]
    assert {hit.id for hit in five.search("transformers")} == {"opt", "bloom"}
    (hit,) = five.search("naive")
    assert (hit.kind, hit.id, hit.title, hit.snippet) == ("claim", "bloom:cause", "OPT paper", "Duplicates hurt; [naïve].")


def test_search_hides_what_is_withdrawn(five: KnowledgeBase) -> None:
    assert {hit.id for hit in five.search("300 billion") if hit.kind == "claim"} == {"bloom:other", "opt:fact", "opt:score"}


@pytest.mark.parametrize("text", [
    "", " ", '"', "'", '""" OR', "NEAR(a b)", "a AND", "NOT", "*", "a*", "^a", "-a", "title:x", "{a b}:", "\0", "a\0b", "(", ")",
    "\ud800", "\ud800x", "%_", "x" * 100_000, "w " * 50_000, "🙂🙂🙂", "' OR 1=1 --",
])  # fmt: skip
def test_any_text_may_be_searched_for(text: str, five: KnowledgeBase) -> None:
    five.search(text)
    five.resolve(text)
    five.find(ClaimFilter(text=text))


@pytest.mark.parametrize(("name", "expected"), [
    ("opt-175b", ("entity", "opt-175b", "opt-175b", "slug")),
    ("OPT-175B", ("entity", "opt-175b", "OPT-175B", "name")),
    ("opt 175b", ("entity", "opt-175b", "OPT 175B", "alias")),
    ("OPT175B", ("entity", "opt-175b", "opt-175b", "slug")),
    ("gpt 3.175b", ("entity", "gpt-3-175b", "gpt-3-175b", "slug")),
    ("tokens seen", ("predicate", "tokens_seen", "tokens seen", "name")),
    ("opt paper", ("source", "opt", "OPT paper", "name")),
    ("OPT", ("entity", "opt", "OPT", "name")),
])  # fmt: skip
def test_names_mean_what_people_type(name: str, expected: tuple[str, ...], opened: Open) -> None:
    match = opened(make_draft()).resolve(name)[0]
    assert (match.kind, match.id, match.name, match.matched) == expected


def test_one_name_may_mean_several_records_each_once(opened: Open) -> None:
    assert [(match.kind, match.id) for match in opened(make_draft()).resolve("OPT")] == [
        ("entity", "opt"), ("entity", "opt-175b"), ("source", "opt"),
    ]  # fmt: skip


def test_a_misspelt_name_gives_those_that_are_like_it(opened: Open) -> None:
    base = opened(make_draft())
    found = base.resolve("duplicted data")
    assert (found[0].id, found[0].matched) == ("duplicates", "similar")
    assert base.resolve("quite another thing") == []
    assert len(base.resolve("OPT", limit=1)) == 1


# around it


def test_threads_may_share_a_base(full: KnowledgeBase) -> None:
    addresses = list(everything().claims)
    expected = full.claims(addresses)

    def read(number: int) -> bool:
        part = addresses[number % len(addresses) :]
        return list(full.claims(part).values()) == [expected[address] for address in part] and full.find() != []

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(read, range(200)))


def test_an_open_base_stays_what_it_was_when_another_takes_its_place(file: Path) -> None:
    with KnowledgeBase.open(file) as base:
        build(everything(), file)
        with ThreadPoolExecutor(4) as pool:
            assert set(pool.map(lambda _: base.entity("opt-175b").name, range(20))) == {"OPT-175B"}
        assert base.counts()["claim"] == 1
    with KnowledgeBase.open(file) as base:
        assert base.counts()["claim"] == len(everything().claims)


def test_a_base_is_only_read(file: Path) -> None:
    with KnowledgeBase.open(file) as base, pytest.raises(sqlite3.OperationalError, match="readonly"):
        base.select("DELETE FROM claim")


def test_look_ups_load_the_standard_library_alone(file: Path) -> None:
    code = (
        "import json, sys; from pathlib import Path; from kb.store.base import KnowledgeBase\n"
        "with KnowledgeBase.open(Path(sys.argv[1]), verify=True) as base:\n"
        "    base.claims(base.find()); base.entity('opt-175b'); base.search('tokens'); base.resolve('opt')\n"
        "print(json.dumps(sorted({name.partition('.')[0] for name in sys.modules} - set(sys.stdlib_module_names))))"
    )
    run = subprocess.run([sys.executable, "-S", "-c", code, str(file)], cwd=ROOT, capture_output=True, text=True, check=True)
    assert json.loads(run.stdout) in (["kb"], ["__main__", "kb"])


def test_effects_of_other_models_are_left_out(world_base: KnowledgeBase) -> None:
    every = {view.address for view in world_base.effects()}
    heron = {view.address for view in world_base.effects(models=("heron-90b",))}
    assert every - heron == {"review:batch-explains-osprey"}
    assert {view.address for view in world_base.effects(("constant-batch",), None, ("osprey-100b",))} == {"review:batch-explains-osprey"}
