"""Checking and building the contributed claims, beside a Python that does nothing."""

import shutil
import tempfile
from pathlib import Path

from tests.bench.timing import Measured, median, process, show

CLAIMS = Path(__file__).parents[2] / "claims"
FILE = "sources/bloomz.yaml"


def run() -> None:
    """Measure a full check and build with an empty cache, and the check of one changed file with a full one."""
    floor = median(process("-c", "pass"))
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "claims"
        shutil.copytree(CLAIMS, tree)
        cold, warm = {"KB_CACHE": f"{folder}/cold"}, {"KB_CACHE": f"{folder}/warm"}

        def anew() -> None:
            shutil.rmtree(cold["KB_CACHE"], ignore_errors=True)
            process("-m", "kb", "build", "--root", str(tree), "--output", f"{folder}/base.sqlite", environment=cold)()

        process("-m", "kb", "check", "--root", str(tree), environment=warm)()
        again = process("-m", "kb", "check", str(tree / FILE), "--root", str(tree), environment=warm)

        def changed() -> None:
            with (tree / FILE).open("a") as file:
                file.write("# one more remark\n")
            again()

        rows = [
            Measured("check and build everything", median(anew, 3), floor, 5.0),
            Measured("check one changed file", median(changed), floor, 0.5),
        ]
    show("claims", rows)
