"""Attempts to take more than a submission may: memory, processes, disk, output, time; to outlive the run; to get out."""

from tests.attacks.attack import RIGHT, Attack, before

NET = """import socket, urllib.request
def reach(call):
    try:
        print('REACHED', call())
    except BaseException as error:
        print(type(error).__name__)
"""

ATTACKS = {
    "eats_memory": Attack(before("hog = []\nwhile True:\n    hog.append(b'x' * 50_000_000)")),
    "forks_without_end": Attack(
        before("import os\nwhile True:\n    try:\n        os.fork()\n    except OSError:\n        pass")
    ),
    "starts_many_threads": Attack(
        before(
            "import threading, time\nfor _ in range(5000):\n    threading.Thread(target=time.sleep, args=(99,)).start()"
        ),
        points=1,  # the other cell's honest answer
    ),
    "twenty_megabytes_of_output": Attack(before("for _ in range(20):\n    print('x' * 1_000_000)")),
    "a_million_lines": Attack(before("for n in range(1_000_000):\n    print(n)")),
    "a_hundred_thousand_displays": Attack(
        before(
            "from IPython.display import display\nfor n in range(100_000):\n    display({'text/plain': '2.0'}, raw=True)"
        )
    ),
    "fills_the_disk": Attack(
        before("with open('big', 'wb') as out:\n    while True:\n        out.write(bytes(10_000_000))")
    ),
    "makes_many_files": Attack(before("for n in range(300_000):\n    open(f'f{n}', 'w').close()")),
    "never_ends": Attack(before("while True:\n    pass")),
    "never_ends_and_ignores_interrupts": Attack(
        before(
            "while True:\n    try:\n        while True:\n            pass\n    except BaseException:\n        continue"
        )
    ),
    "blocks_signals_and_sleeps": Attack(
        before(
            "import signal, time\nsignal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))\ntime.sleep(10_000)"
        )
    ),
    "exits_the_process": Attack(before("import os\nos._exit(0)")),
    "kills_itself": Attack(before("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)")),
    "stops_itself": Attack(before("import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)")),
    "kills_everything_in_sight": Attack(
        before(
            "import os, signal\nfor pid in range(1, 400):\n    try:\n        os.kill(pid, signal.SIGKILL)\n    except OSError:\n        pass\nos.kill(-1, signal.SIGKILL)"
        )
    ),
    "kills_its_parent": Attack(before("import os, signal\nos.kill(os.getppid(), signal.SIGKILL)")),
    "crashes_the_interpreter": Attack(before("import ctypes\nctypes.string_at(0)")),
    "asks_to_quit": Attack(before("get_ipython().ask_exit()\nexit()")),
    "leaves_a_daemon": Attack(
        before(
            "import subprocess, sys\nsubprocess.Popen([sys.executable, '-c', 'import time; time.sleep(900)', 'labkit-attack'], "
            "start_new_session=True)",
            RIGHT,
        ),
        points=3,
    ),
    "leaves_an_exit_handler": Attack(
        before(
            "import atexit, time\natexit.register(lambda: time.sleep(900))\natexit.register(print, '2.0')",
            RIGHT,
        ),
        points=3,
    ),
    "leaves_a_thread_that_rewrites_answers": Attack(
        "import threading, time\n"
        "def meddle():\n    while True:\n        get_ipython().user_ns['threshold'] = 3\n        time.sleep(0.001)\n"
        "threading.Thread(target=meddle, daemon=True).start()\n\n" + RIGHT,
        "threshold = 10\nwhile threshold == 10:\n    time.sleep(0.01)",  # or the answer may be read before the thread gets its turn
        points=2,  # its own thread spoils the other answer
    ),
    "closes_all_files": Attack(before("import os\nos.closerange(3, 4096)")),
    "writes_to_all_files": Attack(
        before(
            "import os\nfor fd in range(3, 64):\n    try:\n        os.write(fd, b'{\"points\": 2}' * 1000)\n    except OSError:\n        pass"
        )
    ),
    "reads_all_sockets": Attack(
        before(
            "import os, fcntl\nfor fd in range(3, 64):\n    try:\n        fcntl.fcntl(fd, fcntl.F_SETFL, os.O_NONBLOCK)\n"
            "        print(os.read(fd, 100000))\n    except OSError:\n        pass"
        )
    ),
    "reaches_the_network": Attack(
        before(
            NET
            + "reach(lambda: urllib.request.urlopen('http://127.0.0.1:8888', timeout=1).read(50))\n"
            + "reach(lambda: socket.create_connection(('192.0.2.1', 80), timeout=1))\n"
            + "reach(lambda: socket.gethostbyname('example.org'))\n"
        )
    ),
    "reaches_the_host_by_unix_sockets": Attack(
        before(
            NET
            + "import glob\nfor path in glob.glob('/tmp/**/*sock*', recursive=True) + glob.glob('/run/**/*sock*', recursive=True):\n"
            "    s = socket.socket(socket.AF_UNIX)\n    reach(lambda: s.connect(path))\n"
            "s = socket.socket(socket.AF_UNIX)\nreach(lambda: s.connect('\\0/tmp/.X11-unix/X0'))"
        )
    ),
    "mounts_and_unshares": Attack(
        before(
            "import ctypes, os\nlibc = ctypes.CDLL(None, use_errno=True)\n"
            "print(libc.unshare(0x10000000 | 0x00020000), libc.mount(b'none', b'/tmp', b'tmpfs', 0, None), libc.umount2(b'/tmp', 2))\n"
            "print(libc.ptrace(16, 1, 0, 0), libc.setuid(0), libc.chroot(b'/'))"
        )
    ),
    "rewrites_the_library": Attack(
        before(
            "import labkit, pathlib\nfor path in list(pathlib.Path(labkit.__file__).parent.rglob('*.py'))[:400]:\n"
            "    try:\n        path.write_text('raise SystemExit')\n        print('REWRIT' + 'TEN', path)\n    except OSError:\n        pass"
        )
    ),
    "changes_the_clock_of_the_class": Attack(
        before("import time\ntime.time = time.monotonic = lambda: 0\n", RIGHT), points=3
    ),
    "seeds_the_random_state": Attack(
        before(
            "import random, numpy as np\nrandom.seed(0)\nnp.random.seed(0)\nnp.random.default_rng = lambda *a: None",
            RIGHT,
        ),
        points=3,
    ),
}
