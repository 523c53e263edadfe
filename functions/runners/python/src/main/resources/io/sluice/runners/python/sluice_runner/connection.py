"""One connection of the runtime's: calls come in on it, answers and nested calls go out.

One thread reads; any thread may send. The rules are those of docs/frames.md.
"""

import threading

import sluice

from . import frames
from .frames import BrokenFrame
from .sending import Windows

MAX_INPUT = 64 * 1024 * 1024
MAX_CALLS = 10_000
_CREDIT_AFTER = 128 * 1024
_HELLO_SECONDS = 5
_RECEIVE = 64 * 1024
_ALLOWED_FLAGS = {
    frames.CALL: (0, frames.MORE),
    frames.RESULT: (0, frames.MORE),
    frames.FAILURE: (0, frames.MORE),
    frames.CHUNK: (0, frames.MORE, frames.ABORT),
}


class Incoming:
    """A payload of which more is to come; ``then`` takes its head and its bytes, None for one that is too large."""

    __slots__ = ("head", "then", "parts", "size", "taken")

    def __init__(self, head, then, first):
        self.head = head
        self.then = then
        self.parts = [first]
        self.size = self.taken = len(first)

    def add(self, part):
        self.size += len(part)
        self.taken += len(part)
        if self.size > MAX_INPUT:
            self.parts = []
        else:
            self.parts.append(part)

    def end(self):
        self.then(self.head, None if self.size > MAX_INPUT else b"".join(self.parts))


class Connection:
    """The rules of one connection; ``host`` is told of calls (``called``, ``cancelled``, ``ended``)."""

    def __init__(self, sock, host):
        self._socket = sock
        self._host = host
        self._lock = threading.Lock()
        self._windows = Windows()
        self._incoming = {}
        self._nested = {}
        self._in_progress = {}
        self._last_theirs = -1
        self._next_own = 2
        self._greeted = False
        self._takes_calls = True
        self._leaving = threading.Event()
        self._left = threading.Event()
        self.closed = False

    # Reading

    def serve(self):
        """Reads until the connection ends; for a thread of its own."""
        reason = "it was closed"
        try:
            self._socket.settimeout(_HELLO_SECONDS)
            reader = frames.FrameReader()
            while True:
                data = self._socket.recv(_RECEIVE)
                if not data:
                    break
                for each in reader.feed(data):
                    self._take(*each)
        except BrokenFrame as broken:
            reason = str(broken)
            self._complain(reason)
        except OSError as lost:
            reason = str(lost)
        self._end(reason)

    def _take(self, kind, flags, call, head, payload):
        if not self._greeted:
            self._greet(kind, head)
            return
        if kind == frames.TAKEN:
            self._taken(call, frames.Head(head))
            return
        if kind >= 128:
            return
        if not frames.HELLO <= kind <= frames.GOODBYE:
            raise BrokenFrame("frames of kind %d are not of this version" % kind)
        if flags not in _ALLOWED_FLAGS.get(kind, (0,)):
            raise BrokenFrame("a frame of kind %d has the flags %d, which it may not have in this version" % (kind, flags))
        if kind == frames.CALL:
            self._called(flags, call, frames.Head(head), payload)
        elif kind == frames.CHUNK:
            self._more(flags, call, payload)
        elif kind in (frames.RESULT, frames.FAILURE):
            self._answered(kind, flags, call, frames.Head(head), payload)
        elif kind == frames.WINDOW:
            self._windows.credited(call, frames.Head(head).number(frames.CREDIT, 0))
        elif kind == frames.CANCEL:
            self._cancel(call)
        elif kind == frames.PING:
            self._send(frames.frame(frames.PONG, call))
        elif kind == frames.PONG:
            if call == 1:
                self._left.set()
                self._close_if_left()
        elif kind == frames.GOODBYE:
            self._takes_calls = False
        else:
            raise BrokenFrame("a second HELLO")

    def _greet(self, kind, head):
        if kind != frames.HELLO:
            raise BrokenFrame("the first frame must be a HELLO, was a frame of kind %d" % kind)
        fields = frames.Head(head)
        first, last = fields.number(frames.FIRST_VERSION, 0), fields.number(frames.LAST_VERSION, 0)
        if not first <= frames.VERSION <= last:
            raise BrokenFrame(
                "the other side speaks versions %d to %d of the frames, this one speaks version 1" % (first, last)
            )
        self._greeted = True
        self._socket.settimeout(None)
        hello = b"".join(
            (
                frames.number(frames.FIRST_VERSION, frames.VERSION),
                frames.number(frames.LAST_VERSION, frames.VERSION),
                frames.number(frames.CALLS, MAX_CALLS),
                frames.number(frames.REFERENCES, 1),
            )
        )
        self._send(frames.frame(frames.HELLO, 0, hello))

    def _called(self, flags, call, head, payload):
        if call % 2 == 0 or call <= self._last_theirs:
            raise BrokenFrame(
                "a CALL has the id %d: theirs are odd and rise, and the last one was %d" % (call, self._last_theirs)
            )
        self._last_theirs = call
        if flags:
            self._incoming[call] = Incoming(head, lambda h, bytes_: self._begin(call, h, bytes_), payload)
        else:
            self._begin(call, head, payload)

    def _begin(self, call, head, payload):
        begun = self._host.call(self, call, head)
        with self._lock:
            self._in_progress[call] = begun
        self._host.called(begun, payload)

    def _more(self, flags, call, payload):
        incoming = self._incoming.get(call)
        if incoming is None:
            return
        if flags == frames.ABORT:
            del self._incoming[call]
            if call % 2:
                self._send(frames.frame(frames.FAILURE, call))
            else:
                self._settle(call, frames.FAILURE, None, "its answer was broken off")
            return
        if flags == frames.MORE and not payload:
            raise BrokenFrame("a CHUNK that is not the last is empty")
        incoming.add(payload)
        if flags == frames.MORE:
            if incoming.taken >= _CREDIT_AFTER:
                self._send(frames.frame(frames.WINDOW, call, frames.number(frames.CREDIT, incoming.taken)))
                incoming.taken = 0
            return
        del self._incoming[call]
        incoming.end()

    def _cancel(self, call):
        if self._incoming.pop(call, None) is not None:
            self._send(frames.frame(frames.FAILURE, call))
            return
        begun = self._in_progress.get(call)
        if begun is not None:
            self._windows.stop(call)
            self._host.cancelled(begun)

    def _taken(self, call, head):
        begun = self._in_progress.get(call)
        room = getattr(begun, "items", None)
        if room is not None:
            room.add(head.number(frames.ITEMS, 0))

    # Answers

    def item(self, begun, flags, head, payload):
        """Sends an item of a result, or a piece of one; the caller has made sure of room."""
        try:
            self._send(frames.frame(frames.ITEM, begun.id, head, payload, flags))
        except OSError:
            raise sluice.Interrupted() from None  # Whoever waited for it is gone with the connection.

    def answer(self, begun, kind, head=b"", payload=b""):
        """Answers a call, once; may wait until a large answer is taken."""
        written = getattr(begun, "output", None)
        if written is not None:
            head += written.field()
        try:
            if begun.is_cancelled:
                self._send(frames.frame(frames.FAILURE, begun.id))
            elif len(payload) <= frames.MAX_PAYLOAD:
                self._send(frames.frame(kind, begun.id, head, payload))
            else:
                self._send_in_pieces(kind, begun.id, head, payload)
        except OSError:
            pass  # Whoever waited for it is gone with the connection.
        finally:
            with self._lock:
                self._in_progress.pop(begun.id, None)
            self._host.ended(begun)
            self._close_if_left()

    def _send_in_pieces(self, kind, call, head, payload):
        outgoing = self._windows.begin(call)
        try:
            self._send(frames.frame(kind, call, head, flags=frames.MORE))
            self._send_chunks(outgoing, memoryview(payload))
        finally:
            self._windows.end(outgoing)

    def _send_chunks(self, outgoing, payload):
        at = 0
        while at < len(payload):
            count = self._windows.take(outgoing, len(payload) - at)
            if count == 0:
                self._send(frames.frame(frames.CHUNK, outgoing.call, flags=frames.ABORT))
                return
            last = at + count == len(payload)
            piece = payload[at : at + count]
            self._send(frames.frame(frames.CHUNK, outgoing.call, b"", piece, 0 if last else frames.MORE))
            at += count

    # Nested calls

    def request(self, head, payload, outcome):
        """Makes a nested call; ``outcome.settle(kind, head, payload_or_words)`` is told its end, once."""
        whole = len(payload) <= frames.MAX_PAYLOAD
        with self._lock:
            if self.closed or not self._takes_calls or self._leaving.is_set():
                raise OSError("it takes no more calls on this connection")
            call = self._next_own
            self._next_own += 2
            self._nested[call] = outcome.settle
            outcome.id = call
            outgoing = None if whole else self._windows.begin(call)
            first = frames.frame(frames.CALL, call, head, payload if whole else b"", 0 if whole else frames.MORE)
            self._socket.sendall(first)
        if outgoing is not None:
            try:
                self._send_chunks(outgoing, memoryview(payload))
            finally:
                self._windows.end(outgoing)

    def give_up(self, call):
        """Nobody waits for that nested call any more."""
        self._windows.stop(call)
        try:
            self._send(frames.frame(frames.CANCEL, call))
        except OSError:
            pass

    def _answered(self, kind, flags, call, head, payload):
        self._windows.stop(call)
        if flags:
            self._incoming[call] = Incoming(
                head, lambda h, bytes_: self._settle(call, kind, h, bytes_), payload
            )
        else:
            self._settle(call, kind, head, payload)

    def _settle(self, call, kind, head, payload):
        settled = self._nested.pop(call, None)
        if settled is not None:
            settled(kind, head, payload)

    # The end

    def leave(self, reason):
        """Takes no more calls, and closes when those that it has are over."""
        self._leaving.set()
        try:
            self._send(frames.frame(frames.GOODBYE, 0, frames.text(frames.REASON, reason)))
            self._send(frames.frame(frames.PING, 1))
        except OSError:
            pass

    def _close_if_left(self):
        if self._leaving.is_set() and self._left.is_set():
            with self._lock:
                busy = self._in_progress or self._nested or self._incoming
            if not busy:
                self.cut()

    def cut(self):
        """Ends it now; the reading thread notices."""
        try:
            self._socket.shutdown(2)
        except OSError:
            pass

    def _complain(self, reason):
        try:
            words = frames.text(frames.REASON, reason[: frames.MAX_REASON])
            self._send(frames.frame(frames.GOODBYE, 0, words))
        except OSError:
            pass

    def _end(self, reason):
        with self._lock:
            self.closed = True
        self._windows.close()
        self._socket.close()
        for call in list(self._nested):
            self._settle(call, frames.FAILURE, None, "the runtime could not be reached: " + reason)
        for begun in list(self._in_progress.values()):
            self._host.cancelled(begun)
        self._host.closed(self)

    def _send(self, data):
        with self._lock:
            self._socket.sendall(data)
