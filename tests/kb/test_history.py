"""The claims of any commit are those of that commit, whatever the work tree holds, and are built once."""

import shutil
from pathlib import Path

import pytest

from kb import history as module
from kb.cache import make_room
from kb.diff import differences
from kb.errors import BadArgument, NoHistory, PastUnreadable
from kb.history import GitHistory
from kb.read.tree import read_draft
from kb.store.base import KnowledgeBase
from kb.store.load import load
from tests.repositories import OSPREY, Repository

REVISIONS = ("main~5", "main~4", "2024-03-31", "v1", "proposal", "main")


@pytest.fixture(name="cache")
def _cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of the test's own."""
    monkeypatch.setenv("KB_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache" / "bases"


@pytest.fixture(name="history")
def _history(past: Repository) -> GitHistory:
    return GitHistory(past.claims)


def checked_out(past: Repository, revision: str, folder: Path) -> Path:
    """The files of a commit, written by git itself."""
    folder.mkdir()
    commit = past.git("rev-list", "--max-count=1", "--before=2024-03-31", "main") if revision[:4] == "2024" else revision
    past.git("--work-tree", str(folder), "restore", "--source", commit, "--", "claims")
    return folder / "claims"


@pytest.mark.parametrize("revision", REVISIONS)
def test_records_and_base_are_those_of_a_checkout(own_past: Repository, tmp_path: Path, revision: str) -> None:
    expected = read_draft(checked_out(own_past, revision, tmp_path / "out"))
    shutil.rmtree(own_past.claims / "sources")
    history = GitHistory(own_past.claims)
    assert history.draft(revision) == expected
    with history.at(revision) as base:
        assert load(base) == expected


def test_a_base_says_of_which_commit_it_is(past: Repository, history: GitHistory) -> None:
    with history.at("main~1") as base:
        assert base.as_of.commit == past.git("rev-parse", "v1^{commit}"), "the last commit that changed the claims"
        assert base.as_of.date == "2024-04-10T12:00:00+00:00"
        assert base.past() is history


def test_equal_trees_are_built_once_and_told_apart(history: GitHistory, cache: Path) -> None:
    first, third = history.at("main~5"), history.at("main~3")
    assert first.path == third.path
    assert first.as_of.commit != third.as_of.commit
    before = first.path.stat().st_mtime_ns
    with history.at("main~5") as again:
        assert again.path.stat().st_mtime_ns == before
    assert len(list(cache.iterdir())) == 1


def test_what_is_kept_and_damaged_is_built_anew(history: GitHistory, cache: Path) -> None:
    with history.at("v1") as base:
        digest, path = base.digest, base.path
    assert path.is_relative_to(cache)
    whole = path.read_bytes()
    for content in (b"", whole[: len(whole) // 2], whole[:-1] + b"\xff"):
        path.write_bytes(content)
        with history.at("v1") as base:
            assert base.digest == digest
        assert path.read_bytes() == whole


def test_another_program_or_format_keeps_its_own(history: GitHistory, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for format_ in (3, 4):
        monkeypatch.setattr(module, "FORMAT", format_)
        module._program.cache_clear()
        history.at("v1").close()
    monkeypatch.undo()
    module._program.cache_clear()
    assert len(list(cache.iterdir())) == 2


def test_the_cache_lets_what_was_used_longest_ago_go(history: GitHistory, cache: Path) -> None:
    kept = {}
    for revision in ("v1", "proposal", "main", "v1"):
        with history.at(revision) as base:
            kept[revision] = base.path
    make_room(cache, 2 * kept["v1"].stat().st_size + 10_000)
    assert [revision for revision, path in kept.items() if path.exists()] == ["v1", "main"]
    make_room(cache, 0)
    assert [revision for revision, path in kept.items() if path.exists()] == ["v1"]


def test_where_nothing_can_be_kept_the_remedy_is_told(history: GitHistory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("KB_CACHE", str(tmp_path / "file"))
    with pytest.raises(NoHistory, match="set KB_CACHE"):
        history.at("v1")


def test_the_commits_of_a_range_are_those_that_changed_claims(history: GitHistory) -> None:
    assert [one.summary for one in history.commits("main")] == [
        "The birds", "One batch size for Osprey", "The batch of Osprey grew after all", "A comment", "Osprey's corpus counted again",
    ]  # fmt: skip
    assert [one.summary for one in history.commits("v1..main")] == ["A comment", "Osprey's corpus counted again"]
    assert [one.summary for one in history.commits("main...proposal")] == ["A comment", "Osprey has a classifier"]
    assert [one.summary for one in history.commits("main..main")] == ["Osprey's corpus counted again"]


def test_changes_are_those_between_the_whole_drafts(history: GitHistory) -> None:
    for before in REVISIONS:
        for after in REVISIONS:
            assert history.changes(before, after) == differences(history.draft(before), history.draft(after))


def test_changes_of_the_vocabulary_are_seen_in_every_file(own_past: Repository) -> None:
    own_past.edit("claims/units.yaml", "slug: token\n", "slug: token # a piece of a word\n")
    own_past.commit("A word on tokens", "2024-07-01")
    history = GitHistory(own_past.claims)
    assert history.changes("HEAD~1", "HEAD") == ()


def test_what_this_program_cannot_read_is_told_with_its_place(own_past: Repository) -> None:
    own_past.edit(OSPREY, "predicate: trained_on", "predicate: taught_on")
    commit = own_past.commit("A word of another time", "2024-07-01")
    with pytest.raises(PastUnreadable, match=rf"{commit[:10]}.*claims/sources/osprey\.yaml:\d+:\d+: .*git worktree add") as raised:
        GitHistory(own_past.claims).draft("HEAD")
    assert raised.value.problems
    with pytest.raises(PastUnreadable):
        GitHistory(own_past.claims).at("HEAD")


def test_what_could_not_be_built_is_told_alike(own_past: Repository) -> None:
    own_past.edit("claims/links/birds.yaml", "heron:tokens-seen", "heron:tokens-seem")
    own_past.commit("A link to nowhere", "2024-07-01")
    with pytest.raises(PastUnreadable, match="there is no"):
        GitHistory(own_past.claims).at("HEAD")


def test_a_commit_without_claims_is_told(own_past: Repository) -> None:
    empty = own_past.git("commit-tree", "-m", "Nothing", own_past.git("mktree"))
    with pytest.raises(BadArgument, match="it holds no claims/"):
        GitHistory(own_past.claims).at(empty)


def test_a_base_without_a_repository_says_where_to_ask(world_base: KnowledgeBase) -> None:
    with pytest.raises(NoHistory, match="`kb ask`, in a clone"):
        world_base.past()
