"""Looks for Algorithmia's development kit in a module, without running it."""

import ast

from . import algorithmia


def uses(tree):
    """The call of ``ADK(...)`` or ``handler(...)`` in a module that has one and that has it serve; else None."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    if not any(isinstance(each.func, ast.Attribute) and each.func.attr in ("init", "serve") for each in calls):
        return None
    return next((each for each in calls if _name(each.func) in ("ADK", "handler")), None)


def _name(node):
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", None)


def check(file, call, names):
    """The words for functions that the kit can't call, or None; what can't be known without running it passes."""
    keywords = {each.arg: each.value for each in call.keywords}
    given = dict(zip(("apply", "load"), call.args))
    for name in ("apply", "load"):
        node = given.get(name, keywords.get(name + "_func"))
        wrong = _problem(name, names.get(node.id)) if isinstance(node, ast.Name) else None
        if wrong is not None:
            return "%s:%d: %s" % (file, names[node.id].lineno, wrong)
    return None


def _problem(name, node):
    if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) or node.decorator_list:
        return None
    arguments = node.args
    positional = len(getattr(arguments, "posonlyargs", []) + arguments.args)
    required = [each.arg for each, default in zip(arguments.kwonlyargs, arguments.kw_defaults) if default is None]
    return algorithmia.arity_problem(
        name, positional, positional - len(arguments.defaults), bool(arguments.vararg), required
    )
