"""The command line over the invented tree."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kb.cli.main import main
from kb.store.base import KnowledgeBase

Kb = Callable[..., Result]
Told = Callable[..., str]


@pytest.fixture
def kb(world_base: KnowledgeBase) -> Kb:
    """Run a command; `base` names another file."""

    def run(*words: str, base: Path = world_base.path, **environment: str) -> Result:
        return CliRunner().invoke(main, list(words), prog_name="kb", env={"KB_BASE": str(base), **environment})

    return run


@pytest.fixture
def told(kb: Kb) -> Told:
    """Run a command that must succeed, and return what it prints."""

    def run(*words: str, **extra: str) -> str:
        result = kb(*words, **extra)
        assert result.exit_code == 0, result.output
        return result.stdout

    return run
