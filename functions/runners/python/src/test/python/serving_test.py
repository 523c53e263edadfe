import asyncio
import json
import os
import socket
import sys
import threading
import unittest

import sluice
from sluice_runner import frames, hooks
from sluice_runner.connection import Connection
from sluice_runner.function import Function, _is_async
from sluice_runner.serving import Serving

LIMIT = 10


class Runtime:
    """The runtime's end of a connection."""

    def __init__(self, sock):
        self._socket = sock
        self._socket.settimeout(LIMIT)
        self._reader = frames.FrameReader()
        self._frames = []

    def send(self, kind, call, head=b"", payload=b"", flags=0):
        self._socket.sendall(frames.frame(kind, call, head, payload, flags))

    def take(self):
        """The next frame; None at the end of the connection."""
        while not self._frames:
            data = self._socket.recv(65536)
            if not data:
                return None
            self._frames += self._reader.feed(data)
        return self._frames.pop(0)

    def greet(self):
        self.send(frames.HELLO, 0, frames.number(frames.FIRST_VERSION, 1) + frames.number(frames.LAST_VERSION, 1))
        assert self.take()[0] == frames.HELLO

    def call(self, number, payload, kind=frames.JSON, more=b"", flags=0):
        head = frames.text(frames.TARGET, "f") + frames.number(frames.CONTENT_TYPE, kind)
        self.send(frames.CALL, number, head + more, payload, flags)

    def answer(self):
        """Kind, call and payload of the next answer, gathered with credit where it comes in pieces."""
        kind, flags, call, head, payload = self.take()
        while flags == frames.MORE:
            _, flags, of, _, piece = self.take()
            assert of == call
            payload += piece
            if piece:
                self.send(frames.WINDOW, call, frames.number(frames.CREDIT, len(piece)))
        return kind, call, payload

    def close(self):
        self._socket.close()


class Served(unittest.TestCase):
    def serve(self, apply, concurrency=4, takes=None, load=None):
        """A runtime that is connected to an instance with that function."""
        function = Function("f", apply, load, takes, _is_async(apply))
        self.serving = Serving(function, concurrency)
        self.serving.start()
        if self.serving._loop is not None:
            self.addCleanup(self.serving._loop.call_soon_threadsafe, self.serving._loop.stop)
        here, there = socket.socketpair()
        connection = Connection(there, self.serving)
        self.serving.opened(connection)
        self.thread = threading.Thread(target=connection.serve, daemon=True)
        self.thread.start()
        runtime = Runtime(here)
        self.addCleanup(self.thread.join, LIMIT)
        self.addCleanup(runtime.close)
        return runtime

    def greeted(self, *arguments, **named):
        runtime = self.serve(*arguments, **named)
        runtime.greet()
        return runtime


class ServingTest(Served):
    def test_call_is_answered_with_the_functions_result(self):
        runtime = self.greeted(lambda input: {"got": input})
        runtime.call(1, b"[1]")
        self.assertEqual(runtime.answer(), (frames.RESULT, 1, b'{"got":[1]}'))

    def test_error_is_a_failure_and_the_next_call_goes_on(self):
        runtime = self.greeted(lambda input: 1 // input)
        runtime.call(1, b"0")
        kind, call, payload = runtime.answer()
        self.assertEqual((kind, call), (frames.FAILURE, 1))
        self.assertEqual(json.loads(payload)["message"], "integer division or modulo by zero")
        runtime.call(3, b"1")
        self.assertEqual(runtime.answer(), (frames.RESULT, 3, b"1"))

    def test_sys_exit_is_a_failure_of_that_call(self):
        runtime = self.greeted(lambda input: sys.exit(3))
        runtime.call(1, b"0")
        self.assertEqual(json.loads(runtime.answer()[2])["errorType"], "SystemExit")

    def test_calls_at_once_run_at_once(self):
        together = threading.Barrier(3, timeout=LIMIT)
        runtime = self.greeted(lambda input: together.wait() >= 0, concurrency=3)
        for call in (1, 3, 5):
            runtime.call(call, b"0")
        self.assertEqual({runtime.answer() for _ in range(3)}, {(frames.RESULT, c, b"true") for c in (1, 3, 5)})

    def test_async_function_is_awaited_and_calls_share_one_loop(self):
        together = []

        async def apply(input):
            together.append(asyncio.get_running_loop())
            while len(together) < 2:
                await asyncio.sleep(0)
            return len(set(together))

        runtime = self.greeted(apply)
        runtime.call(1, b"0")
        runtime.call(3, b"0")
        self.assertEqual({runtime.answer()[2] for _ in range(2)}, {b"1"})

    def test_load_that_is_async_has_run_before_any_call(self):
        loaded = []

        async def load():
            await asyncio.sleep(0)
            loaded.append(1)

        self.serve(lambda input: loaded, load=load)
        self.assertEqual(loaded, [1])

    def test_large_input_and_answer_go_in_pieces(self):
        runtime = self.greeted(lambda input: input + input)
        text = b"x" * 300_000
        runtime.call(1, text[:1000], frames.TEXT, flags=frames.MORE)
        credit, sent = 262144 - 1000, 1000
        while sent < len(text):
            while credit == 0:
                _, _, _, head, _ = runtime.take()
                credit += frames.Head(head).number(frames.CREDIT, 0)
            count = min(65536, credit, len(text) - sent)
            last = sent + count == len(text)
            runtime.send(frames.CHUNK, 1, b"", text[sent : sent + count], 0 if last else frames.MORE)
            credit, sent = credit - count, sent + count
        kind = call = payload = None
        while kind != frames.RESULT:
            frame = runtime.take()
            kind = frame[0]
        runtime._frames.insert(0, frame)
        self.assertEqual(runtime.answer(), (frames.RESULT, 1, text * 2))

    def test_answer_waits_for_credit_and_cancel_breaks_it_off(self):
        runtime = self.greeted(lambda input: "x" * 1_000_000)
        runtime.call(1, b"0")
        taken = 0
        while taken < 262144:
            taken += len(runtime.take()[4])
        runtime.send(frames.CANCEL, 1)
        kind, flags, call, _, _ = runtime.take()
        self.assertEqual((kind, flags, call, taken), (frames.CHUNK, frames.ABORT, 1, 262144))

    def test_cancelled_function_is_interrupted_and_still_owes_an_empty_answer(self):
        running, ended = threading.Event(), threading.Event()

        def apply(input):
            if input:
                return input
            try:
                running.set()
                while True:
                    ended.wait(0.001)
            finally:
                ended.set()

        runtime = self.greeted(apply, concurrency=1)
        runtime.call(1, b"0")
        self.assertTrue(running.wait(LIMIT))
        runtime.send(frames.CANCEL, 1)
        self.assertEqual(runtime.answer(), (frames.FAILURE, 1, b""))
        self.assertTrue(ended.is_set())
        runtime.call(3, b"7")
        self.assertEqual(runtime.answer(), (frames.RESULT, 3, b"7"))

    def test_cancelled_async_function_sees_its_cancellation(self):
        seen = threading.Event()

        async def apply(input):
            try:
                await asyncio.sleep(LIMIT * 10)
            except asyncio.CancelledError:
                seen.set()
                raise

        runtime = self.greeted(apply)
        runtime.call(1, b"0")
        runtime.send(frames.CANCEL, 1)
        self.assertEqual(runtime.answer(), (frames.FAILURE, 1, b""))

    def test_nested_call_goes_out_with_its_parent_and_comes_back(self):
        runtime = self.greeted(lambda input: sluice.call("demo/other", [input]))
        runtime.call(1, b"5", more=frames.text(frames.TRACE_PARENT, "00-a"))
        kind, _, call, head, payload = runtime.take()
        fields = frames.Head(head)
        self.assertEqual((kind, call, payload), (frames.CALL, 2, b"[5]"))
        self.assertEqual(fields.text(frames.TARGET), "demo/other")
        self.assertEqual(fields.number(frames.PARENT, 0), 1)
        self.assertEqual(fields.text(frames.TRACE_PARENT), "00-a")
        runtime.send(frames.RESULT, 2, frames.number(frames.CONTENT_TYPE, frames.TEXT), b"six")
        self.assertEqual(runtime.answer(), (frames.RESULT, 1, b"six"))

    def test_nested_calls_of_async_functions_wait_together(self):
        async def apply(input):
            calls = [sluice.call_async("demo/other", each) for each in range(40)]
            return sum(await asyncio.gather(*calls))

        runtime = self.greeted(apply)
        runtime.call(1, b"0")
        taken = [runtime.take() for _ in range(40)]
        for _, _, call, _, payload in taken:
            runtime.send(frames.RESULT, call, frames.number(frames.CONTENT_TYPE, frames.JSON), payload)
        self.assertEqual(runtime.answer(), (frames.RESULT, 1, b"780"))

    def test_cancelled_async_call_gives_up_its_nested_call(self):
        async def apply(input):
            return await sluice.call_async("demo/other", input)

        runtime = self.greeted(apply)
        runtime.call(1, b"5")
        self.assertEqual(runtime.take()[0], frames.CALL)
        runtime.send(frames.CANCEL, 1)
        self.assertEqual({runtime.take()[:3], runtime.take()[:3]}, {(frames.CANCEL, 0, 2), (frames.FAILURE, 0, 1)})

    def test_nested_call_that_fails_raises_what_failed(self):
        def apply(input):
            try:
                sluice.call("demo/other", input)
            except sluice.AlgorithmFailure as failure:
                return [failure.function, str(failure), failure.error_type, failure.status]

        runtime = self.greeted(apply)
        runtime.call(1, b"5")
        runtime.take()
        runtime.send(frames.FAILURE, 2, frames.number(frames.STATUS, 503), b'{"message":"busy","errorType":"E"}')
        self.assertEqual(json.loads(runtime.answer()[2]), ["demo/other", "demo/other: busy", "E", 503])

    def test_cancelled_call_gives_up_its_nested_call(self):
        runtime = self.greeted(lambda input: sluice.call("demo/other", input))
        runtime.call(1, b"5")
        self.assertEqual(runtime.take()[0], frames.CALL)
        runtime.send(frames.CANCEL, 1)
        self.assertEqual({runtime.take()[:3], runtime.take()[:3]}, {(frames.CANCEL, 0, 2), (frames.FAILURE, 0, 1)})

    def test_nested_calls_in_progress_fail_when_the_connection_ends(self):
        told = []
        ended = threading.Event()

        def apply(input):
            try:
                sluice.call("demo/other", input)
            except BaseException as failure:
                told.append(str(failure))
                ended.set()
                raise

        runtime = self.greeted(apply)
        runtime.call(1, b"5")
        runtime.take()
        runtime.close()
        self.assertTrue(ended.wait(LIMIT))
        self.thread.join(LIMIT)

    def test_context_tells_about_the_call(self):
        runtime = self.greeted(lambda input, context: [context.invocation(), context.remaining() <= 5], takes="context")
        runtime.call(1, b"0", more=frames.text(frames.INVOCATION, "req-1") + frames.number(frames.TIMEOUT, 5000))
        self.assertEqual(runtime.answer()[2], b'["req-1",true]')

    def test_event_comes_in_and_goes_out(self):
        runtime = self.greeted(lambda input, event: sluice.Event("re." + event.type, "s", input), takes="event")
        attributes = {"ce-specversion": "1.0", "ce-id": "7", "ce-type": "t", "ce-source": "s"}
        runtime.call(1, b"0", more=frames.attributes(attributes))
        _, _, _, head, payload = runtime.take()
        self.assertEqual((frames.Head(head).attributes()["ce-type"], payload), ("re.t", b"0"))

    def test_ping_is_answered_while_a_function_runs(self):
        go = threading.Event()
        self.addCleanup(go.set)
        runtime = self.greeted(lambda input: go.wait(LIMIT))
        runtime.call(1, b"0")
        runtime.send(frames.PING, 9)
        self.assertEqual(runtime.take()[:3], (frames.PONG, 0, 9))

    def test_finish_says_goodbye_and_waits_for_what_is_in_progress(self):
        go = threading.Event()
        runtime = self.greeted(lambda input: go.wait(LIMIT))
        runtime.call(1, b"0")
        runtime.send(frames.PING, 5)
        runtime.take()
        finished = []
        finishing = threading.Thread(target=lambda: finished.append(self.serving.finish("ends", LIMIT)))
        finishing.start()
        self.assertEqual([runtime.take()[0], runtime.take()[0]], [frames.GOODBYE, frames.PING])
        runtime.send(frames.PONG, 1)
        go.set()
        self.assertEqual(runtime.answer()[:2], (frames.RESULT, 1))
        self.assertIsNone(runtime.take())
        finishing.join(LIMIT)
        self.assertEqual(finished, [True])

    def test_broken_rules_end_the_connection_with_words(self):
        # The call that is in progress then must not answer by chance before, or after, the words.
        go = threading.Event()
        self.addCleanup(go.set)
        for name, send, words in (
            ("no hello", lambda r: r.send(frames.PING, 0), "first frame must be a HELLO"),
            ("other version", lambda r: r.send(frames.HELLO, 0, frames.number(14, 2) + frames.number(15, 3)), "versions 2 to 3"),
            ("even id", lambda r: (r.greet(), r.call(2, b"0")), "id 2"),
            ("id again", lambda r: (r.greet(), r.call(3, b"0"), r.call(3, b"0")), "id 3"),
            ("unknown kind", lambda r: (r.greet(), r.send(11, 0)), "kind 11"),
            ("flags", lambda r: (r.greet(), r.send(frames.PING, 0, flags=1)), "flags 1"),
        ):
            with self.subTest(name):
                runtime = self.serve(lambda input: go.wait(LIMIT))
                send(runtime)
                frame = runtime.take()
                while frame is not None and frame[0] != frames.GOODBYE:
                    frame = runtime.take()
                self.assertIn(words, frames.Head(frame[3]).text(frames.REASON))
                self.assertIsNone(runtime.take())


class HooksTest(Served):
    """Which requests to the runtime's own address hand back the call that they are made in."""

    def setUp(self):
        hooks.install()
        listener = socket.socket()
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        self.addCleanup(listener.close)
        self.requests = []
        self.server = threading.Thread(target=self.answer_all, args=(listener,), daemon=True)
        self.server.start()
        self.port = listener.getsockname()[1]
        os.environ["SLUICE_API"] = "http://127.0.0.1:%d/x/secret" % self.port
        self.addCleanup(os.environ.pop, "SLUICE_API")

    def answer_all(self, listener):
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                data = b""
                while b"\r\n\r\n" not in data:
                    data += connection.recv(65536)
                self.requests.append(data.decode().lower())
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok")

    def get(self, path="/x/secret/v1/algo/a/b", host="127.0.0.1", headers=None):
        from urllib.request import Request, urlopen

        with urlopen(Request("http://%s:%d%s" % (host, self.port, path), headers=headers or {})) as answer:
            return answer.read().decode()

    def called(self, function):
        runtime = self.greeted(function)
        runtime.call(1, b"0", more=frames.text(frames.INVOCATION, "req-1") + frames.text(frames.TOKEN, "token-1"))
        self.assertEqual(runtime.answer()[0], frames.RESULT)

    def test_request_in_a_call_hands_it_back(self):
        self.called(lambda input: self.get())
        self.assertIn("sluice-token: token-1\r\n", self.requests[0])

    def test_request_from_threads_of_the_call_hands_it_back(self):
        def apply(input):
            from concurrent.futures import ThreadPoolExecutor

            with ThreadPoolExecutor(1) as pool:
                pool.submit(self.get).result()
            thread = threading.Thread(target=self.get)
            thread.start()
            thread.join()

        self.called(apply)
        self.assertEqual(len([each for each in self.requests if "sluice-token: token-1\r\n" in each]), 2)

    def test_request_elsewhere_or_outside_of_a_call_says_nothing(self):
        self.get()
        self.called(lambda input: self.get(host="localhost"))
        self.assertEqual([each for each in self.requests if "sluice-token" in each], [])

    def test_token_that_the_author_passes_on_is_left_alone(self):
        self.called(lambda input: self.get(headers={"sluice-token": "other"}))
        self.assertIn("sluice-token: other\r\n", self.requests[0])
        self.assertNotIn("token-1", self.requests[0])

    def test_address_that_a_module_noted_in_a_fork_server_leads_to_the_instances_own(self):
        hooks.placeholder_path = "/x/fork-server"
        self.addCleanup(setattr, hooks, "placeholder_path", None)
        self.called(lambda input: self.get("/x/fork-server/v1/algo/a/b"))
        self.assertTrue(self.requests[0].startswith("get /x/secret/v1/algo/a/b "))


if __name__ == "__main__":
    unittest.main()
