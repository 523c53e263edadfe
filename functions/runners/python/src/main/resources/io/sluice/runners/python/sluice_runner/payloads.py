"""Python values to bytes and back, as the SDK for Java has them: text is str, octets are bytes, the rest is JSON."""

import json

from sluice import AlgorithmError

from . import frames

INPUT_ERROR = "InputError"
_MEDIA_TYPES = {"application/json": frames.JSON, "text/plain": frames.TEXT, "application/octet-stream": frames.BYTES}
_WORDS = ("nothing", "application/json", "text/plain", "application/octet-stream")


def _no_constant(word):
    raise ValueError(word + " is not a number of JSON")


_decoder = json.JSONDecoder(parse_constant=_no_constant)
_encoder = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def media_type(content_type):
    """The media type of a payload, or None where there is none."""
    return _WORDS[content_type] if 0 < content_type < 4 else None


def content_type(media_type_name):
    """The type of payload for a media type: JSON where it ends so, text where it begins so, else bytes."""
    name = media_type_name.partition(";")[0].strip().lower()
    if name in _MEDIA_TYPES:
        return _MEDIA_TYPES[name]
    if name.endswith("+json"):
        return frames.JSON
    return frames.TEXT if name.startswith("text/") else frames.BYTES


def read(content_type_number, payload, may_be_empty=False):
    """The value of an input; an InputError where it is none."""
    if content_type_number == frames.BYTES:
        return bytes(payload)
    try:
        if content_type_number == frames.TEXT:
            return payload.decode("utf-8")
        if content_type_number in (frames.JSON, frames.VOID):
            if not payload:
                if may_be_empty:
                    return None
                raise AlgorithmError("the input is missing (null would be JSON's 'null')", INPUT_ERROR)
            return _decoder.decode(payload.decode("utf-8"))
    except UnicodeDecodeError:
        raise AlgorithmError("the input is not UTF-8", INPUT_ERROR) from None
    except ValueError as wrong:
        raise AlgorithmError("the input is not JSON: %s" % wrong, INPUT_ERROR) from None
    raise AlgorithmError(
        "content type number %d is not carried (application/json, text/plain and application/octet-stream are)"
        % content_type_number,
        INPUT_ERROR,
    )


def write(value):
    """The type and bytes of a result or of a nested call's input; an AlgorithmError where it can't be carried."""
    if isinstance(value, str):
        return frames.TEXT, value.encode("utf-8")
    if isinstance(value, (bytes, bytearray, memoryview)):
        return frames.BYTES, bytes(value)
    try:
        return frames.JSON, _encoder.encode(value).encode("utf-8")
    except (TypeError, ValueError, RecursionError) as wrong:
        raise AlgorithmError("a %s cannot be written as JSON: %s" % (type(value).__name__, wrong)) from None
