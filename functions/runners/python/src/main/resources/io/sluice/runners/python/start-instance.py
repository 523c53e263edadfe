"""Starts an instance: start-instance.py ROOT SITE ENTRY (the package's files, its requirements, its entry point)."""

import sys

from sluice_runner import instance

instance.start(instance.Package(*sys.argv[1:4]))
