"""One call in progress: what its author is told of it, and its answer."""

import threading
import time

import sluice

from . import failures, frames, payloads

DEFAULT_SECONDS = 3000


class Interrupted(BaseException):
    """Raised inside a function whose call was cancelled; not an Exception, so that ``except Exception`` lets it pass."""


class Output:
    """The beginning of what a function writes in the course of one call."""

    _CUT = b"\n[cut]\n"

    def __init__(self):
        self._lock = threading.Lock()
        self._bytes = bytearray()
        self._cut = False

    def add(self, data):
        with self._lock:
            room = frames.MAX_OUTPUT - len(self._CUT) - len(self._bytes)
            self._bytes += data[:room]
            self._cut = self._cut or len(data) > room

    def field(self):
        """The field of the answer."""
        with self._lock:
            written = bytes(self._bytes).decode("utf-8", "replace") + (self._CUT.decode() if self._cut else "")
        return frames.text(frames.OUTPUT, written)


class Call(sluice.Context):
    """One call from its head to its answer."""

    def __init__(self, connection, call_id, head):
        self.connection = connection
        self.id = call_id
        self.head = head
        self.over = False
        self.is_cancelled = False
        self.items = None
        self._actions = []
        self._lock = threading.Lock()
        self._event = None
        self.output = Output() if head.text(frames.OUTPUT) else None
        timeout = head.number(frames.TIMEOUT, -1)
        self._deadline = time.monotonic() + (DEFAULT_SECONDS if timeout < 0 or timeout >> 31 else timeout / 1000)

    def function(self):
        return self.head.text(frames.TARGET) or ""

    def invocation(self):
        return self.head.text(frames.INVOCATION) or ""

    def remaining(self):
        return max(0.0, self._deadline - time.monotonic())

    def cancelled(self):
        return self.is_cancelled

    def trace_parent(self):
        return self.head.text(frames.TRACE_PARENT)

    @property
    def event(self):
        return self._event

    def token(self):
        return self.head.text(frames.TOKEN)

    @property
    def reference(self):
        """What its input is called that is not in the call, or None where it is."""
        return self.head.text(frames.REFERENCE)

    def input(self, payload):
        """The value of its input; notes the event that it carries."""
        if payload is None:
            raise sluice.AlgorithmError(
                "the input is larger than the 64 MiB that this function reads", payloads.INPUT_ERROR
            )
        content_type = self.head.number(frames.CONTENT_TYPE, frames.JSON)
        attributes = self.head.attributes()
        value = payloads.read(content_type, payload, may_be_empty="ce-specversion" in attributes)
        if attributes:
            from . import events

            self._event = events.read(attributes, payloads.media_type(content_type), value)
        return value

    # Its end

    def on_cancel(self, action):
        """Adds what ends it early; done at once where the call is cancelled already."""
        with self._lock:
            self._actions.append(action)
            late = self.is_cancelled
        if late:
            action()

    def no_longer(self, action):
        with self._lock:
            if action in self._actions:
                self._actions.remove(action)

    def cancel(self):
        """Nobody waits for the answer any more."""
        with self._lock:
            first = not self.is_cancelled and not self.over
            self.is_cancelled = True
            # Inside the lock, so that it can't hit the thread's next call.
            for action in list(self._actions) if first else ():
                action()

    def end(self):
        """The function has ended: nothing interrupts it any more."""
        with self._lock:
            self.over = True
            self._actions.clear()

    def succeed(self, value):
        self.connection.answer(self, *result(value))

    def fail(self, thrown):
        self.connection.answer(self, *failure(thrown))


def result(value):
    """Kind, head and payload of the answer for what a function returned."""
    head = b""
    try:
        if isinstance(value, sluice.Event):
            from . import events

            content_type, payload, attributes = events.write(value)
            head = frames.attributes(attributes)
        else:
            content_type, payload = payloads.write(value)
    except Exception as wrong:
        return failure(wrong)
    return frames.RESULT, frames.number(frames.CONTENT_TYPE, content_type) + head, payload


def handed_in(reference):
    """Kind, head and payload of the answer for a result that the runtime has already."""
    head = frames.number(frames.CONTENT_TYPE, frames.BYTES) + frames.text(frames.REFERENCE, reference)
    return frames.RESULT, head, b""


def failure(thrown):
    """Kind, head and payload of the answer for what a function raised."""
    return frames.FAILURE, frames.number(frames.CONTENT_TYPE, frames.JSON), failures.as_json(thrown)
