"""Payloads that leave in pieces: how much of each may be sent now. Safe for use by many threads."""

import threading

WINDOW = 262144
SHARED = 4194304
PATIENCE_SECONDS = 30
_PIECE = 65536


class Outgoing:
    """One payload on its way; ``stopped`` when the rest of it is not wanted."""

    __slots__ = ("call", "credit", "uncredited", "stopped")

    def __init__(self, call):
        self.call = call
        self.credit = WINDOW
        self.uncredited = 0
        self.stopped = False


class Windows:
    """The credit of all payloads of one connection, which share a window; the oldest can always go on."""

    def __init__(self):
        self._changed = threading.Condition()
        self._open = {}
        self._sent = 0
        self._closed = False

    def begin(self, call):
        payload = Outgoing(call)
        with self._changed:
            self._open[call] = payload
        return payload

    def end(self, payload):
        with self._changed:
            if self._open.pop(payload.call, None) is not None:
                self._sent -= payload.uncredited
                self._changed.notify_all()

    def credited(self, call, amount):
        """The other side takes so much more of that call's payload."""
        with self._changed:
            payload = self._open.get(call)
            if payload is not None:
                payload.credit += amount
                returned = min(amount, payload.uncredited)
                payload.uncredited -= returned
                self._sent -= returned
                self._changed.notify_all()

    def stop(self, call):
        """The rest of that call's payload is not wanted; True where there is one."""
        with self._changed:
            payload = self._open.get(call)
            if payload is None:
                return False
            payload.stopped = True
            self._changed.notify_all()
            return True

    def close(self):
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def take(self, payload, wanted):
        """How much may be sent now, waiting for it; 0 when no more shall be."""
        with self._changed:
            while not (payload.stopped or self._closed):
                room = self._room(payload)
                if room > 0:
                    count = min(room, wanted, _PIECE)
                    payload.credit -= count
                    payload.uncredited += count
                    self._sent += count
                    return count
                if not self._changed.wait(PATIENCE_SECONDS):
                    return 0
            return 0

    def _room(self, payload):
        oldest = next(iter(self._open)) == payload.call
        shared = SHARED - self._sent - (0 if oldest else WINDOW)
        return min(payload.credit, shared)
