"""What is judged over claims, as a client sees it: findings, guides, coverage and verifications."""

import pytest

from kb.records.verification import PASSED, UNPERFORMED
from kb.store.base import KnowledgeBase
from tests.api.conftest import Ask, code_of


def test_a_claim_tells_how_it_was_verified(ask: Ask, base: KnowledgeBase) -> None:
    query = "query ($a: String!) { claim(address: $a) { verifications { state date figures detail lapsed claim { address } } } }"
    (check,) = ask(query, a="essay:opt-tokens-seen")["data"]["claim"]["verifications"]
    run, expected = base.checks_of(("essay:opt-tokens-seen",))["essay:opt-tokens-seen"]
    assert (check["state"], check["date"], check["figures"]) == (expected.state.name, run.date, list(expected.figures))
    assert check["claim"]["address"] == "essay:opt-tokens-seen"
    assert check["lapsed"] is (expected.digest != base.claim("essay:opt-tokens-seen").digest)


def test_a_source_tells_what_was_performed_and_what_failed(ask: Ask) -> None:
    query = '{ source(slug: "essay") { verifications { document date program performed failed rendition { sha256 canonical } checks { state } } } }'
    (run,) = ask(query)["data"]["source"]["verifications"]
    states = [check["state"] for check in run["checks"]]
    assert run["performed"] == sum(state not in {word.name for word in UNPERFORMED} for state in states) > 100
    assert run["failed"] == sum(state not in {word.name for word in (*UNPERFORMED, *PASSED)} for state in states)
    assert len(run["rendition"]["sha256"]) == 64


def test_the_essay_is_covered_sentence_by_sentence(ask: Ask, base: KnowledgeBase) -> None:
    coverage = ask('{ source(slug: "essay") { coverage { unit items { id reason claims { address } findings { slug } } } } }')["data"][
        "source"
    ]["coverage"]
    known = base.coverage("essay")
    assert known is not None
    assert coverage["unit"] == "sentence"
    assert [item["id"] for item in coverage["items"]] == [item.id for item in known.items]
    assert all(bool(item["claims"] or item["findings"]) is (item["reason"] is None) for item in coverage["items"])


def test_findings_are_paged_and_found_one_by_one(ask: Ask, base: KnowledgeBase) -> None:
    query = "query ($after: String) { findings(first: 50, after: $after) { totalCount nodes { slug } pageInfo { hasNextPage endCursor } } }"
    seen: list[str] = []
    after, more = None, True
    while more:
        page = ask(query, after=after)["data"]["findings"]
        seen += [node["slug"] for node in page["nodes"]]
        after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
    assert seen == base.finding_ids()
    assert len(seen) == page["totalCount"]
    query = "query ($id: String!) { finding(id: $id) { id says premises { claim { address } lapsed } of { address } } }"
    found = ask(query, id=seen[0])["data"]["finding"]
    assert found["id"] == f"finding:{seen[0]}"
    assert [one["claim"]["address"] for one in found["premises"]] == [one.claim for one in base.finding(seen[0]).premises]
    assert ask(query, id="no-such")["data"]["finding"] is None


def test_a_claim_knows_the_findings_that_rest_on_it(ask: Ask, base: KnowledgeBase) -> None:
    finding = base.finding(base.finding_ids()[0])
    for address in {premise.claim for premise in finding.premises}:
        found = ask("query ($a: String!) { claim(address: $a) { findings { slug } } }", a=address)["data"]["claim"]["findings"]
        assert finding.id in {one["slug"] for one in found}


def test_guides_come_with_their_steps_and_what_these_rest_on(ask: Ask, base: KnowledgeBase) -> None:
    query = "{ guides { slug source { slug } start tests { slug asks edges { answer to restsOn } } outcomes { slug says } claims { address } } }"
    guides = {guide["slug"]: guide for guide in ask(query)["data"]["guides"]}
    assert set(guides) == set(base.guides())
    for guide in guides.values():
        steps = {test["slug"] for test in guide["tests"]} | {outcome["slug"] for outcome in guide["outcomes"]}
        assert {edge["to"] for test in guide["tests"] for edge in test["edges"]} <= steps
        resting = {one for test in guide["tests"] for edge in test["edges"] for one in edge["restsOn"] if not one.startswith("finding:")}
        assert resting <= {claim["address"] for claim in guide["claims"]}
    slug = next(iter(guides))
    assert ask("query ($s: String!) { guide(slug: $s) { id } }", s=slug)["data"]["guide"] == {"id": f"guide:{slug}"}


@pytest.mark.parametrize("arguments", ["first: 101", 'after: "nope"'])
def test_bad_pages_of_findings_are_refused(ask: Ask, arguments: str) -> None:
    assert code_of(ask(f"{{ findings({arguments}) {{ totalCount }} }}")) == "BAD_USER_INPUT"
