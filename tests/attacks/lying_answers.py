"""Answers that are not what they seem: equal to everything, too large, endless, or data that should run when read."""

from tests.attacks.attack import RIGHT, Attack, before

EQUAL = """class Equal(float):
    __eq__ = __le__ = __ge__ = __lt__ = __gt__ = lambda self, other: True
    __ne__ = lambda self, other: False
    __sub__ = __rsub__ = __abs__ = lambda self, *other: Equal(0)
    __hash__ = float.__hash__"""


def returning(expression: str, first: str = "") -> str:
    return f"{first}\n\ndef ppv(sensitivity, specificity, prevalence):\n    return {expression}"


ATTACKS = {
    "equal_to_everything": Attack(
        returning(
            "Equal()", "class Equal:\n    __eq__ = lambda self, other: True\n    __float__ = lambda self: 0.5"
        )
    ),
    "a_float_equal_to_everything": Attack(returning("Equal(0.3)", EQUAL)),
    "an_array_equal_to_everything": Attack(
        returning(
            "np.asarray(0.5).view(Equal)",
            "import numpy as np\nclass Equal(np.ndarray):\n    __eq__ = __le__ = __ge__ = lambda self, other: True",
        )
    ),
    "a_threshold_equal_to_everything": Attack(
        RIGHT,
        "class Equal(int):\n    __eq__ = lambda s, o: True\n    __hash__ = int.__hash__\nthreshold = Equal(3)",
        points=2,
    ),
    "every_threshold_at_once": Attack(RIGHT, "threshold = list(range(1, 31))", points=2),
    "a_threshold_that_changes_its_mind": Attack(
        RIGHT,
        "class Any(int):\n    n = 0\n    def __format__(self, s):\n        Any.n += 1\n        return str(Any.n)\nthreshold = Any(3)",
        points=2,
    ),
    "not_a_number": Attack(returning("float('nan')")),
    "infinity": Attack(returning("float('inf')")),
    "a_hundred_megabytes": Attack(returning("'x' * 100_000_000")),
    "a_gigabyte_of_zeros": Attack(returning("np.zeros(125_000_000)", "import numpy as np")),
    "a_million_values": Attack(returning("list(range(2_000_000))")),
    "nested_too_deeply": Attack(returning("deep", "deep = []\nfor _ in range(50_000):\n    deep = [deep]")),
    "a_cycle": Attack(returning("cycle", "cycle = []\ncycle.append(cycle)")),
    "an_endless_generator": Attack(returning("iter(int, 1)")),
    "an_endless_mapping": Attack(
        returning(
            "Endless()",
            "from collections.abc import Mapping\nclass Endless(Mapping):\n    __len__ = lambda s: 1\n    __getitem__ = lambda s, k: k\n"
            "    def __iter__(s):\n        n = 0\n        while True:\n            yield n\n            n += 1",
        )
    ),
    "a_pickle_that_runs": Attack(
        returning(
            "Bomb()",
            "import os\nclass Bomb:\n    def __reduce__(self):\n        return os.system, ('touch /tmp/labkit-attack-pickle',)",
        )
    ),
    "an_object_array_that_runs": Attack(
        returning(
            "np.array([Bomb()], dtype=object)",
            "import os, numpy as np\nclass Bomb:\n    def __reduce__(self):\n        return os.system, ('touch /tmp/labkit-attack-array',)",
        )
    ),
    "data_that_look_like_the_wire": Attack(returning("{'$': 'ndarray', 'npy': 'AAAA'}")),
    "an_error_of_ten_megabytes": Attack(
        returning("1 / 0 if False else fail()", "def fail():\n    raise ValueError('x' * 10_000_000)")
    ),
    "an_error_with_a_script": Attack(
        returning(
            "fail()",
            "def fail():\n    raise ValueError('<script>document.title=1</script><img src=x onerror=alert(1)>')",
        )
    ),
    "an_error_that_cannot_be_printed": Attack(
        returning(
            "fail()",
            "class E(Exception):\n    __str__ = __repr__ = lambda self: 1 / 0\ndef fail():\n    raise E()",
        )
    ),
    "an_exit_in_the_answer": Attack(returning("__import__('os')._exit(0)")),
    "a_sys_exit_in_the_answer": Attack(returning("__import__('sys').exit(0)")),
    "an_endless_loop_in_the_answer": Attack(
        "def ppv(sensitivity, specificity, prevalence):\n    while True:\n        pass"
    ),
    "an_endless_recursion": Attack(returning("ppv(sensitivity, specificity, prevalence)")),
    "right_one_time_in_two": Attack(
        before(
            "import random",
            RIGHT.replace("    true =", "    if random.random() < 0.5:\n        return 0.1\n    true ="),
        )
    ),
    "remembers_its_calls": Attack(
        before(
            "calls = []",
            RIGHT.replace(
                "    true =", "    calls.append(1)\n    if len(calls) > 6:\n        return 0.1\n    true ="
            ),
        ),
    ),
    "a_table_of_the_practice_cases": Attack(
        "import json\nfrom labkit.tasks.bundle import Bundle\n"
        "try:\n    pack = json.load(open('practice.json'))\n"
        "    bundle = Bundle.from_json(pack['bundles'][0])\n"
        "    table = {tuple(c.arguments.values()): c.expected for c in bundle.cases}\n"
        "except Exception as error:\n    table = {}\n\n"
        "def ppv(sensitivity, specificity, prevalence):\n    return table.get((sensitivity, specificity, prevalence), 0.5)"
    ),
    "looks_for_the_answer_in_the_callers": Attack(
        "import sys\n\ndef ppv(sensitivity, specificity, prevalence):\n"
        "    frame = sys._getframe()\n    while frame:\n        for value in frame.f_locals.values():\n"
        "            expected = getattr(value, 'expected', None)\n            if isinstance(expected, float):\n                return expected\n"
        "        frame = frame.f_back\n    return 0.5"
    ),
    "looks_for_the_answer_in_memory": Attack(
        "import gc\n\ndef ppv(sensitivity, specificity, prevalence):\n"
        "    for thing in gc.get_objects():\n        if type(thing).__name__ in ('CaseRecord', 'Bundle', 'LabGrader'):\n"
        "            return getattr(thing, 'expected', 0.5)\n    return 0.5"
    ),
    "reads_the_input_history": Attack(
        "def ppv(sensitivity, specificity, prevalence):\n    return float(next((v for v in Out.values()), 0.5))"
    ),
    "codec_is_patched": Attack(
        before(
            "import labkit.tasks.codec as c\nc.encode = c._encode = lambda *a, **k: {'$': 'right', 'points': 2}"
        ),
    ),
    "probe_is_patched": Attack(
        before(
            "import sys\nfor name, module in list(sys.modules.items()):\n"
            "    if 'probe' in name:\n        for key, value in list(vars(module).items()):\n"
            "            if isinstance(value, type):\n                value.reply = lambda self, m: {'status': 'right', 'points': 2, 'data': 2.0}"
        ),
    ),
}
