"""What is changed in a right answer: each operator takes a node of its syntax tree and yields what may stand there instead.

Comparisons, numbers, arithmetic, `and`/`or`, `break`/`continue` and forced branches are those that mutmut 3.8 and
cosmic-ray 8.7 have too. Their packages are not used: they change files, not functions, on trees of their own (libcst,
parso), bring a terminal interface or a web client, and lack what learners get wrong most: ties, sorts, ends of a list,
copies left out, arguments changed in place.

``CHANGED`` is the name under which a changed answer finds `labkit.tasks.adequacy.runtime.Changed`.
"""

from labkit.tasks.adequacy.operators.arithmetic import arithmetic, logic
from labkit.tasks.adequacy.operators.around import around, default
from labkit.tasks.adequacy.operators.comparisons import comparison, in_any_order, inside
from labkit.tasks.adequacy.operators.constants import bounds, number, word
from labkit.tasks.adequacy.operators.flow import branch, loop, statement
from labkit.tasks.adequacy.operators.order import opposite, sort, ties
from labkit.tasks.adequacy.operators.tree import Operator

OPERATORS: dict[str, Operator] = {
    function.__name__: function
    for function in (
        comparison,
        in_any_order,
        inside,
        number,
        word,
        bounds,
        arithmetic,
        logic,
        branch,
        loop,
        statement,
        opposite,
        ties,
        sort,
        around,
        default,
    )
}
