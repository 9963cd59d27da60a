"""Whatever a learner's code raises is a crash with a name, and the kernel goes on."""

import pytest

from labkit.tasks.answers import AnswerCrashed

ODD_ERRORS = """
class Silent(Exception):
    def __str__(self): raise self
class Speechless(Exception):
    def __str__(self): return 3
class Endless(Exception):
    def __str__(self): return "x" * 10**4
class Text(str):
    def __getitem__(self, part): return object()
class Other(Exception):
    def __str__(self): return Text("other")
class Kind(type):
    __name__ = property(lambda cls: 1 / 0)
class Nameless(Exception, metaclass=Kind): pass
class Untraceable(Exception):
    __traceback__ = property(lambda self: 1 / 0, lambda self, value: None)
class Bottom(BaseException): pass
Long = type("L" * 10**4, (Exception,), {})
def odd(what):
    raise {
        "silent": Silent(), "speechless": Speechless(), "endless": Endless(), "other": Other(), "nameless": Nameless(),
        "untraceable": Untraceable(), "bottom": Bottom("b"), "long": Long(), "interrupt": KeyboardInterrupt(),
        "group": ExceptionGroup("g", [ValueError("v")]), "groups": BaseExceptionGroup("g", [SystemExit(3)]),
        "generator": GeneratorExit(), "memory": MemoryError(), "recursion": RecursionError("deep"), "exit": SystemExit(0),
        "syntax": SyntaxError("no", (object(), object(), object(), object())), "stop": StopIteration(3),
    }[what]
"""
ODD = {
    "silent": "Silent",
    "speechless": "Speechless",
    "endless": "Endless",
    "other": "Other",
    "nameless": "Nameless",
    "untraceable": "Untraceable",
    "bottom": "Bottom",
    "long": "L" * 200,
    "interrupt": "KeyboardInterrupt",
    "group": "ExceptionGroup",
    "groups": "BaseExceptionGroup",
    "generator": "GeneratorExit",
    "memory": "MemoryError",
    "recursion": "RecursionError",
    "exit": "SystemExit",
    "syntax": "SyntaxError",
    "stop": "StopIteration",
}


def test_an_error_of_any_kind_is_a_crash_and_the_kernel_lives(kernel):
    session = kernel()
    assert session.run(ODD_ERRORS).status == "ok"
    for what, name in ODD.items():
        for last in (False, True):
            with pytest.raises(AnswerCrashed) as error:
                session.answer("odd", last=last).call(what)
            assert error.value.ename == name, (what, last)
            assert len(error.value.message) <= 500
        with pytest.raises(AnswerCrashed) as error:
            session.answer(f"odd({what!r})").value()
        assert error.value.ename == name, what
        assert session.run(f"odd({what!r})").status == "error", what
        assert session.alive, what
