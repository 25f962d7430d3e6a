"""``asyncbook``: what concerns translations alone starts without all that runs programs."""

from __future__ import annotations

import sys


def main() -> None:
    """The command line."""
    if sys.argv[1:2] == ["translations"]:
        from .translations.cli import translations

        translations(sys.argv[2:], prog_name="asyncbook translations")
    else:
        from .cli import main as everything

        everything(prog_name="asyncbook")


if __name__ == "__main__":
    main()
