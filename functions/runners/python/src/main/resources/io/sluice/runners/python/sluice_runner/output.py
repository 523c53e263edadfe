"""Standard output and error as whole lines: those of different threads don't mix, and none waits for the next."""

import io
import os
import sys
import threading

from . import current


class Lines(io.TextIOBase):
    """Writes to a file descriptor, a line at a time; each thread fills a line of its own."""

    encoding = "utf-8"
    errors = "backslashreplace"

    def __init__(self, descriptor, name):
        self._descriptor = descriptor
        self._own = threading.local()
        self._lock = threading.Lock()
        self.name = name
        self.buffer = _Bytes(self)

    def write(self, text):
        if not isinstance(text, str):
            raise TypeError("write() argument must be str, not " + type(text).__name__)
        line = getattr(self._own, "line", "") + text
        end = line.rfind("\n") + 1
        if end:
            self.write_bytes(line[:end].encode(self.encoding, self.errors))
        self._own.line = line[end:]
        return len(text)

    def write_bytes(self, data):
        current.written(data)
        with self._lock:
            view = memoryview(data)
            while view:
                view = view[os.write(self._descriptor, view) :]

    def flush(self):
        """Does nothing for half a line: the log has whole ones."""

    def reconfigure(self, **settings):
        """Changes nothing; libraries ask for what is so already."""

    def end_line(self):
        """Writes what this thread has begun as a line."""
        if getattr(self._own, "line", ""):
            self.write("\n")

    def writable(self):
        return True

    def fileno(self):
        return self._descriptor

    def isatty(self):
        return False


class _Bytes(io.RawIOBase):
    """What ``sys.stdout.buffer`` is."""

    def __init__(self, lines):
        self._lines = lines

    def writable(self):
        return True

    def write(self, data):
        self._lines.write_bytes(bytes(data))
        return len(data)

    def fileno(self):
        return self._lines.fileno()


def install():
    """Makes them this process' standard output and error."""
    sys.stdout = Lines(1, "<stdout>")
    sys.stderr = Lines(2, "<stderr>")


def end_lines():
    """Ends the lines that this thread has begun; what the author put in their place is left alone."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, Lines):
            stream.end_line()
