"""Looking things up on the command line, over the invented tree: what is shown, what is suggested, and the exit codes."""

import csv
import io
import json
import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kb.cli.main import main
from kb.draft import Draft
from tests.kb.cli.conftest import Kb, Told


def sections(shown: str) -> dict[str, list[str]]:
    """Split a shown record at its headings."""
    parts = [block.splitlines() for block in shown.split("\n\n")]
    return {lines[0]: [line.strip() for line in lines[1:]] for lines in parts}


def proposed(result: Result) -> list[list[str]]:
    """Return the commands that a message says to type, as words."""
    return [shlex.split(command) for command in re.findall(r"`kb (.*?)`", result.stderr)]


def test_an_entity_is_shown_with_its_facts_by_facet_identity_first(told: Told) -> None:
    shown = sections(told("show", "heron-90b"))
    assert list(shown) == [
        "Heron 90B (model)", "identity", "architecture", "data", "system", "training", "effects", "≠ the sources differ on this value",
    ]  # fmt: skip
    assert "also called  Heron" in shown["Heron 90B (model)"]
    assert "member of    open-birds" in shown["Heron 90B (model)"]
    assert (
        "number_format: not disclosed (looked in sec. 3, model card) (reported) — heron:number-format, document paper, section 3"
        in shown["training"]
    )


def test_figures_that_differ_stand_together_and_are_marked(told: Told) -> None:
    training = sections(told("show", "heron-90b"))["training"]
    assert [line for line in training if "tokens_seen" in line] == [
        "≠ tokens_seen: 366B token (reported) — heron:tokens-seen, document card, key training",
        "≠ tokens_seen: 336B token (argued, after heron) — review:heron-tokens, section Data, paragraph 1",
    ]
    assert not [line for line in training if line.startswith("≠") and "tokens_seen" not in line]


def test_another_run_is_no_rival_of_the_released_one(told: Told) -> None:
    training = sections(told("show", "osprey-100b"))["training"]
    marked = {line for line in training if "batch_schedule" in line and line.startswith("≠")}
    assert len(marked) == 2
    assert not [line for line in marked if "osprey-run-2" in line]


def test_withdrawn_claims_are_shown_by_their_source_alone(told: Told) -> None:
    assert "tokens-seen-early" not in told("show", "heron-90b")
    assert "36B token (reported, withdrawn) — heron:tokens-seen-early" in told("show", "source:heron")


def test_facts_of_the_family_are_included_and_say_of_what_they_are(told: Told) -> None:
    shown = sections(told("show", "albatross-120b"))
    assert shown["data"] == ["trained_on: albatross-corpus, of albatross (reported) — albatross:trained-on, section 2"]
    assert len(shown["results"]) == 2


def test_steps_sets_and_conditions_are_told_in_words(told: Told) -> None:
    assert "batch_tokens: 32,000 token to 3.2M token at 12B token (" in told("show", "albatross-120b")
    assert "uses_technique: not stabilisers [most] (" in told("show", "osprey-100b")
    assert "holds where      a source denies quality_filter: quality-classifier" in told("show", "no-classifier")
    assert "holds where      corpus_tokens is less than that of albatross-120b, condor-400b" in told("show", "smaller-corpus")


@pytest.mark.parametrize("given", ["Heron", "HERON 90B", "heron_90b", "entity:heron-90b"])
def test_names_aliases_and_global_ids_lead_to_the_same_entity(told: Told, given: str) -> None:
    assert told("show", given) == told("show", "heron-90b")


def test_a_claim_is_shown_with_place_source_links_and_rivals(told: Told) -> None:
    shown = sections(told("show", "review:heron-tokens"))
    head = dict(re.split(r"  +", line, maxsplit=1) for line in shown["review:heron-tokens (fact)"])
    assert head["says"] == "Heron is said to have seen 336 billion tokens."
    assert head["value"] == '336B token (printed "336B")'
    assert (head["modality"], head["stance"], head["on the word of"], head["read"]) == ("argued", "commentary", "heron", "full")
    assert (head["source"], head["place"]) == ("Bird review, 2023 (review)", "section Data, paragraph 1")
    assert shown["links"][0].startswith("heron-misprint: suspected_misprint review:heron-tokens, heron:tokens-seen — Two digits")
    assert shown["same subject and predicate"] == ["≠ tokens_seen: 366B token (reported) — heron:tokens-seen, document card, key training"]


def test_a_claim_names_its_premises_and_who_judges_it(told: Told) -> None:
    assert "review:open-birds-fail" in sections(told("show", "review:heron-fails"))["premises that the source gives"][0]
    judged = sections(told("show", "review:osprey-matches"))["judged by"]
    assert judged == ["doubts review:osprey-matches [tasks beyond those two] (argued) — review:doubts-osprey, section Comparison"]


def test_a_withdrawn_claim_gives_its_reason(told: Told) -> None:
    assert "2022-08-01: A slip of the pen when the card was read." in told("show", "heron:tokens-seen-early")


@pytest.mark.parametrize(
    ("address", "line"),
    [
        ("leaderboard:osprey-maze", "osprey-100b on nest-maze, accuracy: 43.2 percent [few-shot, 5-shot, one prompt for all] (measured, preferred)"),
        ("leaderboard:albatross-maze", "albatross-120b on nest-maze, accuracy: about 70 percent (measured, recalled)"),
        ("leaderboard:seen-elsewhere", "attributes leaderboard:osprey-maze (measured, read through a talk)"),
        ("condor:beats-tuned",
         "condor-400b with few-shot, 8-shot does better than tuned-birds as of 2022 with fine-tuning on puzzles [1 of 2] (measured)"),
        ("review:no-classifier-harms", 'no-classifier decreases albatross-level (argued, "probably")'),
        ("review:smaller-corpus-harms", "smaller-corpus decreases albatross-level [scale=at least 90B parameter] (argued)"),
        ("review:open-birds-fail", 'open-birds reaches_outcome: not albatross-level [all] (argued, "to some extent")'),
        ("review:use-sparrow", ("use sparrow-3b with fine-tuning instead of condor-400b with few-shot for bird-calls "
         "when labelled-data is enough [priority 1] (recommended)")),
        ("heron:nothing-on-classifiers", "Classifiers are feared to drop what is rare. (argued)"),
    ],
)  # fmt: skip
def test_each_form_has_its_sentence(told: Told, address: str, line: str) -> None:
    claims = sections(told("show", f"source:{address.partition(':')[0]}"))["claims"]
    assert [told.split(" — ")[0] for told in claims if told.split(" — ")[1].split(",")[0] == address] == [line]


def test_a_source_is_shown_with_its_documents_and_claims_in_order(told: Told, world_draft: Draft) -> None:
    shown = sections(told("show", "source:heron"))
    assert shown["documents"] == ["paper (paper), Heron, an open bird", "card (model-card), Model card, 2022-07-12"]
    seen = [line.split(" — ")[1].split(",")[0] for line in shown["claims"]]
    assert seen == [address for address in world_draft.claims if address.startswith("heron:")]


def test_a_predicate_is_shown_with_what_it_is_not_and_how_often_it_is_used(told: Told) -> None:
    shown = told("show", "tokens_seen")
    assert "is not        Size of the corpus (corpus_tokens)." in shown
    assert "claims        4; list them with `kb claims --predicate tokens_seen`" in shown
    assert "component: entity: dataset; required — The part of the corpus." in told("show", "component_share")


def test_json_holds_all_of_a_claim_under_the_names_of_the_yaml(told: Told) -> None:
    data = json.loads(told("show", "review:heron-tokens", "--format", "json"))
    assert (data["id"], data["record"]["form"]) == ("claim:review:heron-tokens", "fact")
    assert data["record"]["value"]["quantity"] == {
        "unit": "token", "number": "336000000000", "open": False, "approximate": False, "as_printed": "336B",
    }  # fmt: skip
    assert data["record"]["at"] == {"section": "Data", "paragraph": "1"}
    assert [line["address"] for part in data["sections"] for line in part["lines"] if line.get("differs")] == ["heron:tokens-seen"]
    scope = json.loads(told("show", "review:half-harms", "--format", "json"))["record"]
    assert scope["in"] == {"number_format": "half"}
    assert told("show", "heron-90b", "--format", "ndjson").count("\n") == 1


def test_csv_and_markdown_of_a_record_hold_its_claims(told: Told) -> None:
    rows = list(csv.DictReader(io.StringIO(told("show", "heron-90b", "--format", "csv"))))
    assert {"section": "training", "address": "heron:batch"}.items() <= next(row for row in rows if row["address"] == "heron:batch").items()
    assert "says" in rows[0]
    page = told("show", "heron-90b", "--format", "md")
    assert page.startswith("# Heron 90B (model)\n\n- slug: heron-90b\n")
    assert "\n## training\n\n- batch_schedule: constant" in page


@pytest.mark.parametrize(
    "words",
    [
        ("show", "opsrey-100b"), ("show", "osprey100"), ("show", "heron:token-seen"), ("show", "token_seen"), ("show", "source:hern"),
        ("show", "entity:heron-90"), ("claims", "--subject", "heron90"), ("claims", "--predicate", "token_seen"), ("claims", "--source", "revew"),
        ("resolve", "Ospray"),
    ],
)  # fmt: skip
def test_an_unknown_id_names_commands_that_work(kb: Kb, words: tuple[str, ...]) -> None:
    result = kb(*words)
    assert (result.exit_code, result.stdout) == (1, "")
    commands = proposed(result)
    assert 1 <= len(commands) <= 3
    for command in commands:
        assert kb(*command).exit_code == 0, command


def test_an_id_like_nothing_is_told_in_one_line(kb: Kb) -> None:
    result = kb("show", "zzzzzz")
    assert (result.exit_code, result.stderr) == (1, "kb: no record is called 'zzzzzz'\n")


def test_a_name_with_several_meanings_is_not_guessed(kb: Kb) -> None:
    result = kb("show", "HERON")
    assert (result.exit_code, result.stdout) == (2, "")
    assert proposed(result) == [["show", "heron-90b"], ["show", "source:heron"]]


def test_a_slug_shared_by_an_entity_and_a_source_means_the_entity_and_names_the_other(kb: Kb) -> None:
    result = kb("show", "albatross")
    assert result.stdout.startswith("Albatross (model)")
    assert proposed(result) == [["show", "source:albatross"]]


def test_a_base_that_is_missing_or_damaged_ends_with_3(kb: Kb, tmp_path: Path) -> None:
    assert kb("show", "heron-90b", base=tmp_path / "none.sqlite").exit_code == 3
    (tmp_path / "bad.sqlite").write_bytes(b"not a base" * 50)
    result = kb("claims", base=tmp_path / "bad.sqlite")
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (3, "", 1)


@pytest.mark.parametrize(
    "words", [("show",), ("claims", "--limit", "0"), ("claims", "--form", "rumour"), ("search",), ("show", "a", "--format", "xml")]
)
def test_wrong_usage_ends_with_2(kb: Kb, words: tuple[str, ...]) -> None:
    assert kb(*words).exit_code == 2


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--form", "advice"), ["review:use-sparrow"]),
        (
            ("--form", "about", "--form", "advice", "--source", "review"),
            ["review:doubts-osprey", "review:endorses-condor", "review:use-sparrow"],
        ),
        (("--subject", "Osprey 100B", "--predicate", "batch_schedule"), ["osprey:batch", "osprey:run-2-batch", "review:osprey-batch"]),
        (("--predicate", "tokens seen", "--source", "heron"), ["heron:tokens-seen"]),
        (("--modality", "speculated"), ["review:half-harms"]),
        (("--stance", "registry", "--form", "fact"), ["leaderboard:restarts"]),
        (("--entity", "wing-clip"), ["condor:restart-cure"]),
        (("--text", "sixty days"), ["heron:training-time"]),
    ],
)
def test_claims_are_filtered(told: Told, words: tuple[str, ...], expected: list[str]) -> None:
    rows = json.loads(told("claims", *words, "--format", "json"))
    assert [row["address"] for row in rows] == expected


def test_pages_of_claims_make_up_the_whole_and_say_how_to_go_on(kb: Kb, world_draft: Draft) -> None:
    every = [address for address, placed in world_draft.claims.items() if placed.claim.withdrawn is None]
    got: list[str] = []
    words: list[str] = []
    while True:
        result = kb("claims", "--limit", "7", "--format", "ndjson", *words)
        got += [json.loads(line)["address"] for line in result.stdout.splitlines()]
        if not result.stderr:
            break
        assert f"7 of {len(every)} claims" in result.stderr
        words = result.stderr.split("add ")[1].split()
    assert got == every


def test_a_table_of_claims_names_address_content_manner_and_place(told: Told) -> None:
    header, row = told("claims", "--subject", "heron-90b", "--predicate", "restarts").splitlines()
    assert header.split() == ["address", "claim", "how", "place"]
    assert re.split(r"  +", row) == ["heron:restarts", "heron-90b restarts: none", "observed", "document paper, section 3"]


def test_no_claim_ends_with_1_and_an_empty_list(kb: Kb) -> None:
    result = kb("claims", "--text", "zebra", "--format", "json")
    assert (result.exit_code, json.loads(result.stdout)) == (1, [])
    assert kb("claims", "--after", "heron:nothing").exit_code == 1


def test_search_finds_every_word_in_claims_entities_and_sources(kb: Kb, told: Told) -> None:
    hits = json.loads(told("search", "trained", "classifier", "--format", "json"))
    assert {"albatross:quality-filter", "quality-classifier"} <= {hit["id"] for hit in hits}
    assert all("[" in hit["snippet"] for hit in hits)
    limited = kb("search", "heron", "--limit", "1")
    assert (len(limited.stdout.splitlines()), "--limit" in limited.stderr) == (2, True)
    assert kb("search", '"*(').exit_code == 1


def test_resolve_tells_what_names_mean_and_fails_when_one_means_nothing(kb: Kb, told: Told) -> None:
    result = kb("resolve", "heuristic FILTER", "Ospray", "--format", "json")
    assert [(row["given"], row["id"], row["matched"]) for row in json.loads(result.stdout)] == [
        ("heuristic FILTER", "rule-filter", "alias")
    ]
    assert result.exit_code == 1
    assert "no record is called 'Ospray'; did you mean `kb show osprey-100b`" in result.stderr
    assert len(json.loads(told("resolve", "heron", "--format", "json"))) == 2


def test_a_claim_and_a_source_show_how_they_were_verified(base_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_BASE", str(base_file))
    claim = CliRunner().invoke(main, ["show", "essay:bloom-tokens-seen"]).stdout
    assert re.search(r"verified +exact on \d{4}-\d\d-\d\d; figures 336B", claim)
    source = CliRunner().invoke(main, ["show", "essay"]).stdout
    assert re.search(r"verified +post: \d+ checks performed, 0 failed, \d{4}-", source)


def test_a_finding_is_shown_with_what_it_judges_and_whether_it_stands(told: Told) -> None:
    shown = sections(told("show", "finding:osprey-batch-contested"))
    assert "stands   yes, its premises mean what they meant" in shown["osprey-batch-contested (finding)"]
    assert shown["the claim that it judges"][0].startswith("osprey-100b batch_schedule: constant (argued) — review:osprey-batch")
    assert shown["premises"][0].startswith("osprey-100b batch_schedule: increasing (reported) — osprey:batch")
    assert shown["steps of guides that rest on it"] == ["guide:bird-size outcomes.fine-tune"]
    premises = sections(told("show", "finding:albatross-passes"))["premises"]
    assert [line.partition(" = ")[0] for line in premises] == ["seen", "corpus"]


def test_a_claim_is_shown_with_the_findings_on_it_and_the_steps_that_rest_on_it(told: Told) -> None:
    on_it = sections(told("show", "osprey:batch"))["findings on it"]
    assert on_it == ["finding:osprey-batch-contested (weakened): The log of Osprey has its batch grow, against the review."]
    assert "guide:bird-size tests.labels" in sections(told("show", "review:use-sparrow"))["steps of guides that rest on it"]


def test_a_guide_is_shown_test_by_test(told: Told) -> None:
    shown = sections(told("show", "guide:bird-size"))
    assert shown["labels: How much labelled data is at hand?"] == [
        "labelled-data=none → prompt — review:endorses-condor",
        "labelled-data=few → prompt — review:endorses-condor",
        "labelled-data=enough → fine-tune — review:use-sparrow",
        "is asked — review:use-sparrow",
    ]
    assert shown["outcomes"][0].startswith("prompt: Prompt a large bird. Use condor-400b with few-shot — ")


def test_a_misspelt_finding_or_guide_is_met_with_a_command(kb: Kb) -> None:
    assert "did you mean `kb show guide:bird-size`" in kb("show", "guide:bird-sise").stderr
    assert "did you mean `kb show finding:albatross-passes`" in kb("show", "finding:albatross-pass").stderr


def test_a_claim_and_its_source_are_shown_with_their_reviews(told: Told) -> None:
    assert "holds, by robin on 2024-02-01" in told("show", "albatross:tokens-seen")
    assert "place unsure, by robin on 2024-02-01 (The section names no language; the title page does.)" in told(
        "show", "albatross:language"
    )
    assert "2 claims by robin, 2024-02-01" in told("show", "source:albatross")


def test_withdrawn_claims_are_listed_when_asked_for_and_marked(told: Told) -> None:
    listed = ("claims", "--subject", "heron-90b", "--predicate", "tokens_seen")
    assert "tokens-seen-early" not in told(*listed)
    assert "heron:tokens-seen-early" in told(*listed, "--withdrawn")
    assert "reported, withdrawn" in told(*listed, "--withdrawn")


def test_a_retired_id_leads_to_what_says_it_now(kb: Kb) -> None:
    result = kb("show", "heron:tokens-on-card")
    assert result.exit_code == 1
    assert "note: claim:heron:tokens-on-card was retired on 2022-09-01: A doublet; claim:heron:tokens-seen says it now" in result.stderr
