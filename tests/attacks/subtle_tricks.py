"""Attempts to wear out or mislead the trusted side itself, and to carry hidden inputs out of the process that is asked."""

from nbformat.v4 import new_code_cell, new_markdown_cell

from tests.attacks.attack import Attack, before

WIRE = """import json, os, struct
def forge(message, coding='utf-8'):
    body = (message if isinstance(message, str) else json.dumps(message)).encode(coding, 'surrogatepass')
    os.write(3, struct.pack('>I', len(body)) + body)
"""
DEEP = "import sys\nsys.setrecursionlimit(10**6)\ndeep = '\\ud800' if {} else {{}}\nfor _ in range(900):\n    deep = {{'a': deep}}\n"
SHOW = "from IPython.display import HTML, Markdown, display\n"
ASKED = "\n\ndef ppv(sensitivity, specificity, prevalence):\n    tell(repr(sensitivity))\n    return 0.5"


def shown(markup: str) -> Attack:
    return Attack(before(f"{SHOW}display(HTML({markup}))"))


def prose(text: str) -> Attack:
    return Attack(edit=lambda notebook: notebook.cells.append(new_markdown_cell(text)))


def telling(channel: str, listen: str) -> Attack:
    """A function that tells what it is asked through a channel, and a later cell that listens."""
    code = f"found = None\n{listen}\nif found:\n    print('HIDDEN' + ' INPUTS', found)"
    return Attack(channel + ASKED, edit=lambda notebook: notebook.cells.append(new_code_cell(code)))


def returning(expression: str) -> str:
    return f"def ppv(sensitivity, specificity, prevalence):\n    return {expression}"


ATTACKS = {
    "a_number_of_four_hundred_digits": Attack(returning("10**400"), points=1),
    "a_frame_with_columns_called_by_lists": Attack(
        before(
            "import labkit.tasks.codec as c\nreal = c.encode\n"
            "c.encode = lambda v, *a: {'$': 'frame', 'columns': [[1], [2]], 'index': {'names': [None], 'v': []},\n"
            "    'data': [{'$': 'objects', 'shape': [0], 'v': []}] * 2} if v == 0.5 else real(v, *a)"
        )
    ),
    "an_output_nested_too_deeply": Attack(
        before(DEEP.format(0) + SHOW + "display({'application/json': deep, 'text/plain': 'x'}, raw=True)")
    ),
    "half_characters_nested_deeply": Attack(
        before(DEEP.format(1) + SHOW + "display({'text/plain': 'x'}, raw=True, metadata=deep)")
    ),
    "a_message_in_another_encoding": Attack(
        before(
            WIRE
            + "forge({'t': 'out', 'type': 'stream', 'content': {'name': 'stdout', 'text': '\\ud800'}}, 'utf-16-be')"
        ),
        seen=("protocol",),
    ),
    "replies_to_questions_to_come": Attack(
        before(
            WIRE
            + "for n in range(1, 60):\n    forge({'t': 'done', 'id': n, 'status': 'ok', 'kind': 'value', 'handle': 0, 'data': 10})"
        ),
        seen=("protocol",),
    ),
    "duplicate_keys_and_no_numbers": Attack(
        before(WIRE + 'forge(\'{"t": "done", "t": "out", "type": NaN, "content": 1e999}\')'),
        seen=("protocol",),
    ),
    "divisions_without_end": shown("'<div>' * 60_000"),
    "scripts_that_nobody_closes": shown("'<script ' * 150_000"),
    "a_million_angle_brackets": shown("'<' * 1_000_000"),
    "a_hundred_thousand_attributes": shown("'<a ' + ' '.join(f'b{n}=1' for n in range(100_000))"),
    "mathematics_that_nobody_ends": prose("\\begin{a}" * 20_000),
    "quotations_in_quotations": prose(">" * 20_000 + " x"),
    "prose_that_leaves_the_page": prose(
        "</div></main></body><form action=/x><button formaction=/y>✓ Right (2/2)</button></form><base href=//x>"
    ),
    "tells_by_shared_memory": telling(
        "import mmap\nshared = mmap.mmap(-1, 64)\ndef tell(text): shared[:8] = text[:8].encode()",
        "found = bytes(shared).strip(b'\\0')",
    ),
    "tells_by_a_pipe": telling(
        "import os\nends = os.pipe()\nos.set_blocking(ends[0], False)\ndef tell(text): os.write(ends[1], text.encode())",
        "try:\n    found = os.read(ends[0], 999)\nexcept OSError:\n    pass",
    ),
    "tells_by_names_of_files": telling(
        "import os\ndef tell(text):\n    os.symlink(text, 'told')\n    os.mkdir('told' + text)\n    open('told.' + text, 'w')",
        "found = [n for n in os.listdir() if n.startswith('told')]",
    ),
    "tells_by_names_of_empty_files": telling(
        "import os\ndef tell(text): open('told.' + text, 'a').close()",
        "found = [n for n in os.listdir() if n.startswith('told')]",
    ),
    "tells_by_a_files_time": telling(
        "import os\nopen('clock', 'w').close()\nwas = os.stat('clock').st_mtime_ns\ndef tell(text): os.utime('clock', ns=(1, int(text[2:12])))",
        "found = os.stat('clock').st_mtime_ns != was",
    ),
    "tells_by_a_socket": telling(
        "import socket, threading\nheard = []\ndoor = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)\ndoor.bind('\\0told')\n"
        "threading.Thread(target=lambda: heard.append(door.recv(99)), daemon=True).start()\n"
        "def tell(text): socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM).sendto(text.encode(), '\\0told')",
        "found = heard",
    ),
    "tells_by_signals": telling(
        "import os, signal\nheard = []\nsignal.signal(signal.SIGUSR1, lambda *a: heard.append(1))\npid = os.getpid()\n"
        "def tell(text): os.kill(pid, signal.SIGUSR1)",
        "found = heard",
    ),
    "tells_by_a_process_that_stays": telling(
        "import subprocess, sys\ndef tell(text):\n    subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(30)', 'told' + text], start_new_session=True)",
        "import glob\nfound = [t for p in glob.glob('/proc/[0-9]*/cmdline') if b'told0' in (t := open(p, 'rb').read())]",
    ),
    "tells_by_an_earlier_display": Attack(
        WIRE
        + SHOW
        + "handle = display('x', display_id='told')\n"
        + "def tell(text):\n    forge({'t': 'out', 'type': 'update_display_data', 'content': {'transient': {'display_id': 'told'},"
        + " 'metadata': {}, 'data': {'text/plain': 'HIDDEN' + ' INPUTS ' + text}}})"
        + ASKED
    ),
}
