"""Calls of other functions, on the connection that the call in progress came by."""

import json
import threading

from sluice import AlgorithmFailure, Interrupted

from . import current, frames, payloads


def call(function, value):
    """Calls it and waits for its result, at most as long as the call in progress has time."""
    parent = _parent(function)
    outcome = _Outcome(function, parent.connection)
    content_type, payload = payloads.write(value)
    seconds = parent.remaining()
    parent.on_cancel(outcome.abandon)
    try:
        parent.connection.request(_head(function, parent, content_type, seconds), payload, outcome)
        return outcome.wait(seconds)
    except OSError as lost:
        raise AlgorithmFailure(function, "the runtime could not be reached: %s" % lost) from None
    finally:
        parent.no_longer(outcome.abandon)
        outcome.give_up()


async def call_async(function, value):
    """The same on the event loop: one thread waits for each call."""
    import asyncio
    import contextvars

    context = contextvars.copy_context()
    return await asyncio.get_running_loop().run_in_executor(None, context.run, call, function, value)


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
    """What becomes of one nested call."""

    def __init__(self, function, connection):
        self._function = function
        self._connection = connection
        self._done = threading.Event()
        self._answer = None
        self._given_up = False
        self.id = None  # Known before it is sent.

    def settle(self, kind, head, payload):
        self._answer = (kind, head, payload)
        self._done.set()

    def abandon(self):
        """The call that it is made in was cancelled; on the reading thread, since that of the call is interrupted."""
        self.give_up()
        self._done.set()

    def give_up(self):
        """Nobody waits any more; nothing where it is answered, or was never sent."""
        if self.id is not None and self._answer is None and not self._given_up:
            self._given_up = True
            self._connection.give_up(self.id)

    def wait(self, seconds):
        if not self._done.wait(seconds):
            message = "no answer within the %d ms that were left" % (seconds * 1000)
            raise AlgorithmFailure(self._function, message, "TimeoutError")
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
