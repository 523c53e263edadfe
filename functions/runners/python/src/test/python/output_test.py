import os
import threading
import unittest

from sluice_runner.output import Lines


class LinesTest(unittest.TestCase):
    def setUp(self):
        reading, writing = os.pipe()
        self.addCleanup(os.close, reading)
        self.reading, self.writing = reading, writing
        self.lines = Lines(writing, "<stdout>")

    def written(self):
        os.close(self.writing)
        text = b""
        while True:
            part = os.read(self.reading, 65536)
            if not part:
                return text.decode()
            text += part

    def test_lines_of_threads_do_not_mix(self):
        begun = threading.Barrier(2)

        def write(word):
            print(word, end=" ", file=self.lines)
            begun.wait(10)
            print(word, file=self.lines)

        threads = [threading.Thread(target=write, args=(word,)) for word in ("one", "two")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(sorted(self.written().splitlines()), ["one one", "two two"])

    def test_half_a_line_waits_for_its_end(self):
        self.lines.write("half")
        self.lines.flush()
        self.lines.end_line()
        self.lines.end_line()
        self.assertEqual(self.written(), "half\n")

    def test_what_utf_8_has_no_bytes_for_is_written_all_the_same(self):
        print("\ud800", file=self.lines)
        self.lines.buffer.write(b"raw\n")
        self.lines.reconfigure(line_buffering=True)
        self.assertEqual(self.written(), "\\ud800\nraw\n")


if __name__ == "__main__":
    unittest.main()
