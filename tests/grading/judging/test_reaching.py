"""Roads to a forbidden function that do not name it, and what an honest learner writes."""

import pytest

from labkit.grading.judging.parsing import parse
from labkit.grading.judging.reaching import into_the_machinery

ROADS = {
    "its code object copied": "f = types.FunctionType(found.__code__, {'np': np})",
    "its code object, spelt in pieces": "f = getattr(found, '__co' + 'de__')",
    "code replaced": "ppv.__code__ = other.__code__.replace(co_name='ppv')",
    "the library's source executed": "exec(open(path).read(), space)",
    "the library's source found": "import labkit\npath = labkit.__file__",
    "the source asked for": "import inspect\ntext = inspect.getsource(found)",
    "its place spelt": "text = open('/usr/lib/site-packages/labkit/evaluate/decision/benefit.py').read()",
    "its compiled file": "data = glob.glob('/**/benefit*.pyc')",
    "its loader asked": "code = module.__loader__.get_code('labkit.evaluate')",
    "loaded from its file": "import importlib.util as u\ns = u.spec_from_file_location('own', path)",
    "run as a program": "import runpy\nspace = runpy.run_path(path)",
    "compiled under another name": "exec(compile('x = 1', package_file, 'exec'))",
    "the watch switched off": "import labkit.tasks.forbidden_calls as c\nc.ForbiddenCalls.noting = print",
    "the watch taken from the table of modules": "sys.modules['labkit.tasks.forbidden_calls'].ForbiddenCalls = None",
    "what judges imported": "from labkit.tasks import codec",
    "found in memory": "f = [o for o in gc.get_objects() if getattr(o, 'name', 0) == 'x']",
    "found in a caller": "f = sys._getframe(1).f_globals",
    "a package's file read": "import pkgutil\ntext = pkgutil.get_data('labkit.evaluate', 'auc.py')",
    "a package's file read, under a name of one's own": (
        "import pkgutil as kit\ndef get_data():\n    return 1\ntext = kit.get_data('labkit.evaluate', 'auc.py')"
    ),
    "a package's file read, imported": "from pkgutil import get_data\ntext = get_data('labkit.evaluate', 'auc.py')",
    "lines of the library": "import linecache\nlines = linecache.getlines(path)",
    "found in the frames of an error": "try:\n    1 / 0\nexcept ZeroDivisionError as e:\n    f = e.__traceback__.tb_frame",
    "found on the stack": "import traceback\nframes = list(traceback.walk_stack(None))",
    "called in C": "import ctypes as c\nf = c.pythonapi.PyObject_Call",
    "a thread begun by hand": "from _thread import start_new_thread as go\ngo(f, ())",
    "found by a trace": "sys.settrace(spy)",
    "the source run by the notebook's shell": "get_ipython().run_cell(re.sub('net_benefit', 'gain_of', text))",
    "the shell given a file": "shell = get_ipython()\nshell.safe_execfile(path, shell.user_ns)",
    "its place put together": "import pathlib\npath = pathlib.Path(root) / 'labkit' / 'evaluate'",
    "its place joined": "path = os.path.join(root, 'labkit', 'evaluate')",
    "its place in a checkout": "text = open('src/labkit/evaluate/decision/benefit.py').read()",
    "run through builtins under another name": "import builtins as b\nb.exec('import ' + 'ctypes')\nf = b.eval('__code__')",
}
HONEST = [
    "def ppv(s, c, p):\n    return s * p / (s * p + (1 - c) * (1 - p))",
    "import re\nword = re.compile(r'\\w+')",
    "import numpy as np\nprint(np.mean.__name__, type(3).__name__, f.__doc__)",
    "class Own:\n    def __init__(self):\n        self.code, self.path = 1, 'data/notes.py'",
    "%matplotlib inline\n%timeit ppv(1, 1, 1)",
    "from functools import wraps, cache, partial\nfrom dataclasses import dataclass",
    "import pandas as pd\ntable = pd.read_csv('stays.csv').eval('a + b')",
    "model.eval()\ntext = open('notes.txt').read()",
    "value = eval('1 + 1')",
    "from labkit import Lab\nfrom labkit.data import load_stays\nlab = Lab('m4_threshold')",
    "def get_data(rows):\n    return rows[:2]\nfirst = get_data(stays)",
    "class Ward:\n    def get_source(self):\n        return self.rows\nrows = Ward().get_source()",
    "def ppv(getlines):\n    return getlines + 1",
    "print('the labkit library and its labs')",
    "import os\nhere = os.path.isdir('/content/drive/MyDrive/labkit')",
    "site = 'labkit/notes'\nname = 'labkit'",
    "import re\ntool = re.compile('setprofile|__code__')",
    "get_ipython().run_line_magic('matplotlib', 'inline')",
]


@pytest.mark.parametrize("source", ROADS.values(), ids=ROADS)
def test_a_road_around_the_name_is_seen(source):
    assert into_the_machinery(parse(source))


@pytest.mark.parametrize("source", HONEST)
def test_honest_code_reaches_for_nothing(source):
    assert into_the_machinery(parse(source)) == []


def test_no_right_answer_of_a_lab_reaches_for_anything(monkeypatch):
    """Solved notebooks and graders are what honest learners come closest to."""
    import json

    from labkit.content import Content

    monkeypatch.delenv("LABKIT_CONTENT", raising=False)
    content = Content.find()
    for lab in content.labs():
        cells = json.loads(content.source(lab).read_text("utf-8"))["cells"]
        code = ["".join(c["source"]) for c in cells if c["cell_type"] == "code"]
        answers = [s for source in code if "BEGIN SOLUTION" in source for s in parse(source)]
        given = [s for source in code if "BEGIN SOLUTION" not in source for s in parse(source)]
        # What the course gives is not asked about: a trainers' lab draws the report of a class.
        assert into_the_machinery(answers, given) == [], lab
