"""Finds the author's function in a package: its module by the entry point's name, and what it takes."""

import os
import sys
import types

from . import algorithmia, failures


class NotAFunction(Exception):
    """The package has no function of that kind; the words are for its author."""


def places(root, entry):
    """Where the function of an entry point may be: (file, module, function name), the first that is there counts."""
    if "." in entry:
        module, _, name = entry.rpartition(".")
        return _files(root, module, name) + _files(root, entry, "apply")
    module = entry.replace("-", "_")
    found = []
    for each in dict.fromkeys((entry, module)):
        found += _files(root, "src." + each, "apply") + _files(root, each, "apply")
    for main in ("main", "src.main"):
        found += _files(root, main, module) + _files(root, main, "apply")
    return found


def _files(root, module, name):
    path = module.replace(".", os.sep)
    candidates = [(path + ".py", module), (os.path.join(path, "__init__.py"), module)]
    if not module.startswith("src."):  # The folder src is on the path, too.
        candidates.append((os.path.join("src", path + ".py"), module))
    return [(file, importable, name) for file, importable in candidates if os.path.isfile(os.path.join(root, file))]


def missing(entry):
    """The words for an entry point that nothing serves."""
    if "." in entry:
        return "there is no module for the entry point '%s'; it must be module.function of a file in the package" % entry
    module = entry.replace("-", "_")
    return (
        "there is none of src/%s.py, %s.py and main.py in the package to serve the entry point '%s' with; "
        "name the function in sluice.yaml: entryPoints: {%s: module.function}" % (module, module, entry, entry)
    )


_STAND_IN = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "stand_in")


def extend_path(root, site):
    """Makes the package's modules and its requirements importable; nothing is written beside them."""
    sys.dont_write_bytecode = True
    # Behind the runner's own folder, and before Python's library, as the folder of a script is.
    sys.path[1:1] = [path for path in (root, os.path.join(root, "src"), site) if path and os.path.isdir(path)]
    if site and os.path.isdir(site):
        _require_version(os.path.dirname(site))
        if any(name.endswith(".pth") for name in os.listdir(site)):
            import site as sites  # Knows what may stand in such a file.

            sites.addsitedir(site)
    sys.path.append(_STAND_IN)


_VERSION = "%d.%d" % sys.version_info[:2]
_VERSION_FILE = "python-version"


def note_version(prepared):
    """Notes for which Python a package is prepared."""
    with open(os.path.join(prepared, _VERSION_FILE), "w") as file:
        file.write(_VERSION)


def _require_version(prepared):
    try:
        with open(os.path.join(prepared, _VERSION_FILE)) as file:
            noted = file.read().strip()
    except OSError:
        return
    if noted != _VERSION:
        raise NotAFunction(
            "its requirements were installed for Python %s, and this is Python %s; "
            "remove the version and deploy it again" % (noted, _VERSION)
        )


class Function:
    """The author's function; ``takes`` says what beside the input it is given: nothing, 'context' or 'event'.

    ``streams`` says whether the input is given as a file.
    """

    def __init__(self, entry, apply, load, takes, is_async, streams=False):
        self.entry = entry
        self.apply = apply
        self.load = load
        self.takes = takes
        self.is_async = is_async
        self.streams = streams


def find(root, entry):
    """Imports the module of an entry point; what its import raises is passed on."""
    import importlib

    candidates = places(root, entry)
    if not candidates:
        raise NotAFunction(missing(entry))
    for _, module_name, name in candidates:
        module = importlib.import_module(module_name)
        kit = algorithmia.registered()
        if kit is not None:
            return Function(entry, kit.apply, kit.load, None, _is_async(kit.apply_func))
        apply = getattr(module, name, None)
        if apply is not None:
            return _checked(root, entry, candidates[0][0], module, name, apply)
    raise NotAFunction(lacks(candidates))


def lacks(candidates):
    """The words for modules without the function."""
    file, _, name = candidates[0]
    names = " or ".join(dict.fromkeys(candidate[2] for candidate in candidates if candidate[0] == file))
    return "%s has no function %s; it must have one: def %s(input)" % (file, names, names.rpartition(" ")[2])


def _checked(root, entry, file, module, name, apply):
    if not callable(apply):
        raise NotAFunction("%s: '%s' must be a function, is a %s" % (file, name, type(apply).__name__))
    # In Algorithmia's layout only the development kit knows of load.
    load = None if algorithmia.is_in(root) else getattr(module, "load", None)
    if isinstance(apply, types.FunctionType) and not hasattr(apply, "__wrapped__"):
        code = apply.__code__
        positional = code.co_varnames[: code.co_argcount]
        keywords = code.co_varnames[code.co_argcount : code.co_argcount + code.co_kwonlyargcount]
        required = [each for each in keywords if each not in (apply.__kwdefaults__ or ())]
        parameters = (positional, len(apply.__defaults__ or ()), bool(code.co_flags & 0x04), required)
        where = "%s:%d" % (failures.shown(code.co_filename), code.co_firstlineno)
        is_async = bool(code.co_flags & 0x280)  # A coroutine, or a generator that is one.
    else:
        import inspect

        parameters = _parameters(inspect.signature(apply))
        where = file
        is_async = _is_async(apply)
    takes = extra(where, name, *parameters)
    streams = _streams(apply, parameters[0])
    if streams and is_async:
        raise NotAFunction(
            "%s: %s takes a file, which blocks whoever reads it: it must not be async, write def %s" % (where, name, name)
        )
    return Function(entry, apply, load if callable(load) else None, takes, is_async, streams)


_FILES = {"BinaryIO", "IOBase", "RawIOBase", "BufferedIOBase", "BufferedReader"}


def _streams(apply, positional):
    """Whether the input is annotated as a file of bytes."""
    annotations = getattr(apply, "__annotations__", None) or {}
    annotation = annotations.get(positional[0]) if positional else None
    name = annotation if isinstance(annotation, str) else getattr(annotation, "__name__", "")
    return name.rpartition(".")[2] in _FILES


def _is_async(apply):
    import inspect

    kinds = (inspect.iscoroutinefunction, inspect.isasyncgenfunction)
    return any(kind(each) for kind in kinds for each in (apply, getattr(apply, "__call__", None)))


def _parameters(signature):
    found = list(signature.parameters.values())
    positional = [each for each in found if each.kind in (each.POSITIONAL_ONLY, each.POSITIONAL_OR_KEYWORD)]
    required = [each.name for each in found if each.kind == each.KEYWORD_ONLY and each.default is each.empty]
    defaults = sum(each.default is not each.empty for each in positional)
    return [each.name for each in positional], defaults, any(e.kind == e.VAR_POSITIONAL for e in found), required


def extra(where, name, positional, defaults, takes_any, required_keywords):
    """What a function with these parameters is given beside the input; NotAFunction where it can't be called."""
    second = positional[1] if len(positional) > 1 else None
    takes = second if second in ("context", "event") else None
    given = 2 if takes else 1
    if not (positional or takes_any) or len(positional) - defaults > given or required_keywords:
        shown = ", ".join(list(positional) + ["*"] * bool(required_keywords) + list(required_keywords))
        raise NotAFunction(
            "%s: %s(%s) must take the input, and beside it nothing, 'context' or 'event': def %s(input)"
            % (where, name, shown, name)
        )
    return takes
