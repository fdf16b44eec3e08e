"""`python -m kb` is the command `kb`."""

from kb.cli.main import main

main(prog_name="kb")
