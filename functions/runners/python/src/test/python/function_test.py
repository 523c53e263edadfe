import os
import sys
import tempfile
import textwrap
import unittest

from sluice_runner import check, failures, function


class PackageTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = folder.name
        self.addCleanup(self.forget, list(sys.path), set(sys.modules), sys.dont_write_bytecode)

    @staticmethod
    def forget(path, modules, bytecode):
        sys.path[:] = path
        sys.dont_write_bytecode = bytecode
        for name in set(sys.modules) - modules:
            del sys.modules[name]

    def file(self, name, text="def apply(input): return input\n"):
        path = os.path.join(self.root, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w") as out:
            out.write(textwrap.dedent(text))

    def find(self, entry):
        failures.show_paths_below(self.root)
        function.extend_path(self.root, "")
        return function.find(self.root, entry)


class FindTest(PackageTest):
    def test_function_is_found_by_each_of_its_names(self):
        for file, entry in (
            ("src/Hello.py", "Hello"),
            ("word_count.py", "word-count"),
            ("main.py", "anything"),
            ("src/main.py", "anything"),
            ("pack/__init__.py", "pack"),
            ("a/b.py", "a.b.apply"),
            ("src/Name.py", "src.Name.apply"),
            ("src/other.py", "other.apply"),
            ("src/mod.py", "src.mod"),
        ):
            with self.subTest(file=file, entry=entry):
                self.setUp()
                self.file(file)
                self.assertEqual(self.find(entry).apply(7), 7)
                self.doCleanups()

    def test_function_of_the_entry_points_name_in_main_comes_before_apply(self):
        self.file("main.py", "def shout(input): return 'shout'\ndef apply(input): return 'apply'\n")
        self.assertEqual(self.find("shout").apply(1), "shout")

    def test_load_async_and_second_argument_are_seen(self):
        self.file("main.py", "def load(): pass\nasync def apply(input, context): pass\n")
        found = self.find("x")
        self.assertTrue(found.is_async and found.load)
        self.assertEqual(found.takes, "context")

    def test_object_that_can_be_called_is_a_function_too(self):
        self.file("main.py", "class A:\n  def __call__(self, input, event=None): return input\napply = A()\n")
        self.assertEqual(self.find("x").takes, "event")

    def test_package_without_the_module_says_where_it_was_looked_for(self):
        with self.assertRaisesRegex(function.NotAFunction, r"none of src/word_count.py, word_count.py and main.py"):
            self.find("word-count")

    def test_module_without_the_function_says_what_it_lacks(self):
        self.file("main.py", "x = 1\n")
        with self.assertRaisesRegex(function.NotAFunction, r"main.py has no function shout or apply"):
            self.find("shout")

    def test_wrong_arguments_are_told_with_file_and_line(self):
        for arguments in ("", "a, b", "input, context, more", "*, input", "input, *, key"):
            with self.subTest(arguments=arguments):
                self.setUp()
                self.file("main.py", "\ndef apply(%s): pass\n" % arguments)
                with self.assertRaisesRegex(function.NotAFunction, r"^main.py:2: apply\(.* must take the input"):
                    self.find("x")
                self.doCleanups()

    def test_right_arguments_are_taken(self):
        for arguments in ("input", "a", "*a", "input, context", "input, event", "input, more=1", "input, *, k=1, **kw"):
            with self.subTest(arguments=arguments):
                self.setUp()
                self.file("main.py", "def apply(%s): pass\n" % arguments)
                self.find("x")
                self.doCleanups()


class RequirementsTest(PackageTest):
    def extend(self):
        function.extend_path(self.root, os.path.join(self.root, "prepared", "site"))

    def test_requirements_can_be_imported_and_their_pth_files_count(self):
        self.file("prepared/site/one_of_them.py", "x = 1\n")
        self.file("prepared/site/deep/another_of_them.py", "x = 2\n")
        self.file("prepared/site/more.pth", "deep\n")
        function.note_version(os.path.join(self.root, "prepared"))
        self.extend()
        import another_of_them
        import one_of_them

        self.assertEqual((one_of_them.x, another_of_them.x), (1, 2))

    def test_requirements_for_another_python_are_refused_with_what_to_do(self):
        self.file("prepared/site/one_of_them.py", "x = 1\n")
        self.file("prepared/python-version", "2.7")
        with self.assertRaisesRegex(function.NotAFunction, "installed for Python 2.7.* deploy it again"):
            self.extend()


class CheckTest(PackageTest):
    def check(self, *entries):
        return check.check(self.root, entries)

    def test_good_package_has_nothing_wrong(self):
        self.file("src/main.py")
        self.file("tests/helper.py")
        self.assertIsNone(self.check("x"))

    def test_package_is_not_run(self):
        self.file("main.py", "raise SystemError()\ndef apply(input): pass\n")
        self.assertIsNone(self.check("x"))

    def test_syntax_error_is_told_with_file_line_and_text(self):
        self.file("main.py")
        self.file("lib/deep.py", "x = 1\ndef f(:\n")
        self.assertRegex(self.check("x"), r'(?s)^lib/deep.py cannot .*File "lib/deep.py", line 2\n.*def f\(:.*SyntaxError')

    def test_missing_function_is_told(self):
        self.file("main.py", "def other(input): pass\n")
        self.assertRegex(self.check("x"), r"main.py has no function x or apply")

    def test_function_that_comes_by_import_assignment_or_condition_is_there(self):
        for text in ("from a import apply", "apply = len", "from a import *", "try:\n  import x as apply\nexcept E: 0"):
            with self.subTest(text=text):
                self.setUp()
                self.file("main.py", text + "\n")
                self.assertIsNone(self.check("x"))
                self.doCleanups()

    def test_wrong_arguments_are_told_with_file_and_line(self):
        self.file("main.py", "\n\ndef apply(): pass\n")
        self.assertRegex(self.check("x"), r"^main.py:3: apply\(\) must take the input")


if __name__ == "__main__":
    unittest.main()
