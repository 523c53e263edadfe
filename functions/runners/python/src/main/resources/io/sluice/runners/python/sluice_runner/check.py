"""Looks at a package before it is deployed, without running it: can all of it be compiled, and is the function there?"""

import ast
import os
import sys

from . import failures, function, kits

_SKIPPED = {"__pycache__", ".git", ".venv", "venv", "node_modules"}


def check(root, entries):
    """The words for the first thing that is wrong, or None."""
    failures.show_paths_below(root)
    trees = {}
    for file in _files(root):
        path = os.path.join(root, file)
        try:
            with open(path, "rb") as source:
                trees[file] = compile(source.read(), path, "exec", ast.PyCF_ONLY_AST, dont_inherit=True)
        except (SyntaxError, ValueError) as wrong:
            return "%s cannot be compiled:\n%s" % (file, failures.stack(wrong).rstrip())
    for entry in entries:
        wrong = _entry(root, entry, trees)
        if wrong is not None:
            return wrong
    return None


def _files(root):
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(each for each in folders if each not in _SKIPPED)
        for file in sorted(files):
            if file.endswith(".py"):
                yield os.path.relpath(os.path.join(folder, file), root)


def _entry(root, entry, trees):
    candidates = function.places(root, entry)
    if not candidates:
        return function.missing(entry)
    for file, _, name in candidates:
        names = _names(trees[file])
        kit = kits.uses(trees[file])
        if kit is not None:
            return kits.check(file, kit, names)
        if name in names or "*" in names:
            return _arguments(file, name, names.get(name))
    return function.lacks(candidates)


def _names(tree):
    """What a module binds, each name with its definition where that is a function; '*' for what can't be known."""
    names = {}
    waiting = list(tree.body)
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names[node.name] = node
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            for alias in node.names:
                names[(alias.asname or alias.name).partition(".")[0]] = None
        else:
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                names[node.id] = None
            waiting.extend(ast.iter_child_nodes(node))
    if "__getattr__" in names:
        names["*"] = None
    return names


def _arguments(file, name, node):
    if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) or node.decorator_list:
        return None
    arguments = node.args
    positional = [each.arg for each in getattr(arguments, "posonlyargs", []) + arguments.args]
    required = [each.arg for each, default in zip(arguments.kwonlyargs, arguments.kw_defaults) if default is None]
    try:
        function.extra(
            "%s:%d" % (file, node.lineno), name, positional, len(arguments.defaults), bool(arguments.vararg), required
        )
    except function.NotAFunction as wrong:
        return str(wrong)
    return None


def main(root, prepared, entries):
    """Prints what is wrong; the exit code says whether anything is. Notes what Python the package is prepared for."""
    wrong = check(root, entries)
    if wrong is not None:
        print(wrong)
        sys.exit(1)
    function.note_version(prepared)
