"""Payloads that are too large for frames: got from the runtime by HTTP, and handed in, as streams. All of it blocks."""

import os

from sluice import AlgorithmError

from .payloads import INPUT_ERROR

_PATH = "/v1/payload"
_PIECE = 64 * 1024


def _connection():
    """A connection to the runtime, and what its paths begin with."""
    from http.client import HTTPConnection

    authority, _, path = os.environ["SLUICE_API"].partition("://")[2].partition("/")
    return HTTPConnection(authority), "/" + path.rstrip("/") + _PATH


def _answered(response, wanted, verb):
    if response.status != wanted:
        said = response.getheader("X-Error-Message") or "it answered with status %d" % response.status
        response.close()
        raise AlgorithmError("the runtime did not %s a payload: %s" % (verb, said))
    return response


def open_stream(reference, token):
    """A payload of a call as a file that can be read once, from its beginning to its end."""
    connection, path = _connection()
    connection.request("GET", path + "/" + reference, headers={"sluice-token": token})
    return _answered(connection.getresponse(), 200, "get")


def read(reference, token, most):
    """A payload of a call as bytes."""
    with open_stream(reference, token) as stream:
        payload = stream.read(most + 1)
    if len(payload) > most:
        raise AlgorithmError(
            "the input is larger than the %d bytes that a function gets as a whole; one whose input is annotated as "
            "typing.BinaryIO gets a stream" % most,
            INPUT_ERROR,
        )
    return payload


def post(stream, token):
    """Hands a result in that is a file of bytes; returns its reference."""
    connection, path = _connection()
    headers = {"sluice-token": token, "Content-Type": "application/octet-stream"}
    try:
        connection.request("POST", path, body=_pieces(stream), headers=headers, encode_chunked=True)
        return _answered(connection.getresponse(), 201, "take").getheader("Location").rpartition("/")[2]
    finally:
        connection.close()


def _pieces(stream):
    piece = stream.read(_PIECE)
    while piece:
        yield piece.encode("utf-8") if isinstance(piece, str) else piece
        piece = stream.read(_PIECE)


def is_stream(value):
    """Whether a result is a file, and not a value."""
    return callable(getattr(value, "read", None))
