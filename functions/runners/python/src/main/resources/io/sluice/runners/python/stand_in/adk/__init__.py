"""Answers ``from adk import ADK`` where the package's requirements don't."""

from sluice_runner.algorithmia import ADK

__all__ = ["ADK"]
