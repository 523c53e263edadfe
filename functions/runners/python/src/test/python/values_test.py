import json
import unittest

import sluice
from sluice_runner import events, failures, frames, payloads


class PayloadsTest(unittest.TestCase):
    def test_input_is_a_value_of_its_kind(self):
        self.assertEqual(payloads.read(frames.JSON, '{"a":[1,null,"ü"]}'.encode()), {"a": [1, None, "ü"]})
        self.assertEqual(payloads.read(frames.TEXT, "ü".encode()), "ü")
        self.assertEqual(payloads.read(frames.BYTES, b"\x00\xff"), b"\x00\xff")

    def test_input_that_is_none_is_an_input_error(self):
        for kind, data, words in (
            (frames.JSON, b"{", "not JSON"),
            (frames.JSON, b"NaN", "not JSON"),
            (frames.JSON, b"", "missing"),
            (frames.TEXT, b"\xff", "not UTF-8"),
            (9, b"", "number 9"),
        ):
            with self.assertRaisesRegex(sluice.AlgorithmError, words) as raised:
                payloads.read(kind, data)
            self.assertEqual(raised.exception.error_type, "InputError")

    def test_result_is_text_bytes_or_json(self):
        self.assertEqual(payloads.write("ü"), (frames.TEXT, "ü".encode()))
        self.assertEqual(payloads.write(bytearray(b"\x01")), (frames.BYTES, b"\x01"))
        self.assertEqual(payloads.write({"a": (1, None)}), (frames.JSON, b'{"a":[1,null]}'))
        self.assertEqual(payloads.write(None), (frames.JSON, b"null"))

    def test_result_that_json_has_no_word_for_is_told(self):
        circle = []
        circle.append(circle)
        for value, words in (({1, 2}, "a set cannot"), (float("nan"), "a float cannot"), (circle, "a list cannot")):
            with self.assertRaisesRegex(sluice.AlgorithmError, words):
                payloads.write(value)


class EventsTest(unittest.TestCase):
    ATTRIBUTES = {
        "ce-specversion": "1.0",
        "ce-id": "7",
        "ce-source": "/s",
        "ce-type": "t",
        "ce-subject": "gr%C3%BCn",
        "ce-shop": "x",
    }

    def test_attributes_become_an_event(self):
        event = events.read(self.ATTRIBUTES, "application/json", {"n": 1})
        self.assertEqual((event.id, event.source, event.type, event.subject), ("7", "/s", "t", "grün"))
        self.assertEqual((event.extensions, event.data), ({"shop": "x"}, {"n": 1}))

    def test_call_without_attributes_is_no_event(self):
        self.assertIsNone(events.read({}, "application/json", 1))

    def test_event_goes_out_as_it_came(self):
        kind, data, attributes = events.write(events.read(self.ATTRIBUTES, "application/json", {"n": 1}))
        self.assertEqual((kind, data, attributes), (frames.JSON, b'{"n":1}', self.ATTRIBUTES))

    def test_event_without_an_id_gets_one(self):
        _, _, attributes = events.write(sluice.Event("t", "s"))
        self.assertTrue(attributes["ce-id"])

    def test_event_without_data_has_no_payload(self):
        self.assertEqual(events.write(sluice.Event("t", "s"))[:2], (frames.VOID, b""))

    def test_content_type_that_calls_do_not_carry_is_an_attribute(self):
        kind, data, attributes = events.write(sluice.Event("t", "s", "<a/>", datacontenttype="application/xml"))
        self.assertEqual((kind, data, attributes["ce-datacontenttype"]), (frames.BYTES, b"<a/>", "application/xml"))


class Grumpy(Exception):
    def __str__(self):
        raise RuntimeError("no text")


def author(error):
    raise error


class FailuresTest(unittest.TestCase):
    def failure(self, error):
        try:
            author(error)
        except BaseException as thrown:
            return json.loads(failures.as_json(thrown))

    def test_failure_has_message_type_and_the_line_that_raised(self):
        failure = self.failure(ValueError("wrong"))
        self.assertEqual((failure["message"], failure["errorType"]), ("wrong", "AlgorithmError"))
        self.assertIn("in author\n    raise error", failure["stacktrace"])
        self.assertTrue(failure["stacktrace"].endswith("ValueError: wrong\n"))

    def test_error_without_a_text_is_named_by_its_type(self):
        self.assertEqual(self.failure(KeyError())["message"], "KeyError")

    def test_error_type_is_the_authors_where_there_is_one(self):
        self.assertEqual(self.failure(sluice.AlgorithmError("x", "InputError"))["errorType"], "InputError")
        self.assertEqual(self.failure(MemoryError())["errorType"], "OutOfMemoryError")

    def test_error_whose_text_fails_is_told_all_the_same(self):
        self.assertIn("Grumpy", self.failure(Grumpy())["message"])

    def test_runners_own_frames_are_left_out(self):
        try:
            payloads.write({1})
        except sluice.AlgorithmError as thrown:
            self.assertNotIn("payloads.py", failures.stack(thrown))

    def test_long_stack_keeps_its_end(self):
        stack = self.failure(ValueError("x" * 100_000))["stacktrace"]
        self.assertLess(len(stack), 40_000)
        self.assertTrue(stack.startswith("...") and stack.endswith("xxx\n"))


if __name__ == "__main__":
    unittest.main()
