"""Does a learner's code reach into the machinery: another function's code, the library's own source, what watches over calls?

A task that forbids the library's own function forbids its parts too: a copy of its code object, its source executed, a call
from code that bears a package's name. No answer of a lab needs any of it. Like `forbidden` it takes no points: a person looks.
"""

import ast
import re
from collections.abc import Iterable, Iterator

from labkit.grading.judging.forbidden import all_reached, forbidden_names
from labkit.grading.judging.module_names import is_module, leads_to_module, modules_of

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
# In IPython's shell.
_SHELLS_RUNNERS = {
    "run_cell",
    "run_cell_async",
    "run_code",
    "run_ast_nodes",
    "safe_execfile",
    "safe_execfile_ipy",
    "safe_run_module",
    "runcode",
    "runsource",
}
_PLACE = re.compile(r"(^|[/\\\\])(site-packages|__pycache__)([/\\\\]|$)|\.pyc$")
# A learner's own folder may bear the name too: where the library lies is known by what comes below.
_LIBRARY = re.compile(r"(?:^|[/\\\\])labkit[/\\\\]+(\w+)")
_JOINING = {"join", "joinpath", "Path", "PurePath"}


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
        return {node.value} if isinstance(node.value, str) and _is_of_the_library(node.value) else set()
    return {
        "labkit" for part in _joined(node) if isinstance(part, ast.Constant) and part.value == "labkit"
    } | _run(node)


def _is_of_the_library(text: str) -> bool:
    return bool(_PLACE.search(text)) or any(is_module(f"labkit.{room}") for room in _LIBRARY.findall(text))


def _joined(node: ast.AST) -> list[ast.expr]:
    """Parts of a path that is put together."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
        return [node.left, node.right]
    if isinstance(node, ast.Call):
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        return node.args if called in _JOINING else []
    return []


def _run(node: ast.AST) -> set[str]:
    """Code made at run time from anything but a text that stands there to be read."""
    if not isinstance(node, ast.Call):
        return set()
    plain = bool(node.args) and isinstance(node.args[0], ast.Constant)
    if isinstance(node.func, ast.Attribute):
        return set() if plain else {node.func.attr} & _SHELLS_RUNNERS
    if not isinstance(node.func, ast.Name) or node.func.id not in _RUNNERS:
        return set()
    return set() if plain and node.func.id != "compile" else {node.func.id}
