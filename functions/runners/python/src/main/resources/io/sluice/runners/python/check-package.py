"""Looks at a package before it is deployed: check-package.py ROOT PREPARED ENTRY...; see sluice_runner.check."""

import sys

from sluice_runner import check

check.main(sys.argv[1], sys.argv[2], sys.argv[3:])
