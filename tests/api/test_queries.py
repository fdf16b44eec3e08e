"""Queries as a client sends them."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from api.limits import ALIASES, DEPTH
from kb.store.base import ClaimFilter, KnowledgeBase
from tests.api.conftest import Ask

SHARED = '{ sharedFactors(models: ["opt-175b", "bloom-176b"]) { status value { factor { slug entity { name } } standing } conflicts { item sides { address } opposed { claim { says source { slug } place { key } } } } proof { item rule legs { states support { rule ground claims { address } } } } gaps { item subject } asOf { dataDigest } } }'


def test_shared_factors_come_with_both_sides_and_proof(ask: Ask, base: KnowledgeBase) -> None:
    answer = ask(SHARED)["data"]["sharedFactors"]
    standing = {item["factor"]["slug"]: item["standing"] for item in answer["value"]}
    assert standing["constant-batch-size"] == "CONTESTED"
    assert standing["no-quality-classifier"] == "HOLDS"
    conflict = next(one for one in answer["conflicts"] if one["item"] == "constant-batch-size")
    assert "essay:bloom-batch-constant" in {side["address"] for side in conflict["sides"]}
    ramp = next(side["claim"] for side in conflict["opposed"] if side["claim"]["source"]["slug"] == "bloom")
    assert ramp["place"]["key"] == "--rampup-batch-size"
    assert {one["item"] for one in answer["proof"]} == set(standing)
    assert answer["asOf"]["dataDigest"] == base.digest


def test_numbers_keep_their_digits(client: TestClient) -> None:
    query = '{ a: claim(address: "bloom:tokens-first-epoch") { fact { value { quantity { number } } } } b: claim(address: "gpt3:training-compute") { fact { value { quantity { number unit } } } } }'
    text = client.post("/graphql", json={"query": query}).text
    assert '"number":325001773056}' in text
    assert '"number":3.14e+23,' in text


def test_a_claim_has_one_body(ask: Ask) -> None:
    query = '{ claim(address: "palm:reasoning-sota") { form comparison { count { n of } left { system class shots } } fact { subject } result { system } } }'
    claim = ask(query)["data"]["claim"]
    assert claim["form"] == "comparison"
    assert claim["comparison"]["count"] == {"n": 4, "of": 7}
    assert claim["fact"] is None
    assert claim["result"] is None


def test_pages_cover_the_whole_list_once(ask: Ask, base: KnowledgeBase) -> None:
    query = (
        "query ($after: String) { claims(first: 100, after: $after) { totalCount nodes { address } pageInfo { hasNextPage endCursor } } }"
    )
    seen: list[str] = []
    after, more = None, True
    while more:
        page = ask(query, after=after)["data"]["claims"]
        seen += [node["address"] for node in page["nodes"]]
        after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
    assert len(seen) == len(set(seen)) == page["totalCount"] == base.count(ClaimFilter())


def test_filters_narrow(ask: Ask) -> None:
    nodes = ask('{ claims(filter: {predicate: ["tokens_seen"], subject: ["bloom-176b"], source: ["essay"]}) { nodes { address } } }')[
        "data"
    ]["claims"]["nodes"]
    assert {node["address"] for node in nodes} == {"essay:bloom-tokens-seen", "essay:bloom-tokens-like-gpt-3"}


def test_entities_and_typed_roots(ask: Ask) -> None:
    data = ask(
        '{ model(slug: "opt-175b") { name broader { slug } claims(first: 1) { totalCount } } dataset(slug: "opt-175b") { slug } entities(kind: factor) { totalCount } }'
    )["data"]
    assert data["model"]["broader"] == [{"slug": "opt"}]
    assert data["model"]["claims"]["totalCount"] > 10
    assert data["dataset"] is None
    assert data["entities"]["totalCount"] > 10


@pytest.mark.parametrize("key", ["claim:opt:activation", "entity:opt-175b", "source:opt"])
def test_node_finds_what_an_id_names(ask: Ask, key: str) -> None:
    query = "query ($id: ID!) { node(id: $id) { __typename ... on Claim { id } ... on Entity { id } ... on Source { id } } }"
    assert ask(query, id=key)["data"]["node"]["id"] == key


def test_unknown_ids_are_null_and_malformed_ones_an_error(ask: Ask) -> None:
    query = "query ($id: ID!) { node(id: $id) { __typename } }"
    assert ask(query, id="claim:no:such")["data"]["node"] is None
    assert ask(query, id="nonsense")["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


@pytest.mark.parametrize("arguments", ["first: 101", "first: -1", 'after: "!!!"', 'after: "bm9wZQ"'])
def test_bad_pages_are_refused_in_our_words(ask: Ask, arguments: str) -> None:
    error = ask(f"{{ claims({arguments}) {{ totalCount }} }}")["errors"][0]
    assert error["extensions"]["code"] in ("BAD_USER_INPUT", "NOT_FOUND")
    assert "Traceback" not in error["message"]


def test_names_resolve(ask: Ask) -> None:
    found = ask('{ resolve(names: ["OPT 175B", "davinci"]) { given matches { id matched } } }')["data"]["resolve"]
    assert [one["matches"][0]["id"] for one in found] == ["opt-175b", "gpt-3-175b"]


def test_search_finds_claims(ask: Ask) -> None:
    assert "essay:opt-relu" in {hit["id"] for hit in ask('{ search(text: "ReLU", first: 50) { id } }')["data"]["search"]}


def test_errors_suggest(ask: Ask) -> None:
    error = ask('{ sharedFactors(models: ["opt175b", "bloom-176b"]) { status } }')["errors"][0]
    assert error["extensions"]["code"] == "NOT_FOUND"
    assert "opt-175b" in error["extensions"]["suggestions"]


def _code(answer: Any) -> str:
    return str(answer["errors"][0]["extensions"]["code"])


def test_limits_hold(ask: Ask) -> None:
    deep = "{ entities { nodes " + "{ broader " * DEPTH + "{ slug }" + " }" * DEPTH + " } }"
    assert _code(ask(deep)) == "GRAPHQL_VALIDATION_FAILED"
    many = "{" + " ".join(f"a{n}: __typename" for n in range(ALIASES + 1)) + "}"
    assert _code(ask(many)) == "GRAPHQL_VALIDATION_FAILED"
    assert _code(ask("{" + " __typename" * 1200 + "}")) == "GRAPHQL_PARSE_FAILED"
    bomb = (
        "query { ...f0 }"
        + "".join(f" fragment f{n} on Query {{ ...f{n + 1} ...f{n + 1} }}" for n in range(80))
        + " fragment f80 on Query { __typename }"
    )
    assert ask(bomb)["data"] == {"__typename": "Query"}
