"""What a reviewer of a change runs, in a real repository: the difference, its impact, the log of a claim, answers then and now."""

import json
from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result

from kb.cli.main import main
from kb.locate import claims_root
from tests.repositories import OSPREY, Repository

Run = Callable[..., Result]


def runner(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(repository.path)
    monkeypatch.delenv("KB_BASE", raising=False)
    assert claims_root() == repository.claims
    return lambda *words: CliRunner().invoke(main, list(words), prog_name="kb")


@pytest.fixture(name="run")
def _run(past: Repository, monkeypatch: pytest.MonkeyPatch) -> Run:
    return runner(past, monkeypatch)


@pytest.fixture(name="run_own")
def _run_own(own_past: Repository, monkeypatch: pytest.MonkeyPatch) -> Run:
    return runner(own_past, monkeypatch)


def test_a_proposal_is_reviewed(run: Run) -> None:
    result = run("diff", "main...proposal", "--impact")
    assert result.exit_code == 1
    difference, _, answers = result.stdout.partition("\nanswers that change\n\n")
    assert difference == "~ claim:osprey:no-classifier revalued\n    polarity: denies -> asserts\n"
    blocks = answers.split("~ ")
    pair = next(block for block in blocks if block.startswith("shared-factors heron-90b osprey-100b: value, proof\n"))
    assert "    + no-classifier [" in pair
    assert pair.endswith("    through osprey:no-classifier\n")
    cell = next(block for block in blocks if block.startswith("best value of osprey-corpus quality_filter"))
    assert cell.startswith("best value of osprey-corpus quality_filter: value, status, proof, COMPLETE -> CONFLICTED\n")
    assert result.stderr.startswith("1 revalued, ")


def test_the_same_as_a_comment_and_for_programs(run: Run) -> None:
    comment = run("diff", "main...proposal", "--impact", "--format", "md").stdout
    assert "- `~ claim:osprey:no-classifier revalued`\n  - polarity: denies -> asserts\n" in comment
    assert "### Answers that change\n\n- `~ " in comment
    found = json.loads(run("diff", "main...proposal", "--impact", "--format", "json").stdout)
    assert [one["record"] for one in found["differences"]] == ["claim:osprey:no-classifier"]
    assert {"answer": "shared-factors heron-90b osprey-100b", "through": ["osprey:no-classifier"]}.items() <= next(
        {"answer": one["answer"], "through": one["through"]} for one in found["answers"] if one["answer"].startswith("shared-factors heron")
    ).items()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("v1..main",), ["claim:osprey:corpus-tokens"]),
        (("v1", "main"), ["claim:osprey:corpus-tokens"]),
        (("main..v1",), ["claim:osprey:corpus-tokens"]),
        (("v1",), ["claim:osprey:corpus-tokens"]),
        (("v1", "claims"), ["claim:osprey:corpus-tokens"]),
        (("main..proposal",), ["claim:osprey:corpus-tokens", "claim:osprey:no-classifier"]),
        (("2024-01-10..2024-02-29",), ["claim:osprey:batch"]),
        (("main~5..v1", "--impact"), []),
        (("main",), []),
    ],
    ids=lambda one: " ".join(one) or "none",
)
def test_states_are_revisions_ranges_and_what_stands_here(run: Run, words: tuple[str, ...], told: list[str]) -> None:
    result = run("diff", *words)
    assert [line.split()[1] for line in result.stdout.splitlines() if line.startswith("~ claim")] == told
    assert result.exit_code == (1 if told else 0)
    assert (result.stderr == "no difference\n") == (told == [])


def test_what_is_not_committed_is_a_state(own_past: Repository, run_own: Run) -> None:
    own_past.edit(OSPREY, "value: increasing", "value: constant")
    result = run_own("diff", "HEAD", "--impact")
    assert result.stdout.startswith("~ claim:osprey:batch revalued\n    body.value: increasing -> constant\n")
    assert "~ shared-factors heron-90b osprey-100b: value, status, proof, CONFLICTED -> PARTIAL\n" in result.stdout
    assert run_own("show", "osprey:batch", "--at", "HEAD").stdout.count("increasing")


def test_where_a_base_cannot_be_built_the_difference_is_told_all_the_same(own_past: Repository, run_own: Run) -> None:
    own_past.edit("claims/links/birds.yaml", "heron:tokens-seen", "heron:tokens-seem")
    result = run_own("diff", "HEAD", "--impact")
    assert (result.exit_code, result.stdout.partition("\n")[0]) == (1, "~ link:heron-misprint changed")
    assert result.stderr.startswith("note: answers were not compared: ")


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("diff", "./nowhere"), 2, "there is no file or folder ./nowhere"),
        (("diff", "propsal..main"), 1, "did you mean proposal?"),
        (("diff", "main", "propsal"), 1, "did you mean proposal?"),
        (("diff", "2023-01-01"), 2, "the first commit here is of 2024-01-10"),
        (("log", "osprey:bach"), 1, "did you mean osprey:batch"),
        (("log", "osprey:batch", "--at", "propsal"), 1, "did you mean proposal?"),
    ],
)
def test_what_cannot_be_compared_says_why(run: Run, words: tuple[str, ...], code: int, told: str) -> None:
    result = run(*words)
    assert (result.exit_code, result.stdout) == (code, "")
    assert told in result.stderr


def test_the_log_of_a_claim_tells_what_each_commit_changed(run: Run, past: Repository) -> None:
    short = {name: past.git("rev-parse", name)[:10] for name in ("main~3", "main~4", "main~5")}
    assert run("log", "osprey:batch").stdout.splitlines() == [
        f"revalued  {short['main~3']} 2024-03-10 The batch of Osprey grew after all",
        "    The batch of Osprey grew during training.",
        "    body.value: constant -> increasing",
        f"revalued  {short['main~4']} 2024-02-10 One batch size for Osprey",
        "    The batch of Osprey grew during training.",
        "    body.value: increasing -> constant",
        f"added  {short['main~5']} 2024-01-10 The birds",
        "    The batch of Osprey grew during training.",
    ]
    assert len(run("log", "osprey:batch", "--at", "2024-02-28").stdout.splitlines()) == 5
    (told,) = json.loads(run("log", "claim:osprey:trained-on", "--format", "json").stdout)
    assert (told["change"], told["summary"], told["fields"]) == ("added", "The birds", [])


def test_the_log_follows_a_claim_into_branches_and_out_of_them(own_past: Repository, run_own: Run) -> None:
    own_past.git("merge", "--quiet", "--no-ff", "--message", "The proposal is taken", "proposal", day="2024-07-01")
    own_past.edit(OSPREY, "  - id: no-classifier\n", "  - id: a-classifier\n")
    own_past.commit("Another name", "2024-07-02")
    told = [line for line in run_own("log", "osprey:no-classifier").stdout.splitlines() if not line.startswith(" ")]
    assert [line.split()[0] for line in told] == ["removed", "revalued", "added"]
    assert told[1].endswith("2024-05-20 Osprey has a classifier")


def test_the_log_tells_of_what_could_not_be_read(own_past: Repository, run_own: Run) -> None:
    own_past.edit(OSPREY, "predicate: trained_on", "predicate: taught_on")
    commit = own_past.commit("A word of another time", "2024-07-01")
    own_past.edit(OSPREY, "predicate: taught_on", "predicate: trained_on")
    own_past.commit("And back", "2024-07-02")
    told = run_own("log", "osprey:corpus-tokens").stdout.splitlines()
    assert told[0] == f"unreadable  {commit[:10]} 2024-07-01 A word of another time"
    assert "claims/sources/osprey.yaml" in told[1]
    assert told[2].startswith("revalued")


def test_the_questions_on_the_past_are_asked_in_the_repository(run: Run) -> None:
    told = run("ask", "answer-at", "shared-factors", "--given", "models=heron-90b,osprey-100b", "--commits", "main")
    assert [line.split(": ")[1].partition(" [")[0] for line in told.stdout.splitlines() if not line.startswith(" ")] == [
        "The birds", "One batch size for Osprey", "The batch of Osprey grew after all",
    ]  # fmt: skip
    assert "osprey:corpus-tokens: The corpus" in run("ask", "changed-since", "v1").stdout
    assert "180B token" in run("ask", "semantic-diff", "v1", "main").stdout
    assert "osprey:no-classifier" in run("ask", "impact-of", "main...proposal").stdout
    whole = json.loads(run("ask", "impact-of", "main...proposal", "--format", "json", "--at", "v1").stdout)
    assert whole["as_of"]["date"].startswith("2024-04-10")
