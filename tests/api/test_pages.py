"""The pages as readers and their browsers meet them: every question, records, errors, and text that means harm."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from starlette.testclient import TestClient

from api.app import STATIC, create_app
from api.pages.forms import example_text
from api.pages.markdown import html
from kb.draft import Draft
from kb.questions.answer import claims_of
from kb.questions.question import Question
from kb.questions.registry import QUESTIONS
from kb.store.base import KnowledgeBase

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
BROWSER = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
RECORDS = (
    "/claim/essay:bloom-batch-constant",
    "/entity/opt-175b",
    "/entity/no-quality-classifier",
    "/source/essay",
    "/predicate/tokens_seen",
)
FIXED = ("/", "/questions", "/query", "/docs", "/docs/questions", "/docs/adding-a-question")
ASKED = [question for question in QUESTIONS.values() if question.example and not question.of_past]


class Elements(HTMLParser):
    """Every element of a page with its attributes, and how deep they nest at the end."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attributes)))
        if tag not in ("meta", "link", "input", "option", "br", "img"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag != "option":
            assert self.open.pop() == tag

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]


def example(question: Question) -> dict[str, str]:
    return {name: example_text(question, name) for name in question.example}


def answer_page(client: TestClient, question: Question) -> str:
    reply = client.get(f"/ask/{question.command}", params=example(question))
    assert reply.status_code == 200
    return reply.text


@pytest.fixture(scope="session")
def pages(client: TestClient) -> dict[str, str]:
    found = {path: client.get(path).text for path in (*FIXED, *RECORDS)}
    for question in QUESTIONS.values():
        found[f"/questions/{question.command}"] = client.get(f"/questions/{question.command}").text
        if question in ASKED:
            found[f"/ask/{question.command}"] = answer_page(client, question)
    return found


def test_every_question_is_listed_and_documented(client: TestClient, pages: dict[str, str]) -> None:
    for question in QUESTIONS.values():
        assert f'href="/questions/{question.command}"' in pages["/questions"]
        assert f'href="/questions/{question.command}"' in pages["/"]
        form = Elements(client.get(f"/questions/{question.command}").text)
        assert form.named("form") == [{"class": "ask", "action": f"/ask/{question.command}", "method": "get"}]
        inputs = {one["name"] for one in (*form.named("input"), *form.named("select"))}
        assert inputs == set(question.arguments)


@pytest.mark.parametrize("question", ASKED, ids=lambda one: one.name)
def test_an_answer_links_every_claim_of_its_proof_and_conflicts(client: TestClient, base: KnowledgeBase, question: Question) -> None:
    answer = question.function(base, **question.example)
    linked = {one.get("href") for one in Elements(answer_page(client, question)).named("a")}
    assert {f"/claim/{address}" for address in claims_of((answer.proof, answer.conflicts))} <= linked


def test_both_sides_of_a_conflict_stand_beside_each_other(client: TestClient) -> None:
    text = answer_page(client, QUESTIONS["shared_factors"])
    conflict = next(part for part in text.split('<article class="conflict">') if "batch schedule is constant" in part.split("</h3>")[0])
    for_it, against = conflict.split("<h4>Against it</h4>")
    assert "/claim/essay:bloom-batch-constant" in for_it
    assert "/claim/bloom:batch-ramp" in against


def test_names_are_understood_and_lists_taken_in_both_ways(client: TestClient) -> None:
    commas = client.get("/ask/shared-factors", params={"models": "OPT 175B, bloom-176b", "outcome": ""})
    apart = client.get("/ask/shared-factors?models=opt-175b&models=bloom-176b")
    assert commas.status_code == apart.status_code == 200
    assert "kb ask shared-factors opt-175b bloom-176b" in commas.text
    assert "kb ask shared-factors opt-175b bloom-176b" in apart.text


@pytest.mark.parametrize(
    ("address", "status", "told"),
    [
        ("/ask/shared-factors", 400, "models is missing"),
        ("/ask/shared-factors?models=opt-175b", 400, "name two different models"),
        ("/ask/shared-factors?models=pile,opt-175b", 400, "a model is needed"),
        ("/ask/shared-factors?models=" + "x," * 101, 400, "at most 100"),
        ("/ask/shared-factors?models=opt175x,bloom-176b", 404, "opt-175b"),
        ("/ask/contradictions?kind=nonsense", 400, "choose one of"),
        ("/ask/load-bearing?limit=many", 400, "a whole number"),
        ("/ask/nonsense", 404, "no question"),
        ("/questions/nonsense", 404, "no question"),
        ("/claim/essay:bloom-token-seen", 404, "/claim/essay:bloom-tokens-seen"),
        ("/entity/opt175b", 404, "/entity/opt-175b"),
        ("/entity/a/b", 404, "a/b"),
        ("/docs/nonsense", 404, "no such document"),
        ("/docs/../README", 404, "Not Found"),
        ("/nowhere", 404, "Not Found"),
    ],
)
def test_what_is_wrong_is_told_with_what_to_do(client: TestClient, address: str, status: int, told: str) -> None:
    reply = client.get(address, headers=BROWSER)
    assert reply.status_code == status
    assert told in reply.text
    assert reply.headers["content-type"].startswith("text/html")


def test_a_misspelt_name_is_one_link_away_from_the_answer(client: TestClient) -> None:
    wrong = client.get("/ask/shared-factors?models=opt175x,bloom-176b").text
    href = next(one["href"] for one in Elements(wrong).named("a") if "opt-175b" in (one["href"] or ""))
    assert href
    assert client.get(href.replace("&amp;", "&")).status_code == 200


def test_readers_who_come_to_graphql_without_a_query_find_where_to_write_one(client: TestClient) -> None:
    reply = client.get("/graphql", headers=BROWSER)
    assert str(reply.url).endswith("/query")
    assert 'action="/graphql"' in reply.text
    assert client.get("/graphql", params={"query": "{ __typename }"}, headers=BROWSER).json()["data"] == {"__typename": "Query"}


def test_pages_are_whole_and_can_be_used_without_sight_or_mouse(pages: dict[str, str]) -> None:
    for path, text in pages.items():
        elements = Elements(text)
        assert elements.open == [], path
        assert [len(elements.named(tag)) for tag in ("h1", "main", "title", "footer")] == [1, 1, 1, 1], path
        assert elements.named("html") == [{"lang": "en"}]
        ids = [attributes["id"] for _, attributes in elements.found if "id" in attributes]
        assert len(ids) == len(set(ids)), path
        labelled = {one.get("for") for one in elements.named("label")}
        for one in (*elements.named("input"), *elements.named("select"), *elements.named("textarea")):
            assert one["id"] in labelled or one.get("type") == "checkbox", path
        references = {
            name for _, one in elements.found for key in ("aria-labelledby", "aria-describedby", "list") if (name := one.get(key))
        }
        assert references <= set(ids), path


def test_pages_ask_nothing_of_other_servers_and_hold_no_script_or_style_of_their_own(client: TestClient, pages: dict[str, str]) -> None:
    for path, text in pages.items():
        for tag, attributes in Elements(text).found:
            loads = [attributes.get(key) or "/" for key in ("src", "action", "srcset") if key in attributes]
            loads += [attributes["href"] or "/"] if tag == "link" else []
            assert all(re.match(r"/(?!/)", one) for one in loads), path
            assert not {"style", "onclick", "onload", "onerror"} & set(attributes), path
            assert tag != "style"
            assert tag != "script" or attributes.get("src")
    policy = client.get("/").headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_links_to_this_server_lead_somewhere(client: TestClient, pages: dict[str, str]) -> None:
    local = {one["href"] or "" for text in pages.values() for one in Elements(text).named("a") if (one.get("href") or "").startswith("/")}
    sampled = [href for number, href in enumerate(sorted(local)) if not href.startswith("/claim/") or number % 10 == 0]
    assert len(sampled) > 100
    assert [href for href in sampled if client.get(href, headers=BROWSER).status_code != 200] == []


@pytest.fixture(name="hostile")
def _hostile(world_draft: Draft, opened: Callable[[Draft], KnowledgeBase]) -> Iterator[TestClient]:
    """A client of a base in which prose, names, places and addresses of the web mean harm."""
    entities = {slug: replace(one, name=HOSTILE, description=HOSTILE) for slug, one in world_draft.entities.items()}
    sources = {}
    for slug, source in world_draft.sources.items():
        passages = tuple(
            replace(
                passage,
                at=passage.at and replace(passage.at, section=HOSTILE),
                claims=tuple(replace(claim, says=HOSTILE, hedge=HOSTILE) for claim in passage.claims),
            )
            for passage in source.passages
        )
        documents = tuple(replace(one, title=HOSTILE, url="javascript:alert(3)") for one in source.documents)
        sources[slug] = replace(source, passages=passages, title=HOSTILE, short=HOSTILE, url="javascript:alert(3)", documents=documents)
    with TestClient(create_app(opened(replace(world_draft, entities=entities, sources=sources)))) as client:
        yield client


def test_text_that_means_harm_stays_text(hostile: TestClient) -> None:
    addresses = (
        "/claim/heron:tokens-seen",
        "/entity/heron-90b",
        "/source/heron",
        "/ask/shared-factors?models=heron-90b,osprey-100b",
        "/ask/annotate?source=review",
        "/ask/provenance?id=review:heron-tokens",
    )
    for address in addresses:
        reply = hostile.get(address)
        assert reply.status_code == 200
        assert "&lt;script&gt;" in reply.text
        elements = Elements(reply.text)
        assert elements.named("img") == []
        assert all(one.get("src") for one in elements.named("script"))
        assert all((one["href"] or "").startswith(("/", "#", "http")) for one in elements.named("a"))


@pytest.mark.parametrize(
    "path", ["/ask/shared-factors?models=", "/ask/dispute?claim=", "/ask/contradictions?kind=", "/entity/", "/claim/", "/"]
)
def test_addresses_that_mean_harm_stay_text(client: TestClient, path: str) -> None:
    reply = client.get(path + HOSTILE.replace("/", "%2F"), headers=BROWSER)
    assert reply.status_code in (400, 404)
    assert Elements(reply.text).named("img") == []
    assert "<script>" not in reply.text


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("# A `b` c", "<h1>A <code>b</code> c</h1>"),
        ("a [b](/c) d", '<p>a <a href="/c">b</a> d</p>'),
        ("a [b](javascript:alert(1)) d", "<p>a [b](javascript:alert(1)) d</p>"),
        ("- one\n- two\n  lines", "<ul><li>one</li><li>two\n  lines</li></ul>"),
        ("```text\n<b> & `c`\n```", '<pre tabindex="0"><code>&lt;b&gt; &amp; `c`</code></pre>'),
        ("<img src=x> **bold**", "<p>&lt;img src=x&gt; <strong>bold</strong></p>"),
        ('[a"b](/c"onclick=x)', '<p><a href="/c&#34;onclick=x">a&#34;b</a></p>'),
        ("```\nnever closed", '<pre tabindex="0"><code>never closed</code></pre>'),
    ],
)
def test_documents_are_written_as_they_are_meant(written: str, shown: str) -> None:
    assert str(html(written)) == shown


def test_a_table_of_a_document_is_a_table() -> None:
    assert Elements(str(html("| a | b |\n| --- | --- |\n| `1` | 2 |"))).named("th") == [{"scope": "col"}, {"scope": "col"}]


def luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_colours_can_be_read_by_day_and_by_night() -> None:
    palettes = [dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", block)) for block in (STATIC / "style.css").read_text().split("@media")[:2]]
    pairs = [(ink, "page") for ink in ("ink", "quiet", "link")] + [(ink, "raised") for ink in ("ink", "quiet")]
    pairs += [(word, f"{word}-back") for word in ("good", "bad", "open")] + [("ink", "bad-back")]
    for palette in palettes:
        for ink, back in pairs:
            light, dark = sorted((luminance(palette[ink]), luminance(palette[back])), reverse=True)
            assert (light + 0.05) / (dark + 0.05) >= 4.5, (ink, back)
