"""Queries as a client sends them."""

import pytest
from starlette.testclient import TestClient

from api.identity import cursor
from kb.store.base import ClaimFilter, KnowledgeBase
from tests.api.conftest import Ask, code_of

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


@pytest.mark.parametrize("key", ["claim:opt:activation", "entity:opt-175b", "source:opt", "predicate:tokens_seen"])
def test_node_finds_what_an_id_names(ask: Ask, key: str) -> None:
    query = "query ($id: ID!) { node(id: $id) { __typename id } }"
    assert ask(query, id=key)["data"]["node"] == {"__typename": key.partition(":")[0].capitalize(), "id": key}


def test_unknown_ids_are_null(ask: Ask) -> None:
    query = "query ($id: ID!) { node(id: $id) { __typename } }"
    for unknown in ("claim:no:such", "entity:no-such", "source:no-such", "predicate:no_such"):
        assert ask(query, id=unknown)["data"]["node"] is None
    data = ask('{ entity(slug: "") { id } claim(address: "opt") { id } source(slug: "\u0000") { id } }')["data"]
    assert data == {"entity": None, "claim": None, "source": None}


@pytest.mark.parametrize(
    "id_", ["", "nonsense", "claim:opt", "claim:opt:", "entity:OPT 175B", "unit:token", "predicate:opt-175b", ":", "claim:é:é"]
)
def test_malformed_ids_are_an_error(ask: Ask, id_: str) -> None:
    answer = ask("query ($id: ID!) { node(id: $id) { __typename } }", id=id_)
    assert answer["data"] == {"node": None}
    assert code_of(answer) == "BAD_USER_INPUT"


BAD_CURSORS = ["", "!!!", "nope", cursor("opt"), cursor("no:such") + "=", cursor("OPT 175B"), cursor("\0"), "/w", "é", "bm9 wZQ"]


@pytest.mark.parametrize(
    "arguments", ["first: 101", "first: -1", *(f'after: "{bad}"' for bad in BAD_CURSORS), f'after: "{cursor("no:such")}"']
)
def test_bad_pages_are_refused_in_our_words(ask: Ask, arguments: str) -> None:
    answer = ask(f"{{ claims({arguments}) {{ totalCount }} }}")
    assert code_of(answer) == "BAD_USER_INPUT"
    assert arguments.partition(":")[0] in answer["errors"][0]["message"]


@pytest.mark.parametrize("field", ["entities", "sources"])
def test_cursors_of_another_list_are_refused(ask: Ask, field: str) -> None:
    assert code_of(ask(f'{{ {field}(after: "{cursor("opt:activation")}") {{ totalCount }} }}')) == "BAD_USER_INPUT"


@pytest.mark.parametrize("field", ["entities", "sources", "entities(kind: model)"])
def test_lists_page_in_the_order_of_slugs(ask: Ask, field: str) -> None:
    head, arguments = (field[:-1], ", ") if "(" in field else (field + "(", "")
    query = f"query ($after: String) {{ {head}{arguments}first: 3, after: $after) {{ totalCount edges {{ cursor node {{ slug }} }} pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }} }} }}"
    slugs: list[str] = []
    after: str | None = None
    while True:
        page = next(iter(ask(query, after=after)["data"].values()))
        assert page["pageInfo"]["hasPreviousPage"] is (after is not None)
        assert [page["pageInfo"]["startCursor"], page["pageInfo"]["endCursor"]] == [page["edges"][0]["cursor"], page["edges"][-1]["cursor"]]
        slugs += [edge["node"]["slug"] for edge in page["edges"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert slugs == sorted(set(slugs))
    assert len(slugs) == page["totalCount"]


def test_an_empty_page_still_counts(ask: Ask) -> None:
    page = ask("{ claims(first: 0) { totalCount nodes { id } pageInfo { hasNextPage endCursor } } }")["data"]["claims"]
    assert page["totalCount"] > 100
    assert page["nodes"] == []
    assert page["pageInfo"] == {"hasNextPage": True, "endCursor": None}


def test_a_page_has_twenty_items_unless_told_otherwise(ask: Ask) -> None:
    assert len(ask("{ claims { nodes { id } } }")["data"]["claims"]["nodes"]) == 20


def test_many_claims_at_once_keep_their_order(ask: Ask) -> None:
    addresses = ["opt:activation", "no:such", "essay:opt-relu", "opt:activation"]
    found = ask("query ($a: [String!]!) { claimsByAddress(addresses: $a) { address } }", a=addresses)["data"]["claimsByAddress"]
    assert found == [{"address": "opt:activation"}, None, {"address": "essay:opt-relu"}, {"address": "opt:activation"}]
    assert code_of(ask("query ($a: [String!]!) { claimsByAddress(addresses: $a) { address } }", a=addresses * 26)) == "BAD_USER_INPUT"


def test_what_is_narrower_leaves_out_the_entity_itself(ask: Ask) -> None:
    narrower = {one["slug"] for one in ask('{ model(slug: "opt") { narrower { slug } } }')["data"]["model"]["narrower"]}
    assert "opt-175b" in narrower
    assert "opt" not in narrower


def test_predicates_know_their_claims(ask: Ask) -> None:
    found = ask(
        '{ node(id: "predicate:tokens_seen") { ... on Predicate { slug not claims(first: 100) { totalCount nodes { fact { predicate } } } } } }'
    )["data"]["node"]
    assert found["claims"]["totalCount"] == len(found["claims"]["nodes"]) > 3
    assert {node["fact"]["predicate"] for node in found["claims"]["nodes"]} == {"tokens_seen"}
    assert found["slug"] in {one["slug"] for one in ask("{ predicates { slug } }")["data"]["predicates"]}


def test_both_orders_list_the_same_claims(ask: Ask) -> None:
    query = '{ place: claims(first: 100, filter: {predicate: ["tokens_seen"]}) { nodes { address } } address: claims(first: 100, filter: {predicate: ["tokens_seen"]}, orderBy: address) { nodes { address } } }'
    lists = {order: [node["address"] for node in page["nodes"]] for order, page in ask(query)["data"].items()}
    assert lists["place"] != lists["address"] == sorted(lists["place"])


def test_names_resolve(ask: Ask) -> None:
    found = ask('{ resolve(names: ["OPT 175B", "davinci"]) { given matches { id key matched } } }')["data"]["resolve"]
    assert [one["matches"][0]["key"] for one in found] == ["opt-175b", "gpt-3-175b"]
    assert found[0]["matches"][0]["id"] == "entity:opt-175b"


def test_search_finds_claims(ask: Ask) -> None:
    assert "claim:essay:opt-relu" in {hit["id"] for hit in ask('{ search(text: "ReLU", first: 50) { id } }')["data"]["search"]}


def test_errors_suggest(ask: Ask) -> None:
    error = ask('{ sharedFactors(models: ["opt175b", "bloom-176b"]) { status } }')["errors"][0]
    assert error["extensions"]["code"] == "NOT_FOUND"
    assert "opt-175b" in error["extensions"]["suggestions"]
