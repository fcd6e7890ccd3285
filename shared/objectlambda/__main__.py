"""``python -m objectlambda`` is the command ``objectlambda``."""

import sys

from objectlambda.cli.main import main

sys.exit(main())
