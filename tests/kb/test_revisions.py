"""What people call a state of the claims, and what they are told when it is none."""

import subprocess
from itertools import count
from pathlib import Path

import pytest

from kb.errors import BadArgument, NoHistory, UnknownId
from kb.revisions import commit_of, ends
from tests.repositories import Repository


@pytest.mark.parametrize(
    ("name", "same"),
    [
        ("HEAD", "main"),
        ("v1", "v1^{commit}"),
        ("main~2", "v1^{commit}"),
        ("2024-01-10", "main~5"),
        ("2024-02-09", "main~5"),
        ("2024-02-10", "main~4"),
        ("2024-02-10T11:59", "main~5"),
        ("2024-02-10T13:00:00+02:00", "main~5"),
        ("2024-05-31", "main~1"),  # the proposal of that month is not on the branch
        ("2099-01-01", "main"),
    ],
)
def test_commits_tags_branches_and_days_are_revisions(past: Repository, name: str, same: str) -> None:
    assert commit_of(past.claims, name) == past.git("rev-parse", same)


def test_an_abbreviation_is_enough(past: Repository) -> None:
    whole = past.git("rev-parse", "main~1")
    assert commit_of(past.claims, whole[:12]) == whole


def test_an_abbreviation_of_several_commits_lists_them(own_past: Repository) -> None:
    tree = own_past.git("rev-parse", "HEAD^{tree}")
    seen: dict[str, str] = {}
    for number in count():
        commit = own_past.git("commit-tree", "-m", f"Twin {number}", tree)
        if commit[:4] in seen:
            break
        seen[commit[:4]] = commit
    with pytest.raises(BadArgument, match="2 commits begin so") as raised:
        commit_of(own_past.claims, commit[:4])
    assert all(own_past.git("rev-parse", "--short", one) in str(raised.value) for one in (seen[commit[:4]], commit))


@pytest.mark.parametrize("name", ["", "  ", "a\nb", "\0", "x" * 600])
def test_what_can_be_no_name_is_refused(past: Repository, name: str) -> None:
    with pytest.raises(BadArgument, match="name a commit, tag, branch or day"):
        commit_of(past.claims, name)


@pytest.mark.parametrize("name", ["nothing", "--all", "-x", "HEAD:claims", "main~99", "0" * 40, "main^{tree}"])
def test_unknown_names_are_refused(past: Repository, name: str) -> None:
    with pytest.raises(UnknownId):
        commit_of(past.claims, name)


def test_a_slip_is_put_right(past: Repository) -> None:
    with pytest.raises(UnknownId, match="did you mean proposal"):
        commit_of(past.claims, "propsal")


def test_a_day_before_the_first_commit_says_which_that_is(past: Repository) -> None:
    with pytest.raises(BadArgument, match="the first commit here is of 2024-01-10"):
        commit_of(past.claims, "2024-01-09")
    with pytest.raises(BadArgument, match="no such day"):
        commit_of(past.claims, "2024-02-30")


def test_a_range_has_two_ends(past: Repository) -> None:
    main, fork, proposal = (past.git("rev-parse", name) for name in ("main", "v1^{commit}", "proposal"))
    assert ends(past.claims, "v1") == (None, fork)
    assert ends(past.claims, "main..proposal") == (main, proposal)
    assert ends(past.claims, "main...proposal") == (fork, proposal)
    assert ends(past.claims, "v1..") == (fork, main)


def test_what_shares_no_commit_has_no_fork(own_past: Repository) -> None:
    other = own_past.git("commit-tree", "-m", "Alone", own_past.git("rev-parse", "HEAD^{tree}"))
    with pytest.raises(BadArgument, match="share no commit"):
        ends(own_past.claims, f"main...{other}")


def test_a_part_of_the_history_says_how_to_get_the_rest(past: Repository, tmp_path: Path) -> None:
    subprocess.run(["git", "clone", "--quiet", "--depth=2", past.path.as_uri(), str(tmp_path / "part")], check=True)
    for name in ("v1", "2024-02-10"):
        with pytest.raises((NoHistory, BadArgument), match="git fetch --unshallow"):
            commit_of(tmp_path / "part", name)
