"""``python -m cli`` is ``mems``."""

import sys

from cli import main

sys.exit(main())
