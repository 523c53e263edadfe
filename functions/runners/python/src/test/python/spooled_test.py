import http.server
import io
import json
import os
import threading
import unittest
from typing import BinaryIO

from serving_test import Served
from sluice_runner import frames, function

LARGE = bytes(range(256)) * 1000


class Payloads(http.server.BaseHTTPRequestHandler):
    """The runtime's payloads: has one by the name 'input', and takes results; each for the call with the token."""

    def _is_ours(self, path):
        if self.headers["sluice-token"] == "token-1" and self.path == "/x/secret/v1/payload" + path:
            return True
        self.send_response(404)
        self.send_header("X-Error-Message", "this call has no payload of that name")
        self.end_headers()
        return False

    def do_GET(self):
        if self._is_ours("/input"):
            self.send_response(200)
            self.send_header("Content-Length", str(len(LARGE)))
            self.end_headers()
            self.wfile.write(LARGE)

    def do_POST(self):
        if self._is_ours(""):
            taken = b""
            while size := int(self.rfile.readline() or "0", 16):  # Nothing comes of a sender that has broken off.
                taken += self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
            self.server.taken = taken
            self.send_response(201)
            self.send_header("Location", "/v1/payload/made")
            self.end_headers()

    def log_message(self, *arguments):
        pass


class SpooledTest(Served):
    def setUp(self):
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Payloads)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)
        before = os.environ.get("SLUICE_API")
        self.addCleanup(lambda: os.environ.pop("SLUICE_API") if before is None else os.environ.update(SLUICE_API=before))
        os.environ["SLUICE_API"] = "http://127.0.0.1:%d/x/secret" % self.server.server_port

    def called(self, apply, payload=b"", reference="input", streams=False):
        """The answer's kind, what it refers to, and its payload."""
        runtime = self.serve(apply)
        self.serving._function.streams = streams
        runtime.greet()
        more = frames.text(frames.TOKEN, "token-1")
        if reference is not None:
            more += frames.text(frames.REFERENCE, reference)
        runtime.call(1, payload, frames.BYTES, more)
        kind, _, _, head, payload = runtime.take()
        return kind, frames.Head(head).text(frames.REFERENCE), payload

    def test_function_that_takes_a_file_reads_the_input_as_it_comes(self):
        def apply(input):
            self.assertEqual(input.read(1000), LARGE[:1000])
            return len(input.read())

        self.assertEqual(self.called(apply, streams=True), (frames.RESULT, None, b"255000"))

    def test_function_that_takes_a_file_is_given_one_of_a_small_input_too(self):
        answer = self.called(lambda input: input.read().decode(), b"abc", None, streams=True)
        self.assertEqual(answer, (frames.RESULT, None, b"abc"))

    def test_other_functions_get_the_whole(self):
        async def later(input):
            return input == LARGE

        self.assertEqual(self.called(lambda input: input == LARGE), (frames.RESULT, None, b"true"))
        self.assertEqual(self.called(later), (frames.RESULT, None, b"true"))

    def test_result_that_is_a_file_is_handed_in_and_closed(self):
        files = [io.BytesIO(LARGE), io.BytesIO(LARGE)]

        async def later(input):
            return files[1]

        for apply, file in ((lambda input: files[0], files[0]), (later, files[1])):
            self.server.taken = None
            self.assertEqual(self.called(apply, b"1", None), (frames.RESULT, "made", b""))
            self.assertEqual(self.server.taken, LARGE)
            self.assertTrue(file.closed)

    def test_input_that_is_not_there_is_a_failure_in_the_runtimes_words(self):
        kind, _, payload = self.called(lambda input: 1, reference="other")
        self.assertEqual(kind, frames.FAILURE)
        self.assertIn("this call has no payload of that name", json.loads(payload)["message"])
        self.assertNotIn("secret", json.loads(payload)["message"])

    def test_file_that_breaks_is_a_failure_in_its_words(self):
        class Broken:
            def read(self, size):
                raise OSError("the source is gone")

        kind, _, payload = self.called(lambda input: Broken(), b"1", None)
        self.assertEqual((kind, json.loads(payload)["message"]), (frames.FAILURE, "the source is gone"))


class AnnotationTest(unittest.TestCase):
    def test_function_takes_a_file_where_its_input_is_annotated_so(self):
        def plain(input): ...
        def text(input: str): ...
        def file(input: BinaryIO): ...
        def raw(input: io.RawIOBase): ...
        def late(input: "typing.BinaryIO"): ...  # noqa: F821, as with postponed annotations
        def second(input, context: BinaryIO): ...

        found = [function._streams(each, ["input", "context"]) for each in (plain, text, file, raw, late, second)]
        self.assertEqual(found, [False, False, True, True, True, False])

    def test_async_function_that_takes_a_file_is_refused(self):
        async def apply(input: BinaryIO): ...

        with self.assertRaisesRegex(function.NotAFunction, "must not be async"):
            function._checked(".", "e", "main.py", None, "apply", apply)


if __name__ == "__main__":
    unittest.main()
