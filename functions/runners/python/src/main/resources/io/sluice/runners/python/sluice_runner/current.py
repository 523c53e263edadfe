"""Which call the running code belongs to."""

import contextvars

_current = contextvars.ContextVar("sluice_call", default=None)


def call():
    """The call in progress, or None; one that is over doesn't count."""
    found = _current.get()
    return None if found is None or found.over else found


def written(data):
    """Notes what is written in the course of a call for those who want it."""
    found = _current.get()
    if found is not None and found.output is not None:
        found.output.add(data)


def enter(found):
    """Makes it the call in progress of this context."""
    return _current.set(found)


def leave(token):
    _current.reset(token)
