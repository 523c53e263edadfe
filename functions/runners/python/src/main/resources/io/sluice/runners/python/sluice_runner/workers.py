"""Threads for functions that block, and how such a function is interrupted."""

import queue
import sys
import threading

from sluice import Interrupted

_set_async_exception = None


class Workers:
    """As many threads as there are tasks at once, at most so many; more tasks wait."""

    def __init__(self, most):
        self._most = most
        self._tasks = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._threads = 0
        self._free = 0
        self._waiting = 0

    def submit(self, task, *arguments):
        with self._lock:
            if self._free > 0:
                self._free -= 1
            elif self._threads < self._most:
                self._threads += 1
                threading.Thread(target=self._work, name="sluice-call-%d" % self._threads, daemon=True).start()
            else:
                self._waiting += 1
        self._tasks.put((task, arguments))

    def _work(self):
        while True:
            task, arguments = self._tasks.get()
            try:
                task(*arguments)
            except BaseException as stray:
                sys.excepthook(type(stray), stray, stray.__traceback__)
            task = arguments = None  # Nothing of a call outlives it.
            with self._lock:
                if self._waiting > 0:
                    self._waiting -= 1
                else:
                    self._free += 1


def interruption(thread):
    """What raises Interrupted in that thread at its next step in Python; a wait in C ends first by itself."""
    return lambda: _raise_in(thread, Interrupted)


def no_interruption(thread):
    """Takes back one that has not been raised yet."""
    if _set_async_exception is not None:
        _raise_in(thread, None)


def _raise_in(thread, exception):
    global _set_async_exception
    if _set_async_exception is None:
        import ctypes  # Takes some milliseconds, which calls that nobody cancels don't need.

        _set_async_exception = ctypes.pythonapi.PyThreadState_SetAsyncExc
        _set_async_exception.argtypes = (ctypes.c_ulong, ctypes.py_object)
    if exception is None:
        import ctypes

        _set_async_exception(thread, ctypes.py_object())
    else:
        _set_async_exception(thread, exception)
