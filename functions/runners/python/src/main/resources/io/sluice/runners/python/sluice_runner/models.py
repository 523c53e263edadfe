"""The state that an algorithm's ``load(state)`` is given: what its author puts there, and the models of its manifest."""

import hashlib
import json
import os

_MANIFEST = "model_manifest.json"
_FROZEN = _MANIFEST + ".freeze"


class Models:
    """A mapping for the author; ``get_model`` names the local file of a model that the manifest lists."""

    def __init__(self, client):
        self.client = client
        self.models = {}
        self._own = {}
        self.manifest_data = _manifest()

    def __getitem__(self, key):
        return self._own[key]

    def __setitem__(self, key, value):
        self._own[key] = value

    def __contains__(self, key):
        return key in self._own

    def data(self):
        """What the author has put there."""
        return dict(self._own)

    def available(self):
        """Whether the package has a manifest of models."""
        return self.manifest_data is not None

    def get_model(self, name):
        """The path of a model's file, fetched when it is first asked for."""
        if not self.available():
            raise Exception("unable to get model %s, %s not found." % (name, _MANIFEST))
        if name not in self.models:
            self.models[name] = self._fetch(name)
        return self.models[name]

    def _fetch(self, name):
        listed = self.manifest_data.get("required_files", []) + self.manifest_data.get("optional_files", [])
        found = next((each for each in listed if each["name"] == name), None)
        if found is None:
            raise Exception("model name %s not found in manifest" % name)
        if self.client is None:
            import Algorithmia

            self.client = Algorithmia.client()
        path = self.client.file(found["source_uri"]).getFile().name
        expected = found.get("md5_checksum")
        if found.get("fail_on_tamper", False) and expected != _md5(path):
            raise Exception(
                "Model File Mismatch for %s\nexpected hash: %s\nreal hash: %s" % (name, expected, _md5(path))
            )
        return path


def _manifest():
    if os.path.exists(_FROZEN):
        with open(_FROZEN) as file:
            manifest = json.load(file)
        locked = manifest.pop("lock_checksum", None)
        if locked != hashlib.md5(str(manifest).encode()).hexdigest():
            raise Exception("%s was changed after it was frozen; freeze it again" % _FROZEN)
        return manifest
    if os.path.exists(_MANIFEST):
        with open(_MANIFEST) as file:
            return json.load(file)
    return None


def _md5(path):
    digest = hashlib.md5()
    with open(path, "rb") as file:
        for block in iter(lambda: file.read(65536), b""):
            digest.update(block)
    return digest.hexdigest()
