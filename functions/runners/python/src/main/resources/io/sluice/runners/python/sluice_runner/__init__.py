"""Serves functions in Python to the runtime. Authors use ``sluice``, not this."""
