import json
import os
import sys
import tempfile
import unittest

from sluice_runner import algorithmia, check, failures, function, hooks, models

from function_test import PackageTest

CONF = '{"username": "acme", "algoname": "Hello", "language": "python3-1"}'
KIT = "from Algorithmia import ADK\n"


class LayoutTest(PackageTest):
    def setUp(self):
        super().setUp()
        self.file("algorithmia.conf", CONF)
        here = os.getcwd()
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.addCleanup(os.chdir, here)
        os.chdir(scratch.name)

    def hello(self, text):
        self.file("src/Hello.py", text)
        return self.find("Hello")


class PlainTest(LayoutTest):
    def test_apply_of_the_source_is_served_and_its_load_is_left_alone(self):
        found = self.hello("def load(model): raise Exception('not to be called')\ndef apply(input): return input + 1\n")
        self.assertEqual(found.apply(1), 2)
        self.assertIsNone(found.load)

    def test_modules_beside_it_are_imported_in_every_way(self):
        self.file("src/helper.py", "x = 1\n")
        self.file("src/__init__.py", "")
        found = self.hello(
            "from . import helper\nfrom .helper import x\nimport src.helper as h\n"
            "def apply(input): return [helper.x, x, h.x]\n"
        )
        self.assertEqual(found.apply(0), [1, 1, 1])

    def test_files_of_the_package_are_opened_by_their_paths_in_it(self):
        self.file("data/words.txt", "hi")
        algorithmia.link_files(self.root)
        algorithmia.link_files(self.root)
        with open("data/words.txt") as file:
            self.assertEqual(file.read(), "hi")
        with open("own.txt", "w") as file:
            file.write("mine")
        self.assertFalse(os.path.exists(os.path.join(self.root, "own.txt")))


class KitTest(LayoutTest):
    def test_init_says_what_is_served_and_returns(self):
        found = self.hello(KIT + "def greet(input): return 'hello ' + input\nADK(greet).init('x')\nafter = True\n")
        found.load()
        self.assertEqual(found.apply("Ada"), "hello Ada")
        self.assertTrue(sys.modules["src.Hello"].after)

    def test_what_load_returns_is_given_to_an_apply_that_takes_it(self):
        found = self.hello(KIT + "def load(): return {}\ndef apply(input, state): return [input, state]\nADK(apply, load).init()\n")
        found.load()
        self.assertEqual(found.apply(1), [1, {}])

    def test_a_load_that_takes_the_state_keeps_things_in_it(self):
        found = self.hello(
            KIT + "def load(state):\n    state['a'] = 1\n    return state\n"
            "def apply(input, state): return [state['a'], state.data(), state.available()]\nADK(apply, load).init()\n"
        )
        found.load()
        self.assertEqual(found.apply(1), [1, {"a": 1}, False])

    def test_a_load_that_fails_answers_each_call_at_its_own_line(self):
        found = self.hello(KIT + "def load():\n    raise ValueError('no model')\ndef apply(input): return 1\nADK(apply, load).init()\n")
        found.load()
        for _ in range(3):
            told = self.failure(found, 1)
            self.assertEqual((told["message"], told["errorType"]), ("no model", "LoadingError"))
            self.assertIn('src/Hello.py", line 3, in load', told["stacktrace"])
            self.assertNotIn("sluice_runner", told["stacktrace"])
            self.assertEqual(told["stacktrace"].count("in load"), 1)

    def test_a_load_that_fails_with_a_type_of_its_own_keeps_it(self):
        found = self.hello(
            KIT + "from Algorithmia.errors import AlgorithmException\n"
            "def load(): raise AlgorithmException('no', error_type='EntityNotFoundError')\nADK(lambda input: 1, load).init()\n"
        )
        found.load()
        self.assertEqual(self.failure(found, 1)["errorType"], "EntityNotFoundError")

    def test_the_older_form_and_the_kits_own_module_are_the_same(self):
        for text in (
            "import Algorithmia\nAlgorithmia.handler(lambda x: x, lambda: 1).serve()\n",
            "from adk import ADK\nADK(lambda x: x).init()\n",
        ):
            with self.subTest(text=text):
                self.setUp()
                self.assertEqual(self.hello(text).apply(3), 3)
                self.doCleanups()

    def test_functions_that_cannot_be_called_are_refused(self):
        for text in ("ADK(lambda: 1)", "ADK(lambda a, b, c: 1)", "ADK(3)", "ADK(lambda a: 1, lambda a, b: 1)"):
            with self.subTest(text=text):
                self.setUp()
                with self.assertRaises(function.NotAFunction):
                    self.hello(KIT + text + ".init()\n")
                self.doCleanups()

    def test_the_kit_of_a_real_client_is_replaced_and_the_client_left_alone(self):
        self.file("Algorithmia/__init__.py", "from adk import ADK\ndef client(): return 'real'\n")
        self.file("adk/__init__.py", "class ADK:\n    def __init__(self, *a): raise Exception('getargspec is gone')\n")
        hooks.install()
        found = self.hello(KIT + "import Algorithmia\nADK(lambda x: Algorithmia.client()).init()\n")
        self.assertEqual(found.apply(1), "real")

    @staticmethod
    def failure(found, value):
        try:
            found.apply(value)
        except Exception as thrown:
            return json.loads(failures.as_json(thrown))
        raise AssertionError("it did not fail")


class CheckTest(LayoutTest):
    def check(self, text):
        self.file("src/Hello.py", text)
        return check.check(self.root, ["Hello"])

    def test_modules_that_use_the_kit_need_no_apply(self):
        self.assertIsNone(self.check(KIT + "def run(input): return 1\nADK(run).init()\n"))
        self.assertIsNone(self.check("import Algorithmia\nfrom x import run\nAlgorithmia.ADK(run).init()\n"))

    def test_functions_that_the_kit_cannot_call_are_told_with_their_line(self):
        self.assertEqual(
            self.check(KIT + "def run(a, b, c): return 1\nADK(run).init()\n"),
            "src/Hello.py:2: the apply that ADK is given must take the input, and beside it nothing or what load returned",
        )
        self.assertIn("must take nothing, or the state", self.check(KIT + "def l(a, b): pass\nADK(len, load_func=l).init()\n"))

    def test_a_plain_apply_that_takes_two_is_refused(self):
        self.assertIn("must take the input", self.check("def apply(input, state): return 1\n"))


class ErrorTypeTest(unittest.TestCase):
    def test_types_that_are_not_known_are_algorithm_errors(self):
        self.addCleanup(failures.tell_only, None)
        failures.tell_only(algorithmia.ERROR_TYPES)
        for given, told in (("InputError", "InputError"), ("MyError", "AlgorithmError"), (7, "AlgorithmError")):
            thrown = ValueError("x")
            thrown.error_type = given
            self.assertEqual(json.loads(failures.as_json(thrown))["errorType"], told)


class ModelsTest(LayoutTest):
    def test_models_of_the_manifest_are_fetched_once_and_checked(self):
        fetched = []

        class Client:
            def file(self, uri):
                fetched.append(uri)
                return self

            def getFile(self):
                with open(path, "rb") as file:
                    return file

        path = os.path.abspath("model.bin")
        with open(path, "wb") as file:
            file.write(b"abc")
        listed = [
            {"name": "m", "source_uri": "data://a/b/m", "fail_on_tamper": True, "md5_checksum": "900150983cd24fb0d6963f7d28e17f72"},
            {"name": "w", "source_uri": "data://a/b/w", "fail_on_tamper": True, "md5_checksum": "0"},
        ]
        with open("model_manifest.json", "w") as file:
            json.dump({"required_files": listed, "optional_files": []}, file)
        state = models.Models(Client())
        self.assertEqual([state.get_model("m"), state.get_model("m")], [path, path])
        self.assertEqual(fetched, ["data://a/b/m"])
        self.assertRaisesRegex(Exception, "Mismatch for w", state.get_model, "w")
        self.assertRaisesRegex(Exception, "x not found in manifest", state.get_model, "x")


if __name__ == "__main__":
    unittest.main()
