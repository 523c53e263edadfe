"""Results that are iterators: each item goes to the caller as it is made, and the function waits while there is no room."""

import threading

import sluice

from . import frames, payloads

_NOT_TAKEN = "the runtime takes no results item by item; return a list"


class Room:
    """How many frames of items of one call may be sent. Safe for use by many threads."""

    def __init__(self, allowed):
        self._allowed = allowed
        self._changed = threading.Condition()
        self._over = False
        self._wake = None

    def add(self, more):
        with self._changed:
            self._allowed += more
            self._tell()

    def close(self):
        """Nobody wants items any more."""
        with self._changed:
            self._over = True
            self._tell()

    def _tell(self):
        self._changed.notify_all()
        wake, self._wake = self._wake, None
        if wake is not None:
            wake()

    def take(self):
        """Uses room for one frame, waiting for it; Interrupted where no more are wanted."""
        with self._changed:
            while not self._taken():
                self._changed.wait()

    def _taken(self):
        if self._over:
            raise sluice.Interrupted()
        taken = self._allowed > 0
        self._allowed -= taken
        return taken

    async def taken(self):
        """The same on an event loop."""
        import asyncio

        while True:
            loop = asyncio.get_running_loop()
            waiting = loop.create_future()
            with self._changed:
                if self._taken():
                    return
                self._wake = lambda: loop.call_soon_threadsafe(_done, waiting)
            await waiting


def _done(waiting):
    if not waiting.done():
        waiting.set_result(None)


def _begin(call):
    allowed = call.head.number(frames.ITEMS, 0)
    if allowed == 0:
        raise sluice.AlgorithmError(_NOT_TAKEN)
    room = Room(allowed)
    call.items = room
    call.on_cancel(room.close)
    return room


def _pieces(value):
    """Flags, head and payload of the frames of one item."""
    content_type, payload = payloads.write(value)
    head = frames.number(frames.CONTENT_TYPE, content_type)
    for at in range(0, len(payload) or 1, frames.MAX_PAYLOAD):
        last = at + frames.MAX_PAYLOAD >= len(payload)
        yield 0 if last else frames.MORE, head, payload[at : at + frames.MAX_PAYLOAD]
        head = b""


def _end(count):
    return frames.RESULT, frames.number(frames.CONTENT_TYPE, frames.VOID) + frames.number(frames.ITEMS, count), b""


def hand_on(call, iterator, interrupt, uninterrupted):
    """Sends the items, on the thread that it is called on; kind, head and payload of the answer that follows them.

    ``interrupt`` is the action that interrupts this thread: it may while the author's code runs, and not in here;
    ``uninterrupted`` takes back one that came too late.
    """
    call.no_longer(interrupt)
    uninterrupted()
    count = 0
    try:
        room = _begin(call)
        while True:
            try:
                call.on_cancel(interrupt)
                value = next(iterator)
            except StopIteration:
                return _end(count)
            finally:
                call.no_longer(interrupt)
                uninterrupted()
            for piece in _pieces(value):
                room.take()
                call.connection.item(call, *piece)
            count += 1
    finally:
        close = getattr(iterator, "close", None)
        if close is not None:
            close()


async def hand_on_async(call, iterator):
    """The same on the event loop, for iterators of either kind."""
    count = 0
    try:
        room = _begin(call)
        if hasattr(iterator, "__anext__"):
            async for value in iterator:
                await _send(call, room, value)
                count += 1
        else:
            for value in iterator:
                await _send(call, room, value)
                count += 1
        return _end(count)
    finally:
        close = getattr(iterator, "aclose", None)
        if close is not None:
            await close()


async def _send(call, room, value):
    for piece in _pieces(value):
        await room.taken()
        call.connection.item(call, *piece)
