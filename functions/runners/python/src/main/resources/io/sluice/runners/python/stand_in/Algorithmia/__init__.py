"""Answers ``import Algorithmia`` where the package's requirements don't: the development kit, calls of algorithms, and data.

What else the stock client has needs the client itself: a line ``algorithmia`` in requirements.txt.
"""

import base64
import json
import os
import re
from collections import namedtuple
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit

from sluice_runner.algorithmia import ADK, handler

from .data import DataDirectory, DataFile
from .errors import AlgorithmException, ApiError

__all__ = ["ADK", "AlgorithmException", "ApiError", "algo", "client", "dir", "file", "handler"]

Metadata = namedtuple("Metadata", "content_type duration stdout")
AlgoResponse = namedtuple("AlgoResponse", "result metadata")


def client(api_key=None, api_address=None, ca_cert=None, bearer_token=None):
    """A client of the runtime that this algorithm runs in; it needs no key."""
    return Client()


def algo(reference):
    return Client().algo(reference)


def file(uri):
    return Client().file(uri)


def dir(uri):
    return Client().dir(uri)


class Client:
    def algo(self, reference):
        """The algorithm of ``owner/name[/version]``, with or without ``algo://`` before it."""
        return Algorithm(reference)

    def file(self, uri):
        """The file at ``data://owner/collection/file``; ``.my`` is the caller."""
        return DataFile(uri)

    def dir(self, uri):
        return DataDirectory(uri)


class Algorithm:
    def __init__(self, reference):
        found = re.fullmatch(r"(?:algo://|/|)(\w+/.+)", reference)
        if found is None:
            raise ValueError("Invalid algorithm URI: " + reference)
        self.path = found.group(1)
        self.url = "/v1/algo/" + self.path
        self.query_parameters = {}

    def set_options(self, timeout=300, stdout=False, **query_parameters):
        self.query_parameters = {"timeout": timeout, "stdout": stdout, **query_parameters}
        return self

    def pipe(self, input):
        """Calls it; an AlgorithmException where it fails."""
        return _response(_post(self.url, self.query_parameters, *_encoded(input)))


def _encoded(value):
    if isinstance(value, str):
        return "text/plain", value.encode("utf-8")
    if isinstance(value, (bytes, bytearray)):
        return "application/octet-stream", bytes(value)
    return "application/json", json.dumps(value).encode("utf-8")


def _post(path, query, content_type, body):
    address = urlsplit(os.environ["ALGORITHMIA_API"])
    connection = HTTPConnection(address.hostname, address.port)
    try:
        target = address.path + path + ("?" + urlencode(query) if query else "")
        connection.request("POST", target, body, {"Content-Type": content_type})
        answer = connection.getresponse()
        return json.loads(answer.read().decode("utf-8"))
    except (OSError, ValueError) as lost:
        raise ApiError("%s could not be called: %s" % (path, lost)) from None
    finally:
        connection.close()


def _response(answer):
    error = answer.get("error")
    if error is not None:
        raise AlgorithmException(error.get("message"), error.get("stacktrace"), error.get("error_type"))
    told = answer["metadata"]
    metadata = Metadata(told["content_type"], told["duration"], told.get("stdout"))
    result = answer["result"]
    return AlgoResponse(base64.b64decode(result) if metadata.content_type == "binary" else result, metadata)
