"""CloudEvents in the binary mode of their HTTP binding: attributes named ``ce-*``, the data as the payload."""

import os
from urllib.parse import quote, unquote

import sluice

from . import frames, payloads

SPEC_VERSION = "ce-specversion"
_KNOWN = {"ce-id", "ce-source", "ce-type", "ce-subject", "ce-time", "ce-dataschema", SPEC_VERSION}
_DATA_CONTENT_TYPE = "ce-datacontenttype"
# Printable ASCII but space, quote and percent stays as it is; the rest is percent-encoded.
_PLAIN = "".join(chr(c) for c in range(0x21, 0x7F) if chr(c) not in '"%')


def read(attributes, media_type, data):
    """The event that these attributes describe, or None where they describe none."""
    if SPEC_VERSION not in attributes:
        return None
    values = {name: unquote(value) for name, value in attributes.items() if name.startswith("ce-")}
    extensions = {
        name[3:]: value for name, value in values.items() if name not in _KNOWN and name != _DATA_CONTENT_TYPE
    }
    return sluice.Event(
        type=values.get("ce-type", ""),
        source=values.get("ce-source", ""),
        data=data,
        id=values.get("ce-id", ""),
        subject=values.get("ce-subject"),
        time=values.get("ce-time"),
        dataschema=values.get("ce-dataschema"),
        datacontenttype=values.get(_DATA_CONTENT_TYPE, media_type),
        extensions=extensions,
    )


def write(event):
    """Content type, bytes and attributes of an event that a function answers with."""
    values = {
        "specversion": "1.0",
        "id": event.id or os.urandom(16).hex(),
        "source": event.source,
        "type": event.type,
        "subject": event.subject,
        "time": event.time,
        "dataschema": event.dataschema,
    }
    values.update(event.extensions)
    attributes = {"ce-" + name: quote(str(value), _PLAIN) for name, value in values.items() if value is not None}
    if event.data is None:
        return frames.VOID, b"", attributes
    kind, data = payloads.write(event.data)
    if event.datacontenttype is not None:
        if not isinstance(event.data, (dict, list)):
            kind = payloads.content_type(event.datacontenttype)
        if payloads.media_type(kind) != event.datacontenttype:
            attributes[_DATA_CONTENT_TYPE] = quote(event.datacontenttype, _PLAIN)
    return kind, data, attributes
