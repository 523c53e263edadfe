"""The bytes of frames, version 1 (docs/frames.md): packing, and cutting a stream into frames. No state but a reader's."""

import struct

HELLO, CALL, RESULT, FAILURE, CHUNK, WINDOW, CANCEL, PING, PONG, GOODBYE = range(1, 11)
ITEM, TAKEN = 140, 141
MORE, ABORT = 1, 2

TARGET, TIMEOUT, CONTENT_TYPE, TRACE_PARENT, TRACE_STATE, BAGGAGE, INVOCATION, ATTRIBUTE, PARENT = range(1, 10)
STATUS, RETRY_AFTER, REASON, CREDIT, FIRST_VERSION, LAST_VERSION, DURATION, CALLS = range(10, 18)

VOID, JSON, TEXT, BYTES = range(4)

VERSION = 1
MAX_PAYLOAD = 65536
MAX_REASON = 1000
OUTPUT = 128
TOKEN = 129
REFERENCE = 130
REFERENCES = 131
ITEMS = 140
MAX_OUTPUT = 32 * 1024
_HEADER = struct.Struct(">IBBHQ")
_AFTER_LENGTH = 12
_MAX_LENGTH = _AFTER_LENGTH + 65535 + MAX_PAYLOAD


class BrokenFrame(Exception):
    """The other side broke the format or the rules; the connection ends with these words."""


def frame(kind, call, head=b"", payload=b"", flags=0):
    """One frame as bytes."""
    return b"".join(
        (_HEADER.pack(_AFTER_LENGTH + len(head) + len(payload), kind, flags, len(head), call), head, payload)
    )


def text(field, value):
    """A field with text; nothing for None."""
    if value is None:
        return b""
    encoded = value.encode("utf-8", "replace")[:65535]
    return struct.pack(">BH", field, len(encoded)) + encoded


def number(field, value):
    """A field with a number, 0 to 2^63 - 1."""
    encoded = value.to_bytes(max(1, (value.bit_length() + 7) // 8), "big")
    return struct.pack(">BH", field, len(encoded)) + encoded


class Head:
    """The fields of one frame; of a field that is there twice the first counts, but for attributes."""

    __slots__ = ("_values", "_attributes")

    def __init__(self, head):
        values = {}
        attributes = []
        at, end = 0, len(head)
        while at < end:
            if at + 3 > end:
                raise BrokenFrame("a field ends beyond its head of %d bytes" % end)
            field = head[at]
            start = at + 3
            at = start + (head[at + 1] << 8 | head[at + 2])
            if at > end:
                raise BrokenFrame("a field ends beyond its head of %d bytes" % end)
            if field == ATTRIBUTE:
                attributes.append(head[start:at])
            elif field not in values:
                if CALLS < field < 128 or field == 0:
                    raise BrokenFrame("field %d is not one of this version" % field)
                values[field] = head[start:at]
        self._values = values
        self._attributes = attributes

    def text(self, field):
        """The field's text, or None."""
        value = self._values.get(field)
        return None if value is None else value.decode("utf-8", "replace")

    def number(self, field, absent):
        """The field's number; what is empty or too large counts as absent."""
        value = self._values.get(field)
        if not value or len(value) > 8:
            return absent
        result = int.from_bytes(value, "big")
        return absent if result >> 63 else result

    def attributes(self):
        """Names to values, ``ce-`` before each name; of two with one name the first."""
        found = {}
        for each in self._attributes:
            name, _, value = each.decode("utf-8", "replace").partition("=")
            if name:
                found.setdefault(name.lower(), value)
        return found


def attributes(values):
    """Fields with these attributes."""
    return b"".join(text(ATTRIBUTE, name + "=" + value) for name, value in values.items())


class FrameReader:
    """Cuts a stream into frames."""

    def __init__(self):
        self._rest = b""

    def feed(self, data):
        """The frames that are whole now, each (kind, flags, call, head, payload)."""
        if self._rest:
            data = self._rest + data
        at, end = 0, len(data)
        found = []
        while end - at >= 16:
            length, kind, flags, head_length, call = _HEADER.unpack_from(data, at)
            if not _AFTER_LENGTH <= length <= _MAX_LENGTH:
                raise BrokenFrame("a frame has 16 to 131087 bytes, the length of this one says %d" % (length + 4))
            payload_length = length - _AFTER_LENGTH - head_length
            if not 0 <= payload_length <= MAX_PAYLOAD:
                raise BrokenFrame(
                    "a frame of %d bytes has a head of %d, which leaves %d bytes of payload; 0 to 65536 are allowed"
                    % (length + 4, head_length, payload_length)
                )
            if end - at < 4 + length:
                break
            start = at + 16
            at += 4 + length
            found.append((kind, flags, call, data[start : start + head_length], data[start + head_length : at]))
        self._rest = data[at:]
        return found
