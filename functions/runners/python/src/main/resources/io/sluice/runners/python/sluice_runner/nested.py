"""Calls of other functions, on the connection that the call in progress came by."""

import json
import threading

from sluice import AlgorithmFailure, Interrupted

from . import current, frames, payloads


def call(function, value):
    """Calls it and waits for its result, at most as long as the call in progress has time."""
    parent = _parent(function)
    done = threading.Event()
    outcome = _Outcome(function, parent, done.set)
    parent.on_cancel(outcome.abandon)
    try:
        outcome.request(value)
        if not done.wait(outcome.seconds):
            raise outcome.late()
        return outcome.read()
    finally:
        parent.no_longer(outcome.abandon)
        outcome.give_up()


async def call_async(function, value):
    """The same on the event loop, whose tasks are cancelled in its own way."""
    import asyncio

    loop = asyncio.get_running_loop()
    done = asyncio.Event()
    outcome = _Outcome(function, _parent(function), lambda: loop.call_soon_threadsafe(done.set))
    try:
        outcome.encode(value)
        if outcome.waits_for_room():
            await loop.run_in_executor(None, outcome.send)
        else:
            outcome.send()
        await asyncio.wait_for(done.wait(), outcome.seconds)
        return outcome.read()
    except asyncio.TimeoutError:
        raise outcome.late() from None
    finally:
        outcome.give_up()


def _parent(function):
    parent = current.call()
    if parent is None:
        raise AlgorithmFailure(function, "functions are called while a call is in progress, and there is none here")
    return parent


def _head(function, parent, content_type, seconds):
    return b"".join(
        (
            frames.text(frames.TARGET, function),
            frames.number(frames.TIMEOUT, max(1, int(seconds * 1000))),
            frames.number(frames.CONTENT_TYPE, content_type),
            frames.number(frames.PARENT, parent.id),
            frames.text(frames.TRACE_PARENT, parent.trace_parent()),
            frames.text(frames.TRACE_STATE, parent.head.text(frames.TRACE_STATE)),
            frames.text(frames.BAGGAGE, parent.head.text(frames.BAGGAGE)),
        )
    )


class _Outcome:
    """One nested call, and what becomes of it; ``settled`` is told when that is known, on any thread."""

    def __init__(self, function, parent, settled):
        self._function = function
        self._parent = parent
        self._settled = settled
        self._answer = None
        self._given_up = False
        self._payload = self._content_type = None
        self.seconds = parent.remaining()
        self.id = None  # Known before it is sent.

    def request(self, value):
        self.encode(value)
        self.send()

    def encode(self, value):
        self._content_type, self._payload = payloads.write(value)

    def waits_for_room(self):
        return len(self._payload) > frames.MAX_PAYLOAD

    def send(self):
        head = _head(self._function, self._parent, self._content_type, self.seconds)
        try:
            self._parent.connection.request(head, self._payload, self)
        except OSError as lost:
            raise AlgorithmFailure(self._function, "the runtime could not be reached: %s" % lost) from None

    def settle(self, kind, head, payload):
        self._answer = (kind, head, payload)
        self._settled()

    def abandon(self):
        """The call that it is made in was cancelled; on the reading thread, since that of the call is interrupted."""
        self.give_up()
        self._settled()

    def give_up(self):
        """Nobody waits any more; nothing where it is answered, or was never sent."""
        if self.id is not None and self._answer is None and not self._given_up:
            self._given_up = True
            self._parent.connection.give_up(self.id)

    def late(self):
        message = "no answer within the %d ms that were left" % (self.seconds * 1000)
        return AlgorithmFailure(self._function, message, "TimeoutError")

    def read(self):
        if self._answer is None:
            raise Interrupted()
        return self._read(*self._answer)

    def _read(self, kind, head, payload):
        if head is None:
            raise AlgorithmFailure(self._function, payload)
        if payload is None:
            raise AlgorithmFailure(self._function, "its result is larger than the 64 MiB that are read", "TooLargeError")
        if kind == frames.FAILURE:
            raise self._failure(head, payload)
        content_type = head.number(frames.CONTENT_TYPE, -1)
        if content_type == frames.VOID:
            return None
        return payloads.read(content_type, payload, may_be_empty=True)

    def _failure(self, head, payload):
        status = head.number(frames.STATUS, 0) or None
        try:
            told = json.loads(payload)
            message, error_type = str(told["message"]), str(told.get("errorType", "AlgorithmError"))
        except (ValueError, KeyError, TypeError, AttributeError):
            reason = head.text(frames.REASON) or "failed without a message"
            message, error_type = reason, "AlgorithmError"
        return AlgorithmFailure(self._function, message, error_type, status)
