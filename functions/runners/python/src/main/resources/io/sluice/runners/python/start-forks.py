"""Starts a fork server: start-forks.py ROOT SITE ENTRY SOCKET PLACEHOLDER; see sluice_runner.forks."""

import sys

from sluice_runner import forks, instance

forks.serve(instance.Package(*sys.argv[1:4]), *sys.argv[4:6])
