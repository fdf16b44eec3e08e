"""Questions on past states, over the repository of the invented tree: worked out by hand from what its commits change.

The second commit says that Osprey's batch was constant, the third takes that back; the fourth writes a comment, the last
one counts Osprey's corpus again; the proposal says that Osprey has a quality classifier.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest

from kb.diff import Change
from kb.errors import BadArgument, NoHistory, UnknownId
from kb.history import GitHistory
from kb.questions.answer import Answer, Status
from kb.questions.answer_at import AnswerState, answer_at
from kb.questions.changed_since import changed_since
from kb.questions.impact_of import Touched, TouchedAnswer, impact_of
from kb.questions.lines import lines
from kb.questions.registry import QUESTIONS
from kb.questions.semantic_diff import semantic_diff
from kb.store.base import KnowledgeBase
from tests.repositories import OSPREY, Repository

PAIR = "shared-factors heron-90b osprey-100b"
GIVEN = ("models=heron-90b,osprey-100b",)


@pytest.fixture(name="history")
def _history(past: Repository) -> GitHistory:
    return GitHistory(past.claims)


@pytest.fixture(name="now")
def _now(history: GitHistory) -> Iterator[KnowledgeBase]:
    """The base of the last commit, which knows its past."""
    with history.at("main") as base:
        yield base


def touched(base: KnowledgeBase, change: str) -> dict[str, TouchedAnswer]:
    return {one.answer: one for one in impact_of(base, change).value}


# the difference


def test_a_difference_is_told_by_meaning(now: KnowledgeBase, past: Repository) -> None:
    value = semantic_diff(now, "v1", "main").value
    (one,) = value.differences
    assert (one.record, one.change) == ("claim:osprey:corpus-tokens", Change.revalued)
    assert [(part.path, part.before, part.after) for part in one.fields] == [("body.value", "180B token", "190B token")]
    assert (value.before, value.after) == (past.git("rev-parse", "v1^{commit}"), past.git("rev-parse", "main"))


def test_layout_and_what_was_taken_back_are_no_difference(now: KnowledgeBase) -> None:
    answer = semantic_diff(now, "main~5", "v1")
    assert (answer.value.differences, answer.status) == ((), Status.COMPLETE)


# the feed


def test_the_feed_tells_each_change_newest_first(now: KnowledgeBase, past: Repository) -> None:
    told = [
        (one.commit, one.says, claim.claim, claim.change, claim.fields)
        for one in changed_since(now, "main~5").value
        for claim in one.claims
    ]
    batch = ("osprey:batch", Change.revalued)
    assert told == [
        (past.git("rev-parse", "main"), "Osprey's corpus counted again", "osprey:corpus-tokens", Change.revalued,
         ("body.value: 180B token -> 190B token",)),
        (past.git("rev-parse", "main~3"), "The batch of Osprey grew after all", *batch, ("body.value: constant -> increasing",)),
        (past.git("rev-parse", "main~4"), "One batch size for Osprey", *batch, ("body.value: increasing -> constant",)),
    ]  # fmt: skip


def test_the_feed_ends_where_the_base_stands(history: GitHistory) -> None:
    with history.at("v1") as base:
        assert [one.says for one in changed_since(base, "2024-02-29").value] == ["The batch of Osprey grew after all"]
        assert changed_since(base, "v1").value == ()


def test_what_is_not_committed_stands_at_the_top(now: KnowledgeBase, world_base: KnowledgeBase) -> None:
    world_base.history = now.past()  # that of the first commit, of which nobody told it the name
    try:
        told = changed_since(world_base, "main").value
    finally:
        world_base.history = None
    assert [(one.commit, one.says, [claim.fields for claim in one.claims]) for one in told] == [
        ("", "not committed", [("body.value: 190B token -> 180B token",)])
    ]


def test_the_feed_of_one_source(now: KnowledgeBase) -> None:
    assert changed_since(now, "main~5", source="heron").value == ()
    assert len(changed_since(now, "main~5", source="osprey").value) == 3
    with pytest.raises(UnknownId, match="did you mean osprey"):
        changed_since(now, "main~5", source="ospry")


# the impact


def test_a_value_of_which_the_contradiction_is_gone(now: KnowledgeBase) -> None:
    found = touched(now, "main~5..main~4")
    pair = found[PAIR]
    assert pair.touched == (Touched.VALUE, Touched.STATUS, Touched.PROOF)
    assert (pair.status_before, pair.status_after) == (Status.CONFLICTED, Status.PARTIAL)
    assert [line.partition(" ")[0] for line in pair.lost] == [line.partition(" ")[0] for line in pair.gained] == ["constant-batch"]
    assert "CONTESTED" in pair.lost[0]
    assert "HOLDS" in pair.gained[0]
    assert pair.through == ("osprey:batch",)
    cell = found["best value of osprey-100b batch_schedule"]
    assert (cell.lost, cell.gained) == (("increasing",), ("constant",))


def test_a_step_that_rests_on_a_finding_is_touched_through_its_premise(now: KnowledgeBase) -> None:
    step = touched(now, "main~5..main~4")["guide:bird-size outcomes.fine-tune"]
    assert (step.touched, step.through) == ((Touched.PROOF,), ("osprey:batch",))


def test_another_figure_that_changes_no_answer_touches_its_proof(now: KnowledgeBase) -> None:
    found = touched(now, "v1..main")
    assert found[PAIR].touched == (Touched.PROOF,)
    assert found[PAIR].through == ("osprey:corpus-tokens",)
    assert "guide:bird-size outcomes.fine-tune" not in found


def test_a_proposal_is_measured_from_where_it_left(now: KnowledgeBase) -> None:
    pair = touched(now, "main...proposal")[PAIR]
    assert pair.through == ("osprey:no-classifier",)
    assert [line.partition(" ")[0] for line in pair.gained] == ["no-classifier"]
    assert touched(now, "main..proposal")[PAIR].through == ("osprey:corpus-tokens", "osprey:no-classifier")


def test_no_change_of_meaning_touches_nothing(now: KnowledgeBase) -> None:
    assert impact_of(now, "main~5..v1").value == ()


def test_a_sentence_worded_anew_touches_nothing(own_past: Repository) -> None:
    own_past.edit(OSPREY, "says: The batch of Osprey grew", "says: Osprey's batch grew")
    own_past.commit("Another word", "2024-07-01")
    with GitHistory(own_past.claims).at("HEAD") as base:
        assert impact_of(base, "HEAD~1..HEAD").value == ()
        assert [one.change for one in semantic_diff(base, "HEAD~1", "HEAD").value.differences] == [Change.reworded]


def test_an_answer_that_goes_says_so(own_past: Repository) -> None:
    file = own_past.claims / "sources" / "osprey.yaml"
    text = file.read_text()
    start, end = text.index("  - id: no-classifier\n"), text.index("  - id: batch\n")
    file.write_text(text[:start] + text[end:])
    own_past.commit("The review alone says it", "2024-07-01")
    with GitHistory(own_past.claims).at("HEAD") as base:
        gone = touched(base, "HEAD~1..HEAD")["best value of osprey-corpus quality_filter"]
        come = touched(base, "HEAD..HEAD~1")["best value of osprey-corpus quality_filter"]
    assert (gone.touched, gone.status_after, gone.through) == ((Touched.DISAPPEARS,), None, ("osprey:no-classifier",))
    assert (come.touched, come.status_before, come.through) == ((Touched.APPEARS,), None, ("osprey:no-classifier",))


def test_a_change_has_two_ends(now: KnowledgeBase) -> None:
    with pytest.raises(BadArgument, match=r"name both ends, as v1\.\.HEAD"):
        impact_of(now, "v1")


# the history of an answer


def rebuilt(history: GitHistory, revisions: str, question: str, **arguments: Any) -> list[tuple[Status, tuple[str, ...]]]:
    """The answer at every commit, worked out anew each time."""
    found = []
    for commit in history.commits(revisions):
        with history.at(commit.id) as base:
            answer: Answer[Any] = QUESTIONS[question].function(base, **arguments)
        found.append((answer.status, lines(answer.value)))
    return found


def spread(states: tuple[AnswerState, ...]) -> list[tuple[Status | None, tuple[str, ...]]]:
    return [(one.status, one.value) for one in states for _ in range(one.over)]


@pytest.mark.parametrize("revisions", ["main", "proposal", "main~4..main", "main...proposal", "main~5..main~3"])
@pytest.mark.parametrize(
    ("question", "given", "arguments"),
    [
        ("shared_factors", GIVEN, {"models": ("heron-90b", "osprey-100b")}),
        ("contradictions", (), {}),
        ("best_value", ("subject=osprey-corpus", "predicate=corpus_tokens"), {"subject": "osprey-corpus", "predicate": "corpus_tokens"}),
    ],
)
def test_the_history_is_what_rebuilding_gives(
    now: KnowledgeBase, history: GitHistory, revisions: str, question: str, given: tuple[str, ...], arguments: dict[str, Any]
) -> None:
    states = answer_at(now, question, given, revisions).value
    assert spread(states) == rebuilt(history, revisions, question, **arguments)
    assert all((one.status, one.value) != (other.status, other.value) for one, other in pairwise(states))


def test_each_state_says_when_it_began_and_what_came_and_went(now: KnowledgeBase, past: Repository) -> None:
    first, second, third = answer_at(now, "shared-factors", GIVEN, "main").value
    assert [one.over for one in (first, second, third)] == [1, 1, 3]
    assert (second.commit, second.says) == (past.git("rev-parse", "main~4"), "One batch size for Osprey")
    assert (first.status, second.status, third.status) == (Status.CONFLICTED, Status.PARTIAL, Status.CONFLICTED)
    assert (first.gained, first.lost) == ((), ())
    assert "HOLDS" in second.gained[0]
    assert (third.lost, third.gained) == (second.gained, second.lost)


def test_bisected_it_finds_a_lasting_change_with_fewer_bases(now: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    at = GitHistory.at

    def counted(self: GitHistory, revision: str) -> KnowledgeBase:
        asked.append(revision)
        return at(self, revision)

    given = ("subject=osprey-corpus", "predicate=corpus_tokens")
    whole = answer_at(now, "best_value", given, "main").value
    monkeypatch.setattr(GitHistory, "at", counted)
    assert answer_at(now, "best_value", given, "main", bisect=True).value == whole
    assert len(asked) < 5
    assert [one.over for one in answer_at(now, "shared_factors", GIVEN, "main", bisect=True).value] == [5], "taken back, and so not seen"


def test_where_it_could_not_be_asked_the_reason_is_told(own_past: Repository) -> None:
    own_past.edit(OSPREY, "predicate: trained_on", "predicate: taught_on")
    own_past.commit("A word of another time", "2024-07-01")
    own_past.edit(OSPREY, "predicate: taught_on", "predicate: trained_on")
    own_past.commit("And back", "2024-07-02")
    with GitHistory(own_past.claims).at("HEAD") as base:
        before, broken, after = answer_at(base, "shared-factors", GIVEN, "HEAD~2..HEAD").value
    assert (broken.status, broken.value) == (None, ())
    assert "taught_on" in (broken.not_askable or "")
    assert (before.status, before.value, before.not_askable) == (after.status, after.value, None)


@pytest.mark.parametrize(
    ("question", "given", "told"),
    [
        ("shared-factor", GIVEN, "did you mean shared_factors"),
        ("semantic-diff", (), "about the history itself"),
        ("shared-factors", (), "needs models="),
        ("shared-factors", ("models",), "write name=value, where the name is one of models, outcome"),
        ("shared-factors", ("model=heron-90b",), "write name=value"),
        ("contradictions", ("uncertain=perhaps",), "say yes or no"),
        ("contradictions", ("scope=heron-90b,osprey-100b",), "scope takes one value"),
    ],
)
def test_what_is_asked_wrongly_says_what_to_write(now: KnowledgeBase, question: str, given: tuple[str, ...], told: str) -> None:
    with pytest.raises((BadArgument, UnknownId), match=told):
        answer_at(now, question, given)


# where there is no past


@pytest.mark.parametrize("question", [one for one in QUESTIONS.values() if one.of_past], ids=lambda one: one.name)
def test_without_a_repository_they_say_where_to_ask(world_base: KnowledgeBase, question: Any) -> None:
    with pytest.raises(NoHistory, match="no repository is at hand here; ask on the command line"):
        question.function(world_base, **{**question.example, **({"given": GIVEN} if question.name == "answer_at" else {})})
