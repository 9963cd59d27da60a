"""Does a learner's code reach into the machinery: another function's code, the library's own source, what watches over calls?

A task that forbids the library's own function forbids its parts too: a copy of its code object, its source executed, a call
from code that bears a package's name. No answer of a lab needs any of it. Like `forbidden` it takes no points: a person looks.
"""

import ast
import re
from collections.abc import Iterable, Iterator

from labkit.grading.judging.forbidden import all_reached, forbidden_names, leads_to_module, modules_of

# What watches and judges. In the learner's kernel it is there to be imported, and to be rewritten.
MACHINERY = ("labkit.kernels", "labkit.grading", "labkit.tasks", "ctypes", "_ctypes", "cffi", "_thread")
# Parts of functions, frames and modules that lead to code or to where it lies.
_PARTS = {
    "__code__",
    "__closure__",
    "__globals__",
    "__wrapped__",
    "__file__",
    "__path__",
    "__cached__",
    "__loader__",
    "__spec__",
    "__subclasses__",
    "tb_frame",
    "gi_frame",
    "cr_frame",
    "ag_frame",
    "f_builtins",
    "f_back",
    "f_code",
    "f_globals",
    "f_locals",
    "co_code",
    "co_consts",
}
_TOOLS = {
    "FunctionType",
    "LambdaType",
    "CodeType",
    "pythonapi",
    "ctypeslib",
    "_start_new_thread",
    "getsource",
    "getsourcelines",
    "getsourcefile",
    "getfile",
    "getmodule",
    "findsource",
    "getlines",
    "get_code",
    "get_data",
    "get_source",
    "find_spec",
    "find_loader",
    "get_loader",
    "open_code",
    "module_from_spec",
    "spec_from_file_location",
    "SourceFileLoader",
    "SourcelessFileLoader",
    "run_module",
    "run_path",
    "get_objects",
    "get_referrers",
    "get_referents",
    "_getframe",
    "currentframe",
    "_current_frames",
    "walk_stack",
    "walk_tb",
    "getouterframes",
    "getinnerframes",
    "settrace",
    "setprofile",
    "addaudithook",
}
# What anybody may call a function or a method of their own: these count where a module's are meant.
_ORDINARY = {"get_data", "get_code", "get_source", "getlines", "getfile"}
_RUNNERS = {"exec", "eval", "compile"}
_PLACE = re.compile(r"(^|[/\\\\])(labkit|site-packages|__pycache__)([/\\\\]|$)|\.pyc$")


def into_the_machinery(statements: Iterable[ast.stmt], given: Iterable[ast.stmt] = ()) -> list[str]:
    """How these statements reach for code that is not theirs, named as they name it; empty where they do not."""
    statements, given = list(statements), list(given)
    found = set(forbidden_names(statements, MACHINERY, given))
    nodes = [node for statement in statements for node in ast.walk(statement)]
    modules = modules_of(nodes, [node for statement in given for node in ast.walk(statement)])
    own = set(_defined(nodes))
    for node in nodes:
        found.update(_found(node, own, modules))
    for text in all_reached(nodes):
        found.update(part for part in _PARTS | _TOOLS if re.search(rf"(?<!\w){part}(?!\w)", text))
    return sorted(found)


def _defined(nodes: Iterable[ast.AST]) -> Iterator[str]:
    """Names that the code itself gives to what it makes; an import makes nothing."""
    for node in nodes:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            yield node.name
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id


def _found(node: ast.AST, own: set[str], modules: set[str]) -> set[str]:
    if isinstance(node, ast.Attribute):
        sure = node.attr not in _ORDINARY or leads_to_module(node.value, modules)
        return {node.attr} & (_PARTS | _TOOLS) if sure else set()
    if isinstance(node, ast.ImportFrom):
        return {alias.name for alias in node.names} & _TOOLS
    if isinstance(node, ast.Name):
        return {node.id} & _TOOLS - own
    if isinstance(node, ast.Constant):
        return {node.value} if isinstance(node.value, str) and _PLACE.search(node.value) else set()
    return _run(node)


def _run(node: ast.AST) -> set[str]:
    """Code made at run time from anything but a text that stands there to be read."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.func.id not in _RUNNERS:
        return set()
    plain = node.args and isinstance(node.args[0], ast.Constant)
    return set() if plain and node.func.id != "compile" else {node.func.id}
