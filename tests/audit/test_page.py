"""The page on auditing runs, and says what it says about real people."""

import re
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "audit.md"


def test_the_page_runs_from_top_to_bottom():
    blocks = re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), flags=re.S)
    assert len(blocks) == 4
    names = {}
    for block in blocks:
        exec(compile(block, str(PAGE), "exec"), names)
    assert names["women"]["status"] == "ok"


def test_every_function_named_on_the_page_exists():
    from labkit import audit

    named = set(re.findall(r"`(\w+)`", PAGE.read_text("utf-8")))
    functions = {
        name
        for name in named
        if re.match(r"(group|bootstrap|auc|threshold|counter|sample|search|label)_", name)
    }
    assert len(functions) >= 7 and functions <= set(audit.__all__) | {"label_bias"}
