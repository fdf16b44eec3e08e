"""What the shell completes, over the invented tree."""

from pathlib import Path

import pytest

from tests.kb.cli.conftest import Told


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("kb show heron-", ["heron-90b", "heron-corpus"]),
        ("kb show heron:tokens", ["heron:tokens-seen", "heron:tokens-seen-early"]),
        ("kb claims --predicate tokens_", ["tokens_seen"]),
        ("kb claims --source con", ["condor"]),
        ("kb ask advise labelled-data=f", ["labelled-data=few"]),
        ("kb show guide:", ["guide:bird-size"]),
        ("kb ask shared-factors osp", ["osprey-100b", "osprey-corpus", "osprey-run-2", "osprey-run-3"]),
    ],
)
def test_the_shell_completes_ids_from_the_base(told: Told, typed: str, expected: list[str]) -> None:
    words = {"_KB_COMPLETE": "bash_complete", "COMP_WORDS": typed, "COMP_CWORD": str(typed.count(" "))}
    assert [line.partition(",")[2] for line in told(**words).splitlines()] == expected


def test_completion_without_a_base_is_silent(told: Told, tmp_path: Path) -> None:
    words = {"_KB_COMPLETE": "bash_complete", "COMP_WORDS": "kb show heron", "COMP_CWORD": "2"}
    assert told(base=tmp_path / "none.sqlite", **words).strip() == ""
