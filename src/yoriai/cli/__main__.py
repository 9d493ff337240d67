"""`python -m yoriai.cli`: the same as the installed command."""

from yoriai.cli.main import run

run()
