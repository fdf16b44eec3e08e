"""Run the benchmarks that are named, or all: `python -m tests.bench check questions`."""

import sys

from tests.bench import check, questions, serve

ALL = {"check": check.run, "questions": questions.run, "large": questions.run_large, "serve": serve.run}


def main() -> None:
    """Run benchmarks and print a table each."""
    names = sys.argv[1:] or list(ALL)
    if unknown := [name for name in names if name not in ALL]:
        sys.exit(f"no benchmark is called {', '.join(unknown)}; there are {', '.join(ALL)}")
    for name in names:
        ALL[name]()


main()
