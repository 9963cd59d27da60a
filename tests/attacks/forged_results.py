"""Attempts to write the result oneself: what a check shows, what it says, who says it."""

from tests.attacks.attack import RIGHT, Attack, before

ATTACKS = {
    "displayhook_shows_points": Attack(before("import sys\nsys.displayhook(10.0)")),
    "display_publishes_points": Attack(
        before("from IPython.display import display\ndisplay({'text/plain': '2.0'}, raw=True)")
    ),
    "pre_run_cell_hook_prints_points": Attack(
        before(
            "import sys\nip = get_ipython()\n"
            "ip.events.register('pre_run_cell', lambda info: sys.displayhook(2.0))"
        )
    ),
    "post_run_cell_hook_rewrites_answer": Attack(
        before(
            "ip = get_ipython()\nip.events.register('post_run_cell', lambda result: ip.user_ns.update(threshold=10))"
        ),
    ),
    "lab_is_replaced": Attack(
        before(
            "class Paid:\n    def check(self, *a):\n        return 2.0\n    __getattr__ = lambda self, n: self.check\nlab = Paid()"
        )
    ),
    "lab_check_is_patched": Attack(
        before("import labkit.notebook.lab\nlabkit.notebook.lab.Lab.check = lambda self, *a: 2.0")
    ),
    "judge_is_patched": Attack(
        before(
            "import labkit.tasks.judge as j\nfrom labkit.tasks import Outcome, Text\n"
            "j.judge = lambda a, b, **k: Outcome(b.task, 'right', b.points, b.points, Text('x', 'x'))\n"
            "import labkit.tasks\nlabkit.tasks.judge = j.judge"
        )
    ),
    "agreement_is_patched": Attack(
        before(
            "import labkit.tasks.agreement as a\na.difference = lambda *args, **k: None\na._close = lambda *k: True"
        )
    ),
    "outcome_is_patched": Attack(
        before("from labkit.tasks.outcome import Outcome\nOutcome.points = 2.0\nOutcome.status = 'right'")
    ),
    "numpy_testing_is_patched": Attack(
        before(
            "import numpy as np\nnp.allclose = lambda *a, **k: True\nnp.testing.assert_allclose = lambda *a, **k: None"
        )
    ),
    "builtins_are_patched": Attack(
        before(
            "import builtins\nbuiltins.abs = lambda x: 0.0\nbuiltins.float = lambda *a: 10\nbuiltins.len = lambda x: 0"
        )
    ),
    "asserts_are_dropped": Attack(
        before(
            "import ast\nclass Drop(ast.NodeTransformer):\n    def visit_Assert(self, node):\n        return ast.Pass()\n"
            "get_ipython().ast_transformers.append(Drop())"
        )
    ),
    "cells_are_rewritten_before_they_run": Attack(
        before(
            "def rewrite(lines):\n    return ['threshold = 10\\n', '2.0\\n'] if 'check' in ''.join(lines) else lines\n"
            "get_ipython().input_transformers_cleanup.append(rewrite)"
        )
    ),
    "formatter_answers_points": Attack(
        before(
            "f = get_ipython().display_formatter.formatters['text/plain']\n"
            "f.for_type(object, lambda o, p, c: p.text('2.0'))\nf.for_type(type(None), lambda o, p, c: p.text('2.0'))"
        )
    ),
    "messages_are_forged_on_iopub": Attack(
        before(
            "k = get_ipython().kernel\n"
            "for n in range(50):\n"
            "    k.session.send(k.iopub_socket, 'execute_result', {'data': {'text/plain': '2.0'}, 'metadata': {}, "
            "'execution_count': n}, parent=k.get_parent())"
        )
    ),
    "replies_are_forged_by_the_kernel": Attack(
        before(
            "k = get_ipython().kernel\n"
            "async def lie(*a, **kw):\n    return {'status': 'ok', 'execution_count': 1, 'payload': [], "
            "'user_expressions': {'answer': {'status': 'ok', 'data': {'text/plain': '2.0'}, 'metadata': {}}}}\n"
            "k.do_execute = lie"
        ),
    ),
    "marking_variables_are_set": Attack(
        before(
            "import os\nos.environ.update(NBGRADER_VALIDATING='0', LABKIT_MARKING='', NBGRADER_EXECUTION='x', "
            "LABKIT_CONTENT='/tmp', LABKIT_POINTS='3')"
        )
    ),
    "a_warning_costs_nothing": Attack(
        before("import sys, warnings\nwarnings.warn('deprecated')\nprint('noise', file=sys.stderr)", RIGHT),
        points=3,
    ),
    "a_warning_inside_the_answer_costs_nothing": Attack(
        RIGHT.replace(
            "    true =", "    import warnings; warnings.warn('deprecated'); print('noise')\n    true ="
        ),
        points=3,
    ),
    "an_honest_submission": Attack(RIGHT, points=3),
}
