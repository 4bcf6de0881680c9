"""`python -m supertimer` is the same as the `supertimer` command."""

from supertimer.cli import main

main()
