"""This process as an instance: loads, listens, says ready, and ends when it is asked to or the runtime is gone."""

import json
import os
import select
import signal
import socket
import sys
import threading
from collections import namedtuple

from . import failures, output
from .connection import Connection
from .serving import Serving

NOT_STARTED = 69
_DRAIN_SECONDS = 10
_STEP_SECONDS = 10

Package = namedtuple("Package", "root site entry")


class NotReady(Exception):
    """The runtime could not be told; the words go into the log."""


def start(package):
    """Serves one entry point of a package until the process ends; does not return."""
    from . import function

    output.install()
    _guarded(lambda: _begin(prepare(package), function))


def prepare(package):
    """Makes the package importable; returns it."""
    from . import algorithmia, function, hooks

    failures.show_paths_below(package.root)
    hooks.install()
    if algorithmia.is_in(package.root):
        algorithmia.link_files(package.root)
        failures.tell_only(algorithmia.ERROR_TYPES)
    function.extend_path(package.root, package.site)
    return package


def _begin(package, function):
    run(function.find(package.root, package.entry))


def forked(found):
    """The same in a process that was forked with the function imported; does not return."""
    _guarded(lambda: run(found))


def _guarded(action):
    try:
        action()
    except BaseException as thrown:
        explain(thrown)
        sys.stderr.end_line()
        end(NOT_STARTED)


def explain(thrown):
    """Says on standard error why there is no function to serve."""
    from .function import NotAFunction

    if isinstance(thrown, (NotAFunction, NotReady)):
        print(thrown, file=sys.stderr)
    else:
        sys.stderr.write(failures.stack(thrown))


def run(found):
    """Serves the function; returns never."""
    wake, woken = socket.socketpair()
    woken.setblocking(False)
    signal.signal(signal.SIGTERM, lambda number, frame: woken.send(b"t"))
    serving = Serving(found, max(1, int(os.environ.get("SLUICE_CONCURRENCY", "1"))))
    serving.start()
    listener, address = _listen()
    _say_ready(address, found.entry)
    reason = _accept(listener, wake, serving)
    listener.close()
    serving.finish(reason, _DRAIN_SECONDS)
    end(0)


def end(code):
    """Ends the process without waiting for threads, after what the author wants done at the end."""
    import atexit

    try:
        atexit._run_exitfuncs()
    finally:
        os._exit(code)


def _accept(listener, wake, serving):
    """Takes connections until the process shall end; says why."""
    poll = select.poll()
    for each in (listener, wake, 0):
        poll.register(each, select.POLLIN)
    while True:
        for descriptor, _ in poll.poll():
            if descriptor == listener.fileno():
                _open(listener.accept()[0], serving)
            elif descriptor == wake.fileno():
                return "the instance ends"
            elif not os.read(0, 1024):
                return "the runtime is gone"


def _open(sock, serving):
    connection = Connection(sock, serving)
    serving.opened(connection)
    threading.Thread(target=connection.serve, name="sluice-connection", daemon=True).start()


def _listen():
    path = os.environ.get("SLUICE_SOCKET")
    if path:
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(path)
        address = "unix:" + path
    else:
        listener = socket.socket()
        listener.bind(("127.0.0.1", int(os.environ.get("PORT", "0"))))
        address = "tcp:%d" % listener.getsockname()[1]
    listener.listen(64)
    return listener, address


def _say_ready(address, entry):
    """By hand: an HTTP client that is imported for one request costs a good part of the start."""
    body = json.dumps({"protocol": 1, "address": address, "entryPoints": [entry], "frames": 1}).encode()
    authority, _, path = os.environ["SLUICE_API"].partition("://")[2].partition("/")
    host, _, port = authority.partition(":")
    request = (
        "POST /%s/instance/ready HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\n"
        "Content-Length: %d\r\nConnection: close\r\n\r\n" % (path, authority, len(body))
    ).encode()
    with socket.socket() as sock:
        sock.settimeout(_STEP_SECONDS)
        try:
            sock.connect((host, int(port or 80)))
            sock.sendall(request + body)
            answer = sock.recv(64)
        except OSError as lost:
            raise NotReady("could not say ready to the runtime: %s" % lost) from None
    if answer[9:12] != b"204":
        raise NotReady("the runtime answered the ready signal with %r, not with status 204" % answer[:12])
