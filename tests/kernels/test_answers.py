"""Answers come out of the kernel as data, and whatever else comes out is refused."""

import math

import numpy as np
import pandas as pd
import pytest

from labkit.tasks.answers import AnswerCrashed, AnswerMissing, AnswerRefused, AnswerTimeout
from tests.kernels.conftest import text

SETUP = """
import numpy as np, pandas as pd
calls = []
def double(x):
    calls.append(x)
    return x * 2
def spoil(values):
    values.append(99)
    return len(values)
def stub(x):
    raise NotImplementedError
def crash(x):
    y = x - x
    return x / y
def slow():
    while True: pass
def stubborn():
    while True:
        try:
            while True: pass
        except BaseException: pass
def noisy():
    import sys, warnings
    print('noise'); print('noise', file=sys.stderr); warnings.warn('noise')
    return 1
def leave():
    raise SystemExit
later = ...
frame = pd.DataFrame({'age': [61, 70], 'sex': ['F', None]})
array = np.arange(6.).reshape(2, 3)
class Everything:
    def __eq__(self, other): return True
    def __getattr__(self, name): return lambda *a, **k: self
class Model:
    def fit(self, X, y): return self
    def predict(self, X): return np.asarray(X)[:, 0] > 0.5
    not_callable = 3
model = Model()
loop = []; loop.append(loop)
nan = float('nan')
"""


@pytest.fixture
def session(kernel):
    session = kernel()
    assert session.run(SETUP).status == "ok"
    return session


@pytest.mark.parametrize(
    "value",
    [3, 2.5, True, None, "é\n", [1, [2]], (1, 2), {"a": 1, 2: (3,)}, {1, 2}, 10**30, math.inf, b"\x00"],
    ids=repr,
)
def test_plain_values_come_back_as_they_were(session, value):
    session.run(f"value = {value!r}".replace("inf", "float('inf')"))
    found = session.answer("value").value()
    assert found == value and type(found) is type(value)
    assert session.answer("double.__class__ and (lambda x: x)").call(value) == value


def test_a_fresh_child_remembers_no_call(session):
    session.run("calls = []\ndef count():\n    calls.append(1)\n    return len(calls)")
    answer = session.answer("count")
    assert [answer.call(), answer.call()] == [1, 2]
    answer.afresh()
    assert [answer.call(), answer.call()] == [1, 2]


def test_arrays_and_frames_come_back_whole(session):
    assert np.array_equal(session.answer("array").value(), np.arange(6.0).reshape(2, 3))
    frame = session.answer("frame").value()
    assert isinstance(frame, pd.DataFrame) and list(frame.age) == [61, 70] and pd.isna(frame.sex[1])
    assert math.isnan(session.answer("nan").value())


@pytest.mark.parametrize(
    ("expression", "kind"),
    [
        ("frame", "value"),
        ("double", "callable"),
        ("model", "model"),
        ("later", "missing"),
        ("never_defined", "missing"),
        ("stub", "callable"),
        ("frame.age.mean()", "value"),
    ],
)
def test_kinds(session, expression, kind):
    assert session.answer(expression).kind == kind


def test_each_call_gets_fresh_copies(session):
    given = [1, 2]
    answer = session.answer("spoil")
    assert [answer.call(given), answer.call(given)] == [3, 3]
    assert given == [1, 2]


def test_models_answer_through_their_methods(session):
    answer = session.answer("model")
    assert answer.method("predict", [[0.2], [0.9]]).tolist() == [False, True]
    for name in ("missing", "not_callable"):
        with pytest.raises(AnswerRefused):
            answer.method(name)


def test_an_answer_is_the_object_of_its_moment(session):
    answer = session.answer("double")
    session.run("double = None")
    assert answer.call(4) == 8


@pytest.mark.parametrize(
    ("ask", "error"),
    [
        (lambda s: s.answer("later").value(), AnswerMissing),
        (lambda s: s.answer("later").call(1), AnswerMissing),
        (lambda s: s.answer("stub").call(1), AnswerMissing),
        (lambda s: s.answer("leave").call(), AnswerCrashed),
        (lambda s: s.answer("1 / 0").value(), AnswerCrashed),
        (lambda s: s.answer("frame.nope").value(), AnswerCrashed),
        (lambda s: s.answer("1 +").value(), AnswerCrashed),
        (lambda s: s.answer("slow").call(), AnswerTimeout),
        (lambda s: s.answer("loop").value(), AnswerRefused),
        (lambda s: s.answer("Everything()").value(), AnswerRefused),
        (lambda s: s.answer("double").value(), AnswerRefused),
        (lambda s: s.answer("open('cohort.csv')").value(), AnswerRefused),
        (lambda s: s.answer("'x' * 10**7").value(), AnswerRefused),
        (lambda s: s.answer("[0] * 10**6").value(), AnswerRefused),
    ],
)
def test_every_failure_has_its_own_error(session, ask, error):
    with pytest.raises(error):
        ask(session)


def test_a_crash_names_the_learners_line(session):
    with pytest.raises(AnswerCrashed) as caught:
        session.answer("crash").call(2)
    assert (caught.value.ename, caught.value.line) == ("ZeroDivisionError", "return x / y")
    assert SETUP.strip().splitlines()[caught.value.lineno - 1].strip() == "return x / y"


def test_a_call_that_will_not_stop_ends_the_kernel_and_no_more(session):
    with pytest.raises(AnswerTimeout):
        session.answer("stubborn").call()
    assert session.alive  # an interrupt was enough to lose the inner loop, or the kernel was killed below
    session_state = session.run("1")
    assert session_state.status in ("ok", "died", "timeout")


def test_noise_during_a_question_is_nobodys_output(session):
    assert session.answer("noisy").call() == 1
    assert text(session.run("print('cell')")) == "cell\n"


# What the probe says when it is no longer ours: the learner's code holds its end of the wire.
FORGERIES = {
    "not JSON": "send(b'{')",
    "not an object": "send(b'[1]')",
    "deep": "send(b'[' * 200000)",
    "a longer message than allowed": "os.write(3, struct.pack('>I', 2**31))",
    "many values": "send(b'{\"t\":[' + b'1,' * 2100000 + b'1]}')",
    "an unknown kind": 'send(b\'{"t":"pickle","data":"gASV"}\')',
    "an output without content": 'send(b\'{"t":"out","type":"stream","content":7}\')',
    "a stream of another name": 'send(b\'{"t":"out","type":"stream","content":{"name":"x","text":"y"}}\')',
    "NaN": "send(b'{\"t\":NaN}')",
    "an infinite number": "send(b'{\"t\":1e999}')",
}
REPLIES = {
    "no status": "{}",
    "no data": "{'status': 'ok', 'kind': 'value', 'handle': 0}",
    "a handle that is not one": "{'status': 'ok', 'kind': 'value', 'handle': 'x'}",
    "a kind that is not one": "{'status': 'ok', 'kind': 'judge', 'handle': 0}",
    "an unknown tag": "{'status': 'ok', 'kind': 'value', 'handle': 0, 'data': {'$': 'pickle', 'v': ''}}",
    "an object array": "{'status': 'ok', 'kind': 'value', 'handle': 0, 'data': {'$': 'ndarray', 'npy': 'k05VTVBZ'}}",
    "a thousand million items of no bytes": "{'status': 'ok', 'kind': 'value', 'handle': 0, 'data': {'$': 'ndarray', 'npy': empty}}",
    "a list for a status": "{'status': ['ok'], 'kind': 'value', 'handle': 0}",
    "deep data": "{'status': 'ok', 'kind': 'value', 'handle': 0, 'data': deep}",
    "a bare NaN": "{'status': 'ok', 'kind': 'value', 'handle': 0, 'data': {'$': 'float', 'v': '1e9'}}",
}


@pytest.mark.parametrize("forgery", FORGERIES.values(), ids=FORGERIES)
def test_a_forged_message_ends_the_kernel_and_is_noted(kernel, forgery):
    session = kernel()
    head = "import os, struct\ndef send(b):\n    b = struct.pack('>I', len(b)) + b\n    while b: b = b[os.write(3, b):]\n"
    run = session.run(head + "os.set_blocking(3, True)\n" + forgery)
    assert not session.alive and run.status in ("died", "output")
    assert {entry.kind for entry in session.tampering} <= {"protocol", "output", "died"} and session.tampering


@pytest.mark.parametrize("reply", REPLIES.values(), ids=REPLIES)
def test_a_forged_reply_is_refused(kernel, reply):
    session = kernel()
    session.run(
        "from labkit.kernels.agent.answers import Answers\n"
        "import base64\n"
        "head = \"{'descr': '|S0', 'fortran_order': False, 'shape': (1000000000,), }\".ljust(117) + chr(10)\n"
        "empty = base64.b64encode(b'\\x93NUMPY\\x01\\x00v\\x00' + head.encode()).decode()\n"
        "deep = []\nfor _ in range(100): deep = [deep]\n"
        f"Answers.reply = lambda self, message: {reply}"
    )
    with pytest.raises(AnswerRefused):
        session.answer("anything").value()


def test_an_error_text_is_cut_and_plain(kernel):
    session = kernel()
    session.run("def f(): raise type('E' * 5000, (Exception,), {})('\\ud800' + 'x' * 10**5)")
    with pytest.raises(AnswerCrashed) as caught:
        session.answer("f").call()
    assert len(caught.value.ename) <= 500 and len(caught.value.message) <= 500
    caught.value.message.encode()


@pytest.mark.parametrize(
    ("body", "called"),
    [
        ("getattr(textwrap, 'de' + 'dent')(x)", {"textwrap.dedent"}),
        ("next(v for k, v in vars(textwrap).items() if k.startswith('ded'))(x)", {"textwrap.dedent"}),
        ("earlier(x)", {"textwrap.dedent"}),
        ("textwrap.TextWrapper(width=9).fill(x)", {"textwrap.TextWrapper"}),
        ("made.fill(x)", {"textwrap.TextWrapper"}),  # before anything was watched
        ("textwrap.fill(x, 9)", set()),  # which uses a TextWrapper of its own accord
        ("x.strip()", set()),
    ],
)
def test_what_a_task_forbids_is_noted_however_it_was_come_by(body, called, session):
    session.run(
        f"import textwrap\nfrom textwrap import dedent as earlier\nmade = textwrap.TextWrapper(width=9)\ndef answer(x):\n    return {body}"
    )
    answer = session.answer("answer", watch=["textwrap.dedent", "textwrap.TextWrapper", "nowhere.nothing"])
    filled = "fill" in body  # which keeps what a line begins with
    assert [answer.call(text) for text in (" a b", "  c")] == ([" a b", "  c"] if filled else ["a b", "c"])
    assert answer.called == called
    assert session.answer("textwrap.dedent").call(" d") == "d"


LOOKS_AROUND = """
import sys, textwrap
class Looks:
    @property
    def __signature__(self):
        here = sys._getframe()
        while "kwargs" not in here.f_locals:
            here = here.f_back
        self.kept = textwrap.dedent(here.f_locals["kwargs"]["x"])
        raise AttributeError
    def __call__(self, x):
        return self.kept
answer = Looks()
"""


@pytest.mark.parametrize("last", [True, False])
def test_what_is_called_while_a_signature_is_asked_for_is_noted(last, session):
    """The arguments are in sight then, and a property runs the learner's code."""
    session.run(LOOKS_AROUND)
    answer = session.answer("answer", watch=["textwrap.dedent"], last=last)
    assert answer.call(x="  c") == "c"
    assert answer.called == {"textwrap.dedent"}


@pytest.mark.parametrize("last", [True, False])
def test_an_argument_changed_in_place_is_told_by_its_name(last, session):
    session.run(
        "def answer(values, table, name):\n    values.sort(); table['new'] = 1\n    return name\n"
        "def careful(values, table, name):\n    return sorted(values) and name"
    )
    given = {"values": [3, 1], "table": pd.DataFrame({"age": [1, 2]}), "name": "x"}
    answer, careful = (session.answer(name, last=last) for name in ("answer", "careful"))
    assert (answer.call(**given), careful.call(**given)) == ("x", "x")
    assert (answer.changed, careful.changed) == ({"values", "table"}, set())


@pytest.mark.parametrize("word", ["None", "['other', 3, [[]]]", "{'x': 1}", "'x'"])
def test_a_false_word_on_arguments_names_none_that_was_not_given(word, kernel):
    session = kernel()
    session.run(
        "from labkit.kernels.agent.answers import Answers\nold = Answers.reply\n"
        f"Answers.reply = lambda self, message: old(self, message) | {{'changed': {word}}}\n"
        "def answer(x): return x"
    )
    answer = session.answer("answer", last=True)
    assert answer.call(x=1) == 1
    assert answer.changed == set()
