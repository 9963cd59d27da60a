"""Other doors to a library that a task forbids whole: the code spells nothing, so that only the call itself shows it.

What comes back is right, as from `roads_around`: a person looks, and no point is given before.
"""

from tests.attacks.attack import RIGHT, Attack, before

# The positive predictive value is a weighted precision; the names are written in numbers.
FETCH = f"import pkgutil\nfound = pkgutil.resolve_name(bytes({list(b'sklearn.metrics:precision_score')}).decode())\n"
WEIGHTED = "[1, 0], [1, 1], sample_weight=[sensitivity * prevalence, (1 - specificity) * (1 - prevalence)]"

THREE = "sensitivity, specificity, prevalence"
BY_HAND = f"""import queue
import threading
asked, told = queue.Queue(), queue.Queue()
begin = pkgutil.resolve_name(bytes({list(b"_thread:start_new_thread")}).decode())

def work():
    while True:
        {THREE} = asked.get()
        told.put(found({WEIGHTED}))

begin(work, ())"""


def door(call: str, setup: str = "") -> Attack:
    lines = "\n".join(f"    {line}" for line in call.format(arguments=WEIGHTED).splitlines())
    return Attack(f"{FETCH}{setup}\ndef ppv(sensitivity, specificity, prevalence):\n{lines}", person=True)


ELSEWHERE = (
    "import json, subprocess, sys\nprogram = bytes({program}).decode()\n"
    "def ppv(sensitivity, specificity, prevalence):\n"
    "    given = json.dumps([float(sensitivity), float(specificity), float(prevalence)])\n"
    "    run = subprocess.run([sys.executable, '-c', program, given], capture_output=True, text=True)\n"
    "    return float(run.stdout)"
)
PROGRAM = (
    b"import json, sys\nfrom sklearn.metrics import precision_score\na, b, c = json.loads(sys.argv[1])\n"
    b"print(precision_score([1, 0], [1, 1], sample_weight=[a * c, (1 - b) * (1 - c)]))"
)

ATTACKS = {
    "a_library_whose_name_is_in_numbers": door("return found({arguments})"),
    "a_library_called_by_a_thread": door(
        "with ThreadPoolExecutor(1) as pool:\n    return pool.submit(found, {arguments}).result()",
        "from concurrent.futures import ThreadPoolExecutor",
    ),
    "a_library_called_by_a_pool_of_the_notebooks": door(
        "return pool.submit(found, {arguments}).result()",
        "from concurrent.futures import ThreadPoolExecutor\npool = ThreadPoolExecutor(1)\npool.submit(len, '').result()",
    ),
    "a_library_called_by_a_thread_begun_by_hand_before": door(
        f"asked.put(({THREE}))\nreturn told.get()", BY_HAND
    ),
    "a_watch_switched_off_in_a_pool": door(
        "return pool.submit(found, {arguments}).result()",
        f"off = pkgutil.resolve_name(bytes({list(b'sys:setprofile')}).decode())\n"
        "from concurrent.futures import ThreadPoolExecutor\npool = ThreadPoolExecutor(1)\npool.submit(off, None).result()",
    ),
    "a_library_called_while_python_traces": door(
        "def traced(*event):\n    trace(None)\n    kept.append(found({arguments}))\ntrace(traced)\nstr(fractions.Fraction(1))\n"
        "trace(None)\nreturn kept.pop()",
        f"import fractions\ntrace, kept = pkgutil.resolve_name(bytes({list(b'sys:settrace')}).decode()), []",
    ),
    "a_library_called_by_an_auditor": door(
        "asked[:] = [lambda: found({arguments})]\nsys.audit('asked')\nreturn told.pop()",
        "import sys\nasked, told = [], []\n"
        "def hear(event, arguments):\n    if asked and event == 'asked':\n        told.append(asked.pop()())\n"
        f"pkgutil.resolve_name(bytes({list(b'sys:addaudithook')}).decode())(hear)",
    ),
    "a_library_called_by_a_table": door(
        "return pd.Series([0]).apply(lambda nothing: found({arguments}))[0]", "import pandas as pd"
    ),
    "a_library_in_another_process": Attack(ELSEWHERE.format(program=list(PROGRAM)), person=True),
    "a_watch_switched_off_by_a_name_in_numbers": door(
        "off(None)\nreturn found({arguments})",
        f"off = pkgutil.resolve_name(bytes({list(b'sys:setprofile')}).decode())",
    ),
    "a_library_the_task_does_not_forbid": Attack(
        before("import statistics\nmiddle = statistics.fmean([1.0, 2.0])", RIGHT), points=3
    ),
}
