"""A fork server: has imported the author's module, and forks an instance for each connection to its socket.

The connection begins with the instance's environment as JSON and a line's end. The fork answers with its process id
and a line's end; from then on the connection is its standard input, output and error. On the server's own standard
output go the lines ``ready``, ``unusable REASON`` and, for each fork that ended, ``exit PID STATUS``. What the author's
module writes while it is imported goes to standard error. The server ends with its standard input.
"""

import gc
import json
import os
import select
import signal
import socket
import sys
import threading

from . import algorithmia, failures, hooks, instance, output

_REQUEST_SECONDS = 5
_MAX_REQUEST = 4 * 1024 * 1024
_PR_SET_PDEATHSIG = 1


def serve(package, path, placeholder):
    """Imports the function and serves forks; does not return."""
    control = os.dup(1)
    os.dup2(2, 1)
    output.install()
    _parent_dies = _pdeathsig()
    hooks.placeholder_path = placeholder
    try:
        from . import function

        instance.prepare(package)
        found = function.find(package.root, package.entry)
    except BaseException as thrown:
        sys.stderr.write(failures.stack(thrown))
        _tell(control, "unusable importing it failed: %s" % " ".join(str(thrown).split()))
        os._exit(instance.NOT_STARTED)
    threads = _threads()
    if threads > 1:
        _tell(control, "unusable importing it started %d threads, which a fork would not have" % (threads - 1))
        os._exit(instance.NOT_STARTED)
    _preload(found)
    _Server(package, found, control, _parent_dies).run(path)


def _pdeathsig():
    """What has the kernel kill this process when its parent dies; None where it can't."""
    if not sys.platform.startswith("linux"):
        return None
    import ctypes

    prctl = ctypes.CDLL(None, use_errno=True).prctl
    return lambda: prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def _threads():
    try:
        return len(os.listdir("/proc/self/task"))
    except OSError:
        return threading.active_count()


def _preload(found):
    """What an instance would import later, is imported here once."""
    import atexit  # noqa: F401
    import traceback  # noqa: F401

    from . import events, nested  # noqa: F401

    if found.is_async:
        import asyncio  # noqa: F401


def _tell(control, line):
    os.write(control, (line[:2000] + "\n").encode("utf-8", "replace"))


class _Server:
    def __init__(self, package, found, control, parent_dies):
        self._package = package
        self._found = found
        self._control = control
        self._parent_dies = parent_dies
        self._pid = os.getpid()
        self._wake, self._woken = socket.socketpair()
        self._listener = socket.socket(socket.AF_UNIX)

    def run(self, path):
        self._wake.setblocking(False)
        self._woken.setblocking(False)
        signal.set_wakeup_fd(self._woken.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda number, frame: None)
        self._listener.bind(path)
        self._listener.listen(64)
        gc.collect()
        gc.freeze()  # A collection in a fork would copy every page that it looks at.
        _tell(self._control, "ready")
        poll = select.poll()
        for each in (self._listener, self._wake, 0):
            poll.register(each, select.POLLIN)
        while True:
            for descriptor, _ in poll.poll():
                if descriptor == 0 and not os.read(0, 1024):
                    os._exit(0)
                elif descriptor == self._wake.fileno():
                    self._wake.recv(1024)
                    self._reap()
                elif descriptor == self._listener.fileno():
                    self._accept()

    def _reap(self):
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            code = os.WEXITSTATUS(status) if os.WIFEXITED(status) else 128 + os.WTERMSIG(status)
            _tell(self._control, "exit %d %d" % (pid, code))

    def _accept(self):
        connection, _ = self._listener.accept()
        with connection:
            try:
                connection.settimeout(_REQUEST_SECONDS)
                environment = json.loads(_line(connection))
                connection.settimeout(None)
                if os.fork() == 0:
                    self._become(connection, environment)
            except (OSError, ValueError) as failed:
                print("an instance could not be forked: %s" % failed, file=sys.stderr, flush=True)

    def _become(self, connection, environment):
        """In the fork: an instance of its own, as if it had been started."""
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            os.setsid()
            if self._parent_dies is not None:
                self._parent_dies()
            if os.getppid() != self._pid:
                os._exit(instance.NOT_STARTED)
            connection.sendall(b"%d\n" % os.getpid())
            for descriptor in (0, 1, 2):
                os.dup2(connection.fileno(), descriptor)
            for each in (connection, self._listener, self._wake, self._woken):
                each.close()
            os.close(self._control)
            _take_over(environment)
            if algorithmia.is_in(self._package.root):
                algorithmia.link_files(self._package.root)
            instance.forked(self._found)
        finally:
            os._exit(instance.NOT_STARTED)


def _line(connection):
    data = b""
    while not data.endswith(b"\n"):
        part = connection.recv(65536)
        if not part or len(data) > _MAX_REQUEST:
            raise ValueError("the request is not whole")
        data += part
    return data


def _take_over(environment):
    """What belongs to the server's surroundings and not to the instance's."""
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(environment["TMPDIR"])
    tempfile = sys.modules.get("tempfile")
    if tempfile is not None:
        tempfile.tempdir = None
        tempfile._name_sequence = None
    numpy_random = sys.modules.get("numpy.random")
    if numpy_random is not None:  # Unlike Python's own generator, its own is the same in all forks.
        numpy_random.seed()
