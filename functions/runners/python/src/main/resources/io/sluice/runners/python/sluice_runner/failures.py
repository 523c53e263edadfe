"""What a function raised, as its caller is told: the message, a type, and the stack of the author's own code."""

import json
import os

_OWN_FOLDER = os.path.dirname(os.path.dirname(os.path.abspath(__file__))) + os.sep
_MAX_STACK_CHARACTERS = 32 * 1024
_root = ""
_types = None


def show_paths_below(root):
    """Files of this folder are named by their path in it."""
    global _root
    _root = root.rstrip(os.sep) + os.sep


def tell_only(types):
    """Failures of other types than these are AlgorithmErrors to callers."""
    global _types
    _types = types


def as_json(thrown):
    """The payload of a FAILURE."""
    try:
        message = str(thrown)
    except Exception as broken:  # The author's own __str__ may raise.
        message = "%s, whose text cannot be had: %r" % (type(thrown).__name__, broken)
    failure = {
        "message": message.strip() or type(thrown).__name__,
        "errorType": _error_type(thrown),
        "stacktrace": stack(thrown),
    }
    return json.dumps(failure).encode("utf-8")


def _error_type(thrown):
    named = getattr(thrown, "error_type", None)
    if isinstance(named, str) and named:
        return named if _types is None or named in _types else "AlgorithmError"
    return "OutOfMemoryError" if isinstance(thrown, MemoryError) else "AlgorithmError"


def stack(thrown):
    """Python's own traceback without the runner's frames; the last call is the last line, and is never cut off."""
    import traceback  # Takes some milliseconds, which functions that don't fail don't need.

    try:
        described = traceback.TracebackException(type(thrown), thrown, thrown.__traceback__)
        _clean(described, set())
        text = "".join(described.format())
    except Exception as broken:
        text = "%s, whose stack cannot be told: %r\n" % (type(thrown).__name__, broken)
    return text if len(text) <= _MAX_STACK_CHARACTERS else "...\n" + text[-_MAX_STACK_CHARACTERS:]


def _clean(described, seen):
    if described is None or id(described) in seen:
        return
    seen.add(id(described))
    described.stack[:] = [frame for frame in described.stack if not _is_runners(frame.filename)]
    for frame in described.stack:
        frame.filename = shown(frame.filename)
    if getattr(described, "filename", None):  # Of a SyntaxError.
        described.filename = shown(described.filename)
    _clean(described.__cause__, seen)
    _clean(described.__context__, seen)
    for each in getattr(described, "exceptions", None) or ():
        _clean(each, seen)


def _is_runners(filename):
    return filename.startswith((_OWN_FOLDER, "<frozen importlib", "<frozen runpy"))


def shown(filename):
    """A file's path as its author knows it."""
    return filename[len(_root) :] if _root and filename.startswith(_root) else filename
