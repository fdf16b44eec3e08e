"""Fixtures over two trees: the contributed claims, and an invented miniature of them."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kb.draft import Draft
from kb.read.tree import read_draft
from kb.store.base import KnowledgeBase
from kb.store.build import build
from tests.repositories import Repository, made

CLAIMS = Path(__file__).parent.parent / "claims"
WORLD = Path(__file__).parent / "world"


@pytest.fixture(autouse=True, scope="session")
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep tests out of the user's cache."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KB_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def root() -> Path:
    """The contributed claims."""
    return CLAIMS


@pytest.fixture(scope="session")
def draft(root: Path) -> Draft:
    """The contributed claims as records."""
    return read_draft(root)


@pytest.fixture(scope="session")
def base_file(draft: Draft, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The contributed claims, compiled."""
    path = tmp_path_factory.mktemp("base") / "base.sqlite"
    build(draft, path)
    return path


@pytest.fixture(scope="session")
def base(base_file: Path) -> Iterator[KnowledgeBase]:
    """The compiled claims, open."""
    with KnowledgeBase.open(base_file) as opened:
        yield opened


@pytest.fixture(scope="session")
def world() -> Path:
    """A small invented tree with every kind of record, form of claim and kind of value."""
    return WORLD


@pytest.fixture(scope="session")
def world_draft(world: Path) -> Draft:
    """The invented tree as records."""
    return read_draft(world)


@pytest.fixture(scope="session")
def world_base(world_draft: Draft, tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    """The invented tree, compiled and open."""
    path = tmp_path_factory.mktemp("world") / "base.sqlite"
    build(world_draft, path)
    with KnowledgeBase.open(path) as opened:
        yield opened


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Callable[[Draft], KnowledgeBase]]:
    """Compile a draft and open it; all are closed at the end."""
    bases: list[KnowledgeBase] = []

    def compiled(draft: Draft) -> KnowledgeBase:
        path = tmp_path / f"{len(bases)}.sqlite"
        build(draft, path)
        bases.append(KnowledgeBase.open(path))
        return bases[-1]

    yield compiled
    for base in bases:
        base.close()


@pytest.fixture(scope="session")
def past(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A repository of the invented tree, for reading alone."""
    return made(tmp_path_factory.mktemp("past"))


@pytest.fixture
def own_past(past: Repository, tmp_path: Path) -> Repository:
    """A copy of that repository, for one test to change."""
    shutil.copytree(past.path, tmp_path / "repository")
    return Repository(tmp_path / "repository")
