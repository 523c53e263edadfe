"""What makes nested calls belong to their call with any HTTP client: hooks into modules, set when those are imported.

``http.client``, which urllib, requests and the stock clients stand on, hands the token of the call in progress back to
the runtime's own address, and only to it. Threads, and tasks of ``concurrent.futures``, belong to the call that they
were started in.
"""

import contextvars
import os
import sys
import threading

from . import algorithmia, current

TOKEN = "sluice-token"
_hooks = {}


def install():
    """Sets the hooks, once."""
    if _hooks:
        return
    _hooks.update({"http.client": _hook_http, "concurrent.futures.thread": _hook_executor})
    _hooks.update({"Algorithmia": algorithmia.install_in_client, "adk": algorithmia.install_in_kit})
    _hook_threads()
    for name, hook in _hooks.items():
        if name in sys.modules:
            hook(sys.modules[name])
    sys.meta_path.insert(0, _Finder())


class _Finder:
    """Finds a hooked module as the others do, and has its loader call the hook. Not an importlib.abc: that is slow."""

    def find_spec(self, name, path=None, target=None):
        if name not in _hooks:
            return None
        for finder in sys.meta_path:
            spec = None if finder is self else finder.find_spec(name, path, target)
            if spec is not None:
                spec.loader = _Loader(spec.loader, _hooks[name])
                return spec
        return None


class _Loader:
    def __init__(self, loader, hook):
        self._loader = loader
        self._hook = hook

    def create_module(self, spec):
        return self._loader.create_module(spec)

    def exec_module(self, module):
        self._loader.exec_module(module)
        self._hook(module)

    def __getattr__(self, name):
        return getattr(self._loader, name)


class _Inner:
    """The runtime's address, read when it is needed: a fork has another than the process that it came from."""

    def __init__(self):
        self._text = None
        self._parts = None

    def parts(self):
        text = os.environ.get("SLUICE_API", "")
        if text != self._text:
            authority, _, path = text.partition("://")[2].partition("/")
            host, _, port = authority.partition(":")
            self._parts = (host, int(port or 80), "/" + path)
            self._text = text
        return self._parts


_inner = _Inner()
# The address that a fork server has in its place, which modules may have noted when they were imported.
placeholder_path = None


def _is_inner(connection):
    parts = _inner.parts()
    return bool(parts[0]) and connection.host == parts[0] and connection.port == parts[1]


def _hook_http(module):
    kind = module.HTTPConnection
    putrequest, putheader, endheaders = kind.putrequest, kind.putheader, kind.endheaders

    def put_request(self, method, url, *arguments, **named):
        self._sluice_token = None
        if _is_inner(self):
            call = current.call()
            self._sluice_token = call.token() if call is not None else None
            if placeholder_path and url.startswith(placeholder_path + "/"):
                url = _inner.parts()[2] + url[len(placeholder_path) :]
        return putrequest(self, method, url, *arguments, **named)

    def put_header(self, header, *values):
        name = header.decode("latin-1") if isinstance(header, bytes) else header
        if name.lower() == TOKEN:
            self._sluice_token = None
        return putheader(self, header, *values)

    def end_headers(self, *arguments, **named):
        token = getattr(self, "_sluice_token", None)
        if token is not None:
            putheader(self, TOKEN, token)
            self._sluice_token = None
        return endheaders(self, *arguments, **named)

    kind.putrequest, kind.putheader, kind.endheaders = put_request, put_header, end_headers


def _hook_executor(module):
    submit = module.ThreadPoolExecutor.submit

    def submit_in_call(self, fn, /, *arguments, **named):
        if current.call() is None:
            return submit(self, fn, *arguments, **named)
        return submit(self, contextvars.copy_context().run, fn, *arguments, **named)

    module.ThreadPoolExecutor.submit = submit_in_call


def _hook_threads():
    start = threading.Thread.start

    def start_in_call(self):
        if current.call() is not None:
            context, run = contextvars.copy_context(), self.run
            self.run = lambda: context.run(run)
        start(self)

    threading.Thread.start = start_in_call
