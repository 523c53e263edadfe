import asyncio
import json
import threading
import unittest

import sluice
from serving_test import LIMIT, Served
from sluice_runner import frames

ROOM = 3


class ItemsTest(Served):
    """Functions that yield: what goes to the runtime, and when."""

    def begin(self, apply, room=ROOM, **named):
        runtime = self.greeted(apply, **named)
        runtime.call(1, b"5", more=frames.number(frames.ITEMS, room))
        return runtime

    def take(self, runtime):
        """Kind, flags and payload of the next frame, and how many items its head names."""
        kind, flags, call, head, payload = runtime.take()
        self.assertEqual(call, 1)
        return kind, flags, payload, frames.Head(head).number(frames.ITEMS, None)

    def item(self, runtime):
        kind, flags, payload, _ = self.take(runtime)
        self.assertEqual((kind, flags), (frames.ITEM, 0))
        return payload

    def taken(self, runtime, count):
        runtime.send(frames.TAKEN, 1, frames.number(frames.ITEMS, count))

    def test_items_go_out_as_they_are_made_and_the_result_counts_them(self):
        go = threading.Event()

        def apply(input):
            yield {"n": input}
            go.wait(LIMIT)
            yield "text"

        runtime = self.begin(apply)
        self.assertEqual(self.item(runtime), b'{"n":5}')
        go.set()
        self.assertEqual(self.item(runtime), b"text")
        self.assertEqual(self.take(runtime), (frames.RESULT, 0, b"", 2))

    def test_async_generator_is_awaited_item_by_item(self):
        async def apply(input):
            for each in range(input):
                await asyncio.sleep(0)
                yield each

        runtime = self.begin(apply)
        self.assertEqual([self.item(runtime) for _ in range(ROOM)], [b"0", b"1", b"2"])
        self.taken(runtime, 2)
        self.assertEqual([self.item(runtime) for _ in range(2)], [b"3", b"4"])
        self.assertEqual(self.take(runtime), (frames.RESULT, 0, b"", 5))

    def test_function_waits_where_there_is_no_room(self):
        made = []

        def apply(input):
            for each in range(100):
                made.append(each)
                yield each

        runtime = self.begin(apply)
        for _ in range(ROOM):
            self.item(runtime)
        runtime.send(frames.PING, 0)
        self.assertEqual(runtime.take()[0], frames.PONG)
        self.assertLessEqual(len(made), ROOM + 1)
        self.taken(runtime, 1)
        self.assertEqual(self.item(runtime), b"3")

    def test_iterator_without_items_is_an_empty_list(self):
        self.assertEqual(self.take(self.begin(lambda input: iter(()))), (frames.RESULT, 0, b"", 0))

    def test_large_item_goes_in_pieces_each_of_which_takes_room(self):
        runtime = self.begin(lambda input: iter([b"x" * 150_000]), room=2)
        self.assertEqual([self.take(runtime)[1] for _ in range(2)], [frames.MORE] * 2)
        self.taken(runtime, 1)
        kind, flags, payload, _ = self.take(runtime)
        self.assertEqual((kind, flags, len(payload)), (frames.ITEM, 0, 150_000 - 2 * 65536))
        self.assertEqual(self.take(runtime)[3], 1)

    def test_error_after_items_is_a_failure(self):
        def apply(input):
            yield 1
            raise ValueError("midway")

        runtime = self.begin(apply)
        self.item(runtime)
        kind, _, payload, _ = self.take(runtime)
        self.assertEqual((kind, json.loads(payload)["message"]), (frames.FAILURE, "midway"))

    def test_cancelled_generator_that_waits_for_room_is_closed(self):
        closed = threading.Event()

        def apply(input):
            try:
                while True:
                    yield input
            finally:
                closed.set()

        runtime = self.begin(apply, concurrency=1)
        for _ in range(ROOM):
            self.item(runtime)
        runtime.send(frames.CANCEL, 1)
        self.assertEqual(runtime.answer(), (frames.FAILURE, 1, b""))
        self.assertTrue(closed.wait(LIMIT))

    def test_cancelled_generator_that_runs_is_interrupted(self):
        running, ended = threading.Event(), threading.Event()

        def apply(input):
            yield 1
            try:
                running.set()
                while True:
                    ended.wait(0.001)
            finally:
                ended.set()

        runtime = self.begin(apply, concurrency=1)
        self.item(runtime)
        self.assertTrue(running.wait(LIMIT))
        runtime.send(frames.CANCEL, 1)
        self.assertEqual(runtime.answer(), (frames.FAILURE, 1, b""))
        self.assertTrue(ended.is_set())

    def test_cancelled_async_generator_is_closed(self):
        closed = threading.Event()

        async def apply(input):
            try:
                while True:
                    yield input
            finally:
                closed.set()

        runtime = self.begin(apply)
        for _ in range(ROOM):
            self.item(runtime)
        runtime.send(frames.CANCEL, 1)
        self.assertEqual(runtime.answer(), (frames.FAILURE, 1, b""))
        self.assertTrue(closed.wait(LIMIT))

    def test_nested_call_between_items_belongs_to_the_call(self):
        def apply(input):
            yield sluice.call("demo/other", input)

        runtime = self.begin(apply)
        kind, _, call, head, _ = runtime.take()
        self.assertEqual((kind, frames.Head(head).number(frames.PARENT, 0)), (frames.CALL, 1))
        runtime.send(frames.RESULT, call, frames.number(frames.CONTENT_TYPE, frames.JSON), b"6")
        self.assertEqual(self.item(runtime), b"6")

    def test_runtime_that_takes_no_items_is_told_what_to_return(self):
        runtime = self.greeted(lambda input: iter([1]))
        runtime.call(1, b"5")
        self.assertIn("return a list", json.loads(runtime.answer()[2])["message"])


if __name__ == "__main__":
    unittest.main()
