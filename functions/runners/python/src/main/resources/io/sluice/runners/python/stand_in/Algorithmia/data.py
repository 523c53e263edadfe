"""Files and directories at ``data://`` addresses, with the methods that the stock client gives them."""

import json
import os
import tempfile
from http.client import HTTPConnection
from urllib.parse import quote, urlsplit

from .errors import DataApiError

_PIECE = 1 << 16


class _Data:
    def __init__(self, uri):
        self.path = _path(uri)
        self.url = "/v1/data/" + self.path

    def exists(self):
        with _Reply("HEAD", self.path) as reply:
            return reply.status == 200

    def getName(self):
        return self.path.rsplit("/", 1)[-1]


class DataFile(_Data):
    def getFile(self):
        """An open file with its bytes, deleted when it is closed."""
        file = tempfile.NamedTemporaryFile(prefix="algorithmia")
        with _Reply("GET", self.path).required() as reply:
            for piece in iter(lambda: reply.read(_PIECE), b""):
                file.write(piece)
        file.seek(0)
        return file

    def getBytes(self):
        with _Reply("GET", self.path).required() as reply:
            return reply.read()

    def getString(self):
        return self.getBytes().decode("utf-8")

    def getJson(self):
        return json.loads(self.getString())

    def put(self, data):
        body = data.encode("utf-8") if isinstance(data, str) else data
        with _Reply("PUT", self.path, body).required():
            return self

    def putJson(self, data):
        return self.put(json.dumps(data))

    def putFile(self, path):
        with open(path, "rb") as file:
            return self.put(file)

    def delete(self):
        with _Reply("DELETE", self.path).required():
            return True


class DataDirectory(_Data):
    def create(self, acl=None):
        parent, _, name = self.path.rpartition("/")
        wish = {"name": name}
        if acl is not None:
            wish["acl"] = acl if isinstance(acl, dict) else acl.to_api_param()
        with _Reply("POST", parent, json.dumps(wish).encode("utf-8")).required():
            return self

    def delete(self, force=False):
        with _Reply("DELETE", self.path, query="?force=true" if force else "").required():
            return True

    def file(self, name):
        return DataFile(self.path + "/" + name)

    def dir(self, name):
        return DataDirectory(self.path + "/" + name)

    def putFile(self, path):
        return self.file(os.path.basename(path)).putFile(path)

    def files(self):
        return (self.file(each["filename"]) for page in self._pages() for each in page.get("files", ()))

    def dirs(self):
        return (self.dir(each["name"]) for page in self._pages() for each in page.get("folders", ()))

    def list(self):
        for page in self._pages():
            yield from (self.dir(each["name"]) for each in page.get("folders", ()))
            yield from (self.file(each["filename"]) for each in page.get("files", ()))

    def _pages(self):
        marker = ""
        while marker is not None:
            query = "?marker=" + quote(marker) if marker else ""
            with _Reply("GET", self.path, query=query).required() as reply:
                page = json.loads(reply.read().decode("utf-8"))
            yield page
            marker = page.get("marker")


def _path(uri):
    return (uri[len("data://") :] if uri.startswith("data://") else uri).strip("/")


class _Reply:
    """An answer of the runtime, to be read while it is open."""

    def __init__(self, method, path, body=None, query=""):
        address = urlsplit(os.environ["ALGORITHMIA_API"])
        self._path = path
        self._connection = HTTPConnection(address.hostname, address.port)
        try:
            self._connection.request(method, address.path + "/v1/data/" + quote(path) + query, body)
            self._answer = self._connection.getresponse()
        except OSError as lost:
            self._connection.close()
            raise DataApiError("data://%s could not be reached: %s" % (path, lost)) from None
        self.status = self._answer.status

    def read(self, size=None):
        return self._answer.read(size)

    def required(self):
        """Itself, or a DataApiError in the runtime's words."""
        if self.status // 100 == 2:
            return self
        message = self._answer.getheader("X-Error-Message") or "status %d" % self.status
        self._connection.close()
        raise DataApiError("data://%s: %s" % (self._path, message))

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        self._connection.close()
