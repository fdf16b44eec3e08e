"""What is named but does not exist is told, with what may have been meant."""

from pathlib import Path

import pytest

from tests.planted import ALBATROSS, FACTOR, LINKS, OSPREY, PREDICATES, REVIEW, Planted, assert_told

NOT_SIZE = "  not: Size of the corpus (corpus_tokens).\n"
FAULTS = (
    Planted(
        "claims-name-entities",
        OSPREY,
        "subject: osprey-100b",
        "subject: osprey-10b",
        "claim:osprey:trained-on",
        "subject",
        "did you mean osprey-100b",
    ),
    Planted(
        "claims-name-entities",
        OSPREY,
        "{less_than: albatross-corpus}",
        "{less_than: albatros-corpus}",
        "claim:osprey:corpus-size",
        "less_than",
        "albatross-corpus",
    ),
    Planted(
        "claims-name-entities",
        REVIEW,
        "cause: constant-batch",
        "cause: constant-batches",
        "claim:review:batch-explains-heron",
        "cause",
        "did you mean constant-batch",
    ),
    Planted(
        "claims-name-entities",
        REVIEW,
        "in: {model: heron-90b}",
        "in: {model: heron-9b}",
        "claim:review:batch-explains-heron",
        "model: heron-9b",
        "heron-90b",
    ),
    Planted(
        "claims-name-entities",
        REVIEW,
        "left: {system: osprey-100b}",
        "left: {system: osprey}",
        "claim:review:osprey-matches",
        "system: osprey}",
        "osprey-100b",
    ),
    Planted(
        "claims-name-entities",
        REVIEW,
        "{labelled-data: enough}",
        "{labeled-data: enough}",
        "claim:review:use-sparrow",
        "labeled-data",
        "labelled-data",
    ),
    Planted(
        "claims-name-entities",
        REVIEW,
        "over: [egg-count, bird-calls]",
        "over: [egg-count, bird-call]",
        "claim:review:osprey-matches",
        "bird-call]",
        "bird-calls",
    ),
    Planted(
        "claims-name-entities",
        ALBATROSS,
        "component: pond-crawl",
        "component: pond",
        "claim:albatross:crawl-share",
        "component",
        "pond-crawl",
    ),
    Planted(
        "claims-name-claims",
        REVIEW,
        "doubts: review:osprey-matches",
        "doubts: review:osprey-match",
        "claim:review:doubts-osprey",
        "doubts",
        "review:osprey-matches",
    ),
    Planted(
        "claims-name-claims",
        REVIEW,
        "because: ['review:heron-batch']",
        "because: ['review:heron-bach']",
        "claim:review:batch-explains-heron",
        "'review:heron-bach'",
        "no claim",
    ),
    Planted(
        "claims-name-sources",
        REVIEW,
        "{source: heron}",
        "{source: herons}",
        "claim:review:heron-tokens",
        "source: herons",
        "did you mean heron",
    ),
    Planted(
        "passages-name-documents", OSPREY, "{document: log,", "{document: logs,", "source:osprey", "document: logs", "did you mean log"
    ),
    Planted("sources-name-organisations", OSPREY, "[marsh-lab]", "[albatross]", "source:osprey", "albatross]", "no organisation"),
    Planted(
        "links-name-claims-and-people",
        LINKS,
        "heron:tokens-seen",
        "heron:tokens",
        "link:heron-misprint",
        "'heron:tokens",
        "heron:tokens-seen",
    ),
    Planted("links-name-claims-and-people", LINKS, "by: wren", "by: wrenn", "link:heron-misprint", "by", "did you mean wren"),
    Planted(
        "predicates-name-units-and-predicates",
        PREDICATES,
        NOT_SIZE,
        f"{NOT_SIZE}  qualifiers: [{{slug: by, definition: Until when., range: {{type: quantity, unit: tokens}}}}]\n",
        "predicate:tokens_seen",
        "unit: tokens",
        "did you mean token",
    ),
    Planted(
        "predicates-name-units-and-predicates",
        PREDICATES,
        "[tokens_seen]",
        "[token_seen]",
        "predicate:corpus_tokens",
        "token_seen",
        "tokens_seen",
    ),
    Planted(
        "entities-name-entities-and-predicates",
        FACTOR,
        "broader: [training]",
        "broader: [trainings]",
        "entity:constant-batch",
        "trainings",
        "did you mean training",
    ),
    Planted(
        "entities-name-entities-and-predicates",
        FACTOR,
        "predicate: batch_schedule",
        "predicate: batch",
        "entity:constant-batch",
        "predicate",
        "batch_schedule",
    ),
    Planted(
        "entities-name-entities-and-predicates",
        FACTOR,
        "value: half",
        "value: quarter",
        "entity:half-precision",
        "value",
        "no entity 'quarter'",
    ),
    Planted(
        "confusion-is-mutual", PREDICATES, "  confusable_with: [corpus_tokens]\n", "", "predicate:corpus_tokens", "tokens_seen", "in turn"
    ),
)


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_a_planted_fault_is_told_at_its_place(world: Path, fault: Planted) -> None:
    assert_told(world, fault)
