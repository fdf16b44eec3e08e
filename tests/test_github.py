"""What GitHub reads: workflows that hold to least rights, a comment that works, forms whose fields are keys of the records."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from kb import __version__
from kb.cli.main import main
from kb.cli.new import CLAIM, PLACE
from kb.read.answers import asked_of
from kb.records.finding import Premise
from kb.records.link import Link
from kb.records.source import Document
from tests.repositories import HERON, Repository

ROOT = Path(__file__).parent.parent
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
FORMS = sorted(path for path in (ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml") if path.name != "config.yml")
PINNED = re.compile(r"[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
ZIZMOR = shutil.which("zizmor", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}")
needs_zizmor = pytest.mark.skipif(ZIZMOR is None and "CI" not in os.environ, reason="zizmor is not installed here")


def loaded(path: Path) -> Any:
    return yaml.load(path.read_text(), Loader=yaml.BaseLoader)  # texts alone, as `on` is a word and not a yes


def steps(path: Path) -> list[Any]:
    return [step for job in loaded(path)["jobs"].values() for step in job["steps"]]


def linted(*paths: Path) -> subprocess.CompletedProcess[str]:
    assert ZIZMOR, "install the development dependencies"
    command = [ZIZMOR, "--offline", "--no-progress", "--persona", "pedantic", "--no-config", *map(str, paths)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@needs_zizmor
def test_workflows_pass_the_linter() -> None:
    found = linted(*WORKFLOWS)
    assert found.returncode == 0, found.stdout + found.stderr


@needs_zizmor
@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0", "actions/checkout@v5", "unpinned-uses"),
        ("        persist-credentials: false\n", "", "artipacked"),
        ("on: pull_request\n", "on: pull_request_target\n", "dangerous-triggers"),
        ("run: scripts/environment", "run: echo ${{ github.head_ref }}", "template-injection"),
    ],
)
def test_the_linter_finds_what_it_is_there_for(tmp_path: Path, old: str, new: str, rule: str) -> None:
    text = WORKFLOWS[0].read_text()
    assert old in text
    (tmp_path / "check.yml").write_text(text.replace(old, new, 1))
    found = linted(tmp_path / "check.yml")
    assert found.returncode != 0
    assert rule in found.stdout


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_workflows_have_the_least_rights_and_pinned_actions(path: Path) -> None:
    text, workflow = path.read_text(), loaded(path)
    assert workflow["permissions"] == {}
    assert all(PINNED.fullmatch(used) for used in re.findall(r"uses: (.*)", text))
    assert all("${{" not in step.get("run", "") for step in steps(path)), "what others name reaches a shell by its environment alone"
    assert "secrets." not in text


def test_only_the_comment_may_write_and_it_runs_nothing_of_the_change() -> None:
    rights = {path.stem: [job["permissions"] for job in loaded(path)["jobs"].values()] for path in WORKFLOWS}
    assert rights == {"check": [{"contents": "read"}], "comment": [{"actions": "read", "pull-requests": "write"}]}
    assert loaded(WORKFLOWS[0])["on"] == "pull_request"
    assert not [step for step in steps(WORKFLOWS[1]) if "uses" in step]
    assert loaded(WORKFLOWS[1])["on"]["workflow_run"]["workflows"] == [loaded(WORKFLOWS[0])["name"]]


def ran(script: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the script of a step as the runner does."""
    known = {"PATH": os.environ["PATH"], "HOME": str(folder), "KB_CACHE": os.environ["KB_CACHE"]}
    done = subprocess.run(
        ["bash", "-e", "-c", script], cwd=folder, env={**known, **environment}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done


def script_of(path: Path, name: str) -> str:
    return next(str(step["run"]) for step in steps(path) if step.get("name") == name)


@pytest.fixture(name="change")
def _change(tmp_path: Path, world: Path) -> Path:
    """A repository of the invented tree whose last commit changes a figure."""
    workspace = tmp_path / "workspace"
    shutil.copytree(world, workspace / "claims")
    kb = workspace / ".venv" / "bin" / "kb"
    kb.parent.mkdir(parents=True)
    kb.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m kb "$@"\n')
    kb.chmod(0o755)
    repository = Repository(workspace)
    repository.git("init", "--quiet")
    repository.commit("Before", "2024-01-01")
    repository.edit(HERON, "366B tokens", "367B tokens")
    repository.commit("After", "2024-01-02")
    return workspace


def test_the_summary_shows_meaning_beside_lines(change: Path, tmp_path: Path) -> None:
    script = script_of(WORKFLOWS[0], "What the claims say differently")
    (tmp_path / "temp").mkdir()
    summary = tmp_path / "summary.md"
    ran(script, change, GITHUB_WORKSPACE=str(change), RUNNER_TEMP=str(tmp_path / "temp"), GITHUB_STEP_SUMMARY=str(summary))
    text = summary.read_text()
    assert "- `~ claim:heron:tokens-seen revalued`\n  - body.value: 366B token -> 367B token\n" in text
    assert "### Answers that change\n\n- `~ best value of heron-90b tokens_seen`: value, proof\n" in text
    assert "\n1 revalued, 1 answer touched\n" in text
    assert "+    value: 367B tokens\n" in text
    assert (tmp_path / "temp" / "difference.md").read_text().startswith("## What the claims say differently\n")


def test_a_change_that_cannot_be_read_says_so_in_the_summary(change: Path, tmp_path: Path) -> None:
    (change / "claims" / "sources" / "heron.yaml").write_text("slug: [")
    (tmp_path / "temp").mkdir()
    summary = tmp_path / "summary.md"
    script = script_of(WORKFLOWS[0], "What the claims say differently")
    ran(script, change, GITHUB_WORKSPACE=str(change), RUNNER_TEMP=str(tmp_path / "temp"), GITHUB_STEP_SUMMARY=str(summary))
    assert "cannot be compared before both can be read" in summary.read_text()


GH = """#!/bin/sh
echo "$@" >> calls
case "$*" in
  *download*) mkdir -p difference; cp told difference/difference.md ;;
  *pulls*) printf '%s' "$PULL" ;;
  *paginate*) printf '%s' "$COMMENT" ;;
esac
"""


@pytest.mark.parametrize(
    ("pull", "comment", "call"),
    [
        ("7", "", "api --method POST repos/o/r/issues/7/comments -F body=@body.md --silent"),
        ("7", "99", "api --method PATCH repos/o/r/issues/comments/99 -F body=@body.md --silent"),
        ("", "", ""),
    ],
)
def test_one_comment_is_written_or_renewed(tmp_path: Path, pull: str, comment: str, call: str) -> None:
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "gh").write_text(GH)
    (tmp_path / "bin" / "gh").chmod(0o755)
    (tmp_path / "told").write_text("## What\n\n- `+ claim:a:b`: @everybody <img> [here](there)\n")
    names = {"GH_REPO": "o/r", "RUN": "5", "OWNER": "fork", "BRANCH": "a;b", "SHA": "abc", "PULL": pull, "COMMENT": comment}
    ran(script_of(WORKFLOWS[1], "Write or renew the comment"), tmp_path, **names, PATH=f"{tmp_path / 'bin'}:{os.environ['PATH']}")
    calls = (tmp_path / "calls").read_text().splitlines()
    assert any("-f head=fork:a;b" in one for one in calls)
    written = [one for one in calls if "--method P" in one]
    assert written == ([call] if call else [])
    if call:
        body = (tmp_path / "body.md").read_text()
        assert body.startswith("<!-- claims-difference -->\n## What\n")
        assert "@\u200beverybody &lt;img> \\[here](there)" in body
        assert "https://github.com/o/r/actions/runs/5" in body


KEYS = {*CLAIM, *PLACE, "source", *asked_of(Document, Premise, Link), "as_printed"}


def fields_of(form: Path) -> dict[str, Any]:
    return {one["id"]: one for one in loaded(form)["body"] if one["type"] != "markdown"}


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.stem)
def test_the_fields_of_issue_forms_are_keys_of_the_records(form: Path) -> None:
    whole, fields = loaded(form), fields_of(form)
    assert {"name", "description", "body"} <= whole.keys()
    assert fields.keys() <= KEYS
    assert all("_".join(one["attributes"]["label"].lower().split()) == key for key, one in fields.items()), "headings are read as keys"
    assert all(one["type"] in ("input", "textarea", "dropdown") and one["attributes"]["description"] for one in fields.values())


def test_the_form_for_a_claim_offers_the_words_that_exist_and_asks_for_what_a_claim_needs() -> None:
    fields = fields_of(ROOT / ".github" / "ISSUE_TEMPLATE" / "add-a-claim.yml")
    offered = {key: one["attributes"]["options"] for key, one in fields.items() if one["type"] == "dropdown"}
    assert offered == {key: list(CLAIM[key].words) for key in ("polarity", "modality", "stance")}
    assert {key for key, one in fields.items() if one.get("validations")} == {"source", "says"}


def test_a_filled_form_becomes_a_claim(tmp_path: Path, world: Path) -> None:
    tree = shutil.copytree(world, tmp_path / "claims")
    given = {
        "source": "heron", "section": "4", "subject": "heron-90b", "predicate": "restarts", "value": "2 restarts", "qualifiers": "cause: hardware",
        "says": "Heron was restarted twice.", "modality": "observed",
    }  # fmt: skip
    fields = fields_of(ROOT / ".github" / "ISSUE_TEMPLATE" / "add-a-claim.yml")
    text = "\n\n".join(f"### {one['attributes']['label']}\n\n{given.get(key, '_No response_')}" for key, one in fields.items())
    result = CliRunner().invoke(main, ["new", "claim", "--from-form", "-", "--id", "restarts-hardware", "--root", str(tree)], input=text)
    assert result.exit_code == 0, result.output
    assert "qualifiers: {cause: hardware}" in (tree / "sources" / "heron.yaml").read_text()


def test_the_citation_is_current() -> None:
    cited = loaded(ROOT / "CITATION.cff")
    assert {"cff-version", "message", "title", "authors"} <= cited.keys()
    assert cited["version"] == __version__
    assert all(name in cited["license"] for name in ("MIT", "CC-BY-4.0"))


def test_the_hooks_for_pre_commit_are_commands_of_kb() -> None:
    hooks = loaded(ROOT / ".pre-commit-hooks.yaml")
    for hook in hooks:
        assert CliRunner().invoke(main, [*hook["entry"].split()[1:], "--help"]).exit_code == 0
        assert re.search(hook["files"], "claims/sources/opt.yaml")
        assert not re.search(hook["files"], "tests/world/sources/heron.yaml")


def test_owners_are_named_for_paths_that_exist() -> None:
    lines = [line.split() for line in (ROOT / ".github" / "CODEOWNERS").read_text().splitlines() if line and not line.startswith("#")]
    assert all(owner.startswith("@") for _, *owners in lines for owner in owners)
    assert [path for path, *_ in lines if path != "*" and not (ROOT / path.strip("/")).exists()] == []


def test_the_template_asks_what_a_review_asks() -> None:
    template = (ROOT / ".github" / "pull_request_template.md").read_text()
    asked = re.findall(r"^\d\. (.*?\?)", (ROOT / "claims" / "README.md").read_text(), re.MULTILINE)
    assert len(asked) == 5
    assert template.count("- [ ]") >= len(asked)
    assert [one for one in ("place say it", "right predicate", "in so many words", "hearsay", "both stored") if one not in template] == []
