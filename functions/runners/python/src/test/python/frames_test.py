import unittest

from sluice_runner import frames


class FramesTest(unittest.TestCase):
    """The examples of docs/frames.md, byte for byte."""

    def test_hello_is_that_of_the_page(self):
        head = frames.number(14, 1) + frames.number(15, 1) + frames.number(17, 1000)
        self.assertEqual(
            frames.frame(frames.HELLO, 0, head).hex(),
            "0000001901" "00000d" "0000000000000000" "0e000101" "0f000101" "11000203e8",
        )

    def test_call_is_read_as_the_page_says(self):
        data = bytes.fromhex("00000023020000130000000000000001" "01000573686f7574" "03000101" "020004000074b1" "22686922")
        ((kind, flags, call, head, payload),) = frames.FrameReader().feed(data)
        fields = frames.Head(head)
        self.assertEqual((kind, flags, call, payload), (frames.CALL, 0, 1, b'"hi"'))
        self.assertEqual(fields.text(frames.TARGET), "shout")
        self.assertEqual(fields.number(frames.CONTENT_TYPE, -1), frames.JSON)
        self.assertEqual(fields.number(frames.TIMEOUT, -1), 29873)

    def test_stream_cut_anywhere_gives_the_same_frames(self):
        data = frames.frame(frames.PING, 7) + frames.frame(frames.CALL, 1, frames.text(1, "a"), b"xyz")
        for size in range(1, len(data) + 1):
            reader = frames.FrameReader()
            found = [each for at in range(0, len(data), size) for each in reader.feed(data[at : at + size])]
            self.assertEqual([each[0] for each in found], [frames.PING, frames.CALL], size)
            self.assertEqual(found[1][4], b"xyz")

    def test_frame_with_an_impossible_length_is_refused(self):
        for length in (0, 11, 131084, 0xFFFFFFFF):
            with self.assertRaisesRegex(frames.BrokenFrame, "16 to 131087 bytes"):
                frames.FrameReader().feed(length.to_bytes(4, "big") + bytes(20))

    def test_field_beyond_its_head_is_refused(self):
        for head in (b"\x01", b"\x01\x00\x05ab"):
            with self.assertRaisesRegex(frames.BrokenFrame, "beyond its head"):
                frames.Head(head)

    def test_unknown_field_is_refused_below_128_and_skipped_above(self):
        with self.assertRaisesRegex(frames.BrokenFrame, "field 18 is not one"):
            frames.Head(frames.number(18, 1))
        self.assertEqual(frames.Head(frames.number(200, 1) + frames.text(1, "x")).text(1), "x")

    def test_first_of_two_fields_counts_and_attributes_keep_all_names(self):
        head = frames.Head(
            frames.text(1, "a") + frames.text(1, "b") + frames.attributes({"ce-id": "7", "ce-x": "a=b"})
        )
        self.assertEqual(head.text(1), "a")
        self.assertEqual(head.attributes(), {"ce-id": "7", "ce-x": "a=b"})

    def test_number_that_is_empty_or_too_large_counts_as_absent(self):
        for value in (b"", b"\xff" * 8, b"\x01" * 9):
            head = b"\x02" + len(value).to_bytes(2, "big") + value
            self.assertEqual(frames.Head(head).number(2, -1), -1)


if __name__ == "__main__":
    unittest.main()
