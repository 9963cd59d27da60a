"""``python -m labkit.cli``: the `labkit` command by its interpreter."""

import sys

from labkit.cli import main

if __name__ == "__main__":
    sys.exit(main())
