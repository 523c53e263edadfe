import unittest

from summarize import apply, sentences

TEXT = """The dam holds back the river in winter. When the snow melts, the river rises, and the dam opens its gates.
Dr. Hill measures the river every day. Her cat is called Otto.

Gates that open before the river rises keep the valley dry. The valley's farmers know the dam and its gates well."""


class SummarizeTest(unittest.TestCase):
    def test_sentences_of_a_text_end_where_they_should(self):
        self.assertEqual(
            sentences('Dr. Hill left. "Did she?" Yes!\n\nA heading\n\nIt was 3.5 m.'),
            ["Dr. Hill left.", '"Did she?"', "Yes!", "A heading", "It was 3.5 m."],
        )

    def test_summary_has_the_central_sentences_in_their_order(self):
        result = apply({"text": TEXT, "sentences": 2})

        self.assertEqual(result["of"], 6)
        self.assertEqual(len(result["sentences"]), 2)
        self.assertTrue(all("gates" in sentence.lower() for sentence in result["sentences"]), result)
        self.assertLess(*(TEXT.replace("\n", " ").index(sentence) for sentence in result["sentences"]))

    def test_sentence_about_something_else_comes_last(self):
        self.assertNotIn("Otto", apply({"text": TEXT, "sentences": 5})["summary"])

    def test_short_text_comes_back_whole(self):
        self.assertEqual(apply("One sentence.")["summary"], "One sentence.")

    def test_empty_text_has_an_empty_summary(self):
        self.assertEqual(apply(""), {"summary": "", "sentences": [], "of": 0})

    def test_wrong_count_is_refused(self):
        for count in (0, -1, "3", True, 1.5):
            with self.assertRaisesRegex(ValueError, "'sentences' must be"):
                apply({"text": "A.", "sentences": count})

    def test_input_without_text_is_refused(self):
        with self.assertRaisesRegex(ValueError, "must be a text"):
            apply([1])


if __name__ == "__main__":
    unittest.main()
