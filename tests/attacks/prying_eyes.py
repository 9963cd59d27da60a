"""Attempts to read what only the course may read, or what other learners wrote. What is found is printed, loudly."""

from tests.attacks.attack import Attack, before

SHOW = """import os, glob, pathlib
def show(path):
    try:
        print(pathlib.Path(path).read_bytes()[:20000])
    except Exception as error:
        print(type(error).__name__)
"""


def prying(code: str, **more) -> Attack:
    return Attack(before(SHOW + code), **more)


ATTACKS = {
    "reads_the_source_folder": prying(
        "for up in range(1, 9):\n    for path in glob.glob('../' * up + 'source/**', recursive=True):\n        show(path)"
    ),
    "reads_the_graders": prying(
        "for path in glob.glob('/**/graders/*.py', recursive=True)[:50]:\n    show(path)"
    ),
    "imports_the_grader": prying(
        "try:\n    from labkit.tasks.load import Content, load_grader\n"
        "    g = load_grader(Content.find(), 's1_alarm')\n    ppv_right = g.task('ppv').right\n    print('GRADER' + ' REACHED', ppv_right)\n"
        "except BaseException as error:\n    print(type(error).__name__)"
    ),
    "reads_the_solved_notebook": prying(
        "for path in glob.glob('/**/s1_alarm*.ipynb', recursive=True)[:20]:\n    show(path)"
    ),
    "reads_the_course_secret": prying(
        "for root in ('/', os.path.expanduser('~'), '..', '../..', '/work', '/home', '/root', '/tmp'):\n"
        "    for path in glob.glob(root + '/**/course_secret', recursive=True, include_hidden=True)[:5]:\n        show(path)"
    ),
    "reads_and_writes_the_gradebook": prying(
        "import sqlite3\nfor path in glob.glob('/**/gradebook.db', recursive=True)[:5] + ['../../gradebook.db']:\n"
        "    try:\n        db = sqlite3.connect(path)\n        print(db.execute('select * from grade').fetchall())\n"
        "        db.execute('update grade set manual_score = 100')\n        db.commit()\n"
        "    except Exception as error:\n        print(type(error).__name__)"
    ),
    "reads_other_submissions": prying(
        "for root in ('/', '..', '../..', '/tmp', '/dev/shm'):\n"
        "    for path in glob.glob(root + '/**/submitted/**/*.ipynb', recursive=True)[:20]:\n        show(path)"
    ),
    "reads_the_home_folder": prying(
        "for path in glob.glob('/root/*') + glob.glob('/home/**', recursive=True)[:50] + ['/root/.bashrc', '/etc/shadow']:\n    show(path)"
    ),
    "reads_other_processes": prying(
        "for path in glob.glob('/proc/[0-9]*/environ') + glob.glob('/proc/[0-9]*/cmdline') + glob.glob('/proc/[0-9]*/maps'):\n    show(path)"
    ),
    "reads_through_proc_root": prying(
        "for path in glob.glob('/proc/[0-9]*/root/work/**/course_secret', recursive=True, include_hidden=True)[:5]:\n    show(path)\n"
        "for path in glob.glob('/proc/[0-9]*/fd/*')[:200]:\n    show(path)"
    ),
    "reads_planted_truths": prying(
        "for path in glob.glob('/**/*.truth.json', recursive=True)[:9]:\n    show(path)"
    ),
    "links_to_the_gradebook": Attack(
        before(
            SHOW
            + "for path in glob.glob('*'):\n    show(path)\nos.symlink('/etc/shadow', 'out.txt')\nshow('out.txt')"
        )
    ),
    "prints_the_environment": prying("print(dict(os.environ))"),
}
