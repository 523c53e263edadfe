"""Algorithms in Algorithmia's layout: an ``algorithmia.conf`` in the package, and modules that use its development kit.

``ADK(apply, load).init()`` in a module does not run a loop here: it says what the module serves.
"""

import os

CONF = "algorithmia.conf"
LOADING_ERROR = "LoadingError"
# What callers may be told; every other type is an AlgorithmError to them.
ERROR_TYPES = frozenset(
    (
        "AlgorithmError",
        "EntityNotFoundError",
        "InitializationError",
        "InputError",
        "LanguageError",
        LOADING_ERROR,
        "OutOfGpuMemoryError",
        "OutOfMemoryError",
        "ParsingError",
        "PaymentRequiredError",
        "SystemExit",
        "ThirdPartyCredentialError",
        "TimeoutError",
        "TooLargeError",
        "UnsupportedError",
    )
)

_registered = None


def is_in(root):
    """Whether a package is in that layout."""
    return os.path.isfile(os.path.join(root, CONF))


def link_files(root):
    """Makes the package's files known by their paths in it: authors open them so. What is written stays here."""
    here = os.getcwd()
    if os.path.realpath(here) == os.path.realpath(root):
        return
    for name in os.listdir(root):
        try:
            os.symlink(os.path.join(root, name), os.path.join(here, name))
        except OSError:
            pass  # There is one of that name, which is the author's to know.


def registered():
    """What the module that was imported last said to serve, or None; told once."""
    global _registered
    found, _registered = _registered, None
    return found


class ADK:
    """What the development kit calls so, for the author's module."""

    def __init__(self, apply_func, load_func=None, client=None):
        self.apply_func = apply_func
        self.load_func = load_func
        self.client = client
        self.apply_arity = _arity(apply_func, "apply", 1, 2)
        self.load_arity = 0 if load_func is None else _arity(load_func, "load", 0, 1)
        self.load_result = None
        self.loading_exception = None
        self._trace = None

    def init(self, local_payload=None, pprint=print, mlops=False):
        """Has the runner serve it; the payload is for trying it without a runtime."""
        global _registered
        _registered = self

    serve = init

    def load(self):
        """Loads; what that raises is the answer to each call."""
        if self.load_func is None:
            return
        try:
            self.load_result = self.load_func(self._state()) if self.load_arity else self.load_func()
        except Exception as thrown:
            if not isinstance(getattr(thrown, "error_type", None), str):
                thrown.error_type = LOADING_ERROR
            self.loading_exception, self._trace = thrown, thrown.__traceback__

    def _state(self):
        from .models import Models

        return Models(self.client)

    def apply(self, value):
        if self.loading_exception is not None:
            raise self.loading_exception.with_traceback(self._trace)
        if self.apply_arity == 2:
            return self.apply_func(value, self.load_result)
        return self.apply_func(value)


def handler(apply_func, load_func=None):
    """The kit's older form: ``handler(apply, load).serve()``."""
    return ADK(apply_func, load_func)


def _arity(function, name, least, most):
    """How many arguments it is given: as many as it has parameters for, of those that it may be given."""
    import inspect  # Takes some milliseconds, which functions that don't use the kit don't need.

    from .function import NotAFunction

    if not callable(function):
        raise NotAFunction("the %s that ADK is given must be a function, is a %s" % (name, type(function).__name__))
    found = list(inspect.signature(function).parameters.values())
    positional = [each for each in found if each.kind in (each.POSITIONAL_ONLY, each.POSITIONAL_OR_KEYWORD)]
    required = sum(each.default is each.empty for each in positional)
    keywords = [each.name for each in found if each.kind == each.KEYWORD_ONLY and each.default is each.empty]
    takes_any = any(each.kind == each.VAR_POSITIONAL for each in found)
    wrong = arity_problem(name, len(positional), required, takes_any, keywords)
    if wrong:
        raise NotAFunction("%s: %s" % (getattr(function, "__name__", name), wrong))
    return max(least, min(len(positional), most))


def arity_problem(name, positional, required, takes_any, keywords):
    """The words for an apply or load that can't be called as the kit does, or None."""
    least, most = (1, 2) if name == "apply" else (0, 1)
    if required <= most and (positional >= least or takes_any) and not keywords:
        return None
    return "the %s that ADK is given must take %s" % (
        name,
        "the input, and beside it nothing or what load returned" if name == "apply" else "nothing, or the state",
    )


def install_in_client(module):
    """The hook of a real client: its ADK reads standard input, which is not where calls come from."""
    module.ADK = ADK
    module.handler = handler


def install_in_kit(module):
    module.ADK = ADK
