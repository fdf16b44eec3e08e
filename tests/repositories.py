"""A real git repository in which the claims of the invented tree change over half a year."""

import os
import shutil
import subprocess
from pathlib import Path

WORLD = Path(__file__).parent / "world"
OSPREY, HERON = "claims/sources/osprey.yaml", "claims/sources/heron.yaml"
BATCH, NO_CLASSIFIER = "value: increasing", "    polarity: denies\n    says: Osprey did without"


class Repository:
    """A repository at a path, whose commits are made by hand on a given day."""

    def __init__(self, path: Path) -> None:
        self.path, self.claims = path, path / "claims"

    def git(self, *words: str, day: str = "2024-01-01") -> str:
        """Run git as a contributor would, with no configuration but its own."""
        who = {f"GIT_{role}_{part}": text for role in ("AUTHOR", "COMMITTER") for part, text in
               (("NAME", "Wren"), ("EMAIL", "wren@example.org"), ("DATE", f"{day}T12:00:00Z"))}  # fmt: skip
        environment = {**os.environ, **who, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
        done = subprocess.run(["git", "-C", str(self.path), *words], env=environment, check=True, capture_output=True, text=True)
        return done.stdout.strip()

    def edit(self, file: str, old: str, new: str) -> None:
        """Change a text that must be there, in the work tree."""
        text = (self.path / file).read_text()
        assert old in text
        (self.path / file).write_text(text.replace(old, new, 1))

    def commit(self, message: str, day: str) -> str:
        """Commit everything, and return the commit's name."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", message, day=day)
        return self.git("rev-parse", "HEAD")


def made(path: Path) -> Repository:
    """Make the repository: six commits on `main`, the fourth of them tagged `v1`, and from there a branch `proposal`."""
    path.mkdir(exist_ok=True)
    one = Repository(path)
    one.git("init", "--quiet", "--initial-branch=main")
    shutil.copytree(WORLD, one.claims)
    one.commit("The birds", "2024-01-10")
    one.edit(OSPREY, BATCH, "value: constant")
    one.commit("One batch size for Osprey", "2024-02-10")
    one.edit(OSPREY, "value: constant", BATCH)
    one.commit("The batch of Osprey grew after all", "2024-03-10")
    one.edit(OSPREY, "authors: [O. Fisher]", "authors:   [O. Fisher] # the first of many")
    one.commit("A comment", "2024-04-10")
    one.git("tag", "--annotate", "--message", "First", "v1")
    one.git("checkout", "--quiet", "-b", "proposal")
    one.edit(OSPREY, NO_CLASSIFIER, "    says: Osprey did without")
    one.commit("Osprey has a classifier", "2024-05-20")
    one.git("checkout", "--quiet", "main")
    (path / "README.md").write_text("Birds.\n")
    one.commit("A page about the birds", "2024-05-10")
    one.edit(OSPREY, "value: 180B tokens", "value: 190B tokens")
    one.commit("Osprey's corpus counted again", "2024-06-10")
    return one
