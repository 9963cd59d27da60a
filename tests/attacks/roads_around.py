"""Roads to the library's own answer that do not name it: its code copied, its source executed, the watch over calls switched off.

What they return is right, and nobody can say whose it is: a person looks, and no point is given before.
"""

from tests.attacks.attack import RIGHT, Attack, before

FOUND = "import labkit.evaluate as library\nfound = getattr(library, bytes([112, 112, 118]).decode(), None)\n"


def road(code: str) -> Attack:
    return Attack(before(code, RIGHT), person=True)


ATTACKS = {
    "copies_the_code_object": road(
        f"import types\n{FOUND}if found:\n    own = types.FunctionType(found.__code__, {{}})"
    ),
    "copies_the_code_object_in_pieces": road(f"{FOUND}code = getattr(found, '__co' + 'de__', None)"),
    "executes_the_librarys_source": road(
        "import labkit, pathlib\nspace = {}\nfor path in pathlib.Path(labkit.__file__).parent.rglob('*prevalence*.py'):\n"
        "    try:\n        exec(path.read_text(), space)\n    except Exception:\n        pass"
    ),
    "loads_the_librarys_file": road(
        "import importlib.util as util\nplace = util.find_spec('labkit.evaluate').origin\nown = util.spec_from_file_location('own', place)"
    ),
    "switches_the_watch_off": road(
        "import labkit.tasks.forbidden_calls as calls\ncalls.ForbiddenCalls.noting = lambda *names, **more: None\n"
        + FOUND
    ),
    "switches_the_watch_off_by_the_table_of_modules": road(
        "import sys\nsys.modules['labkit.tasks.forbidden_calls'].ForbiddenCalls._note = lambda *names: None"
    ),
    "calls_under_a_packages_name": road(
        "import numpy\nspace = {}\nexec(compile('def through(f, *a): return f(*a)', numpy.__file__, 'exec'), space)"
    ),
    "compiles_nothing_of_anybodys": Attack(
        before("import re\nnumber = re.compile(r'[0-9]+')\ntotal = eval('1 + 1')", RIGHT), points=3
    ),
}
