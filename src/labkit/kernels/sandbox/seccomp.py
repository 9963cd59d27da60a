"""A seccomp filter for a learner's kernel: the system calls no lab needs and most escapes do.

Two reasons for a call to be here: it reaches kernel code that has let sandboxes be left (namespaces, mounts, keys, bpf,
io_uring), or it takes memory that no limit counts (memfd_create, System V shared memory). Reference: seccomp(2).
"""

import ctypes
import errno
import platform
import struct

_ALLOW, _ERRNO, _NOTIFY = 0x7FFF0000, 0x00050000, 0x7FC00000
_LOAD, _JUMP_EQUAL, _JUMP_AT_LEAST, _JUMP_SET, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_NAMESPACES = 0x7E020000  # CLONE_NEW*: cgroup, uts, ipc, user, pid, net, mount
# AF_UNIX, AF_INET, AF_INET6, AF_NETLINK (interfaces are listed through it). Not AF_VSOCK: no namespace holds it.
_NO_FAMILIES: tuple[int, ...] = ()
_NETWORK_FAMILIES = (1, 2, 10, 16)
_FIRST_ARGUMENT = 16

# name: number on x86_64, on aarch64
_REFUSED = {
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271),
    "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41), "chroot": (161, 51),
    "open_tree": (428, 428), "move_mount": (429, 429), "fsopen": (430, 430), "fsconfig": (431, 431),
    "fsmount": (432, 432), "fspick": (433, 433), "mount_setattr": (442, 442),
    "unshare": (272, 97), "setns": (308, 268),
    "add_key": (248, 217), "request_key": (249, 218), "keyctl": (250, 219),
    "bpf": (321, 280), "perf_event_open": (298, 241), "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425), "io_uring_enter": (426, 426), "io_uring_register": (427, 427),
    "open_by_handle_at": (304, 265), "name_to_handle_at": (303, 264),
    "kexec_load": (246, 104), "init_module": (175, 105), "finit_module": (313, 273), "delete_module": (176, 106),
    "reboot": (169, 142), "swapon": (167, 224), "swapoff": (168, 225), "acct": (163, 89), "syslog": (103, 116),
    "quotactl": (179, 60), "settimeofday": (164, 170), "clock_settime": (227, 112), "adjtimex": (159, 171),
    "memfd_create": (319, 279), "memfd_secret": (447, 447), "shmget": (29, 194), "msgget": (68, 186),
    "pidfd_getfd": (438, 438), "kcmp": (312, 272), "personality": (135, 92),
}  # fmt: skip
# Let through, but noted.
WATCHED = {"connect": (42, 203), "sendto": (44, 206)}
_SENDTO_ADDRESS = 16 + 8 * 4
_SECCOMP = {"x86_64": 317, "aarch64": 277}
_SET_MODE_FILTER, _NEW_LISTENER = 1, 8
_CLONE, _CLONE3, _SOCKET = {"x86_64": 56, "aarch64": 220}, 435, {"x86_64": 41, "aarch64": 198}


def _statement(code: int, value: int, yes: int = 0, no: int = 0) -> bytes:
    return struct.pack("HBBI", code, yes, no, value & 0xFFFFFFFF)


def names(machine: str) -> dict[int, str]:
    """Names of the refused and watched calls by their number on `machine` (empty for an unknown one)."""
    if machine not in _ARCHITECTURES:
        return {}
    column = _column(machine)
    named = {numbers[column]: name for name, numbers in (_REFUSED | WATCHED).items()}
    return named | {_CLONE[machine]: "clone into a namespace", _SOCKET[machine]: "socket of a refused family"}


def _column(machine: str) -> int:
    return ("x86_64", "aarch64").index(machine)


def program(machine: str, *, network: bool = True, notify: bool = False) -> bytes:
    """The filter, compiled for `machine`.

    Parameters
    ----------
    machine : {"x86_64", "aarch64"}
    network : bool
        False refuses every socket but a pair of connected ones: for where there is no network namespace.
    notify : bool
        Hand refused and watched calls to a listener instead of refusing them silently.
    """
    column = _column(machine)
    refuse = _statement(_RETURN, _NOTIFY if notify else _ERRNO | errno.EPERM)
    unknown = _statement(_RETURN, _ERRNO | errno.ENOSYS)
    lines = [
        _statement(_LOAD, 4),
        _statement(_JUMP_EQUAL, _ARCHITECTURES[machine], 1, 0),
        unknown,
        _statement(_LOAD, 0),
    ]
    if machine == "x86_64":  # the x32 interface has other numbers for the same calls
        lines += [_statement(_JUMP_AT_LEAST, 0x40000000, 0, 1), unknown]
    for numbers in _REFUSED.values():
        lines += [_statement(_JUMP_EQUAL, numbers[column], 0, 1), refuse]
    if notify:
        lines += [_statement(_JUMP_EQUAL, WATCHED["connect"][column], 0, 1), refuse]
        lines += [
            _statement(_JUMP_EQUAL, WATCHED["sendto"][column], 0, 4),
            _statement(_LOAD, _SENDTO_ADDRESS),
            _statement(_JUMP_EQUAL, 0, 1, 0),  # connected sockets send without an address
            refuse,
            _statement(_RETURN, _ALLOW),
        ]
    # clone3 hides its flags behind a pointer: glibc falls back to clone, whose flags can be read here.
    lines += [_statement(_JUMP_EQUAL, _CLONE3, 0, 1), unknown]
    lines += [
        _statement(_JUMP_EQUAL, _CLONE[machine], 0, 4),
        _statement(_LOAD, _FIRST_ARGUMENT),
        _statement(_JUMP_SET, _NAMESPACES, 0, 1),
        refuse,
        _statement(_RETURN, _ALLOW),
    ]
    families = _NETWORK_FAMILIES if network else _NO_FAMILIES
    lines += [_statement(_JUMP_EQUAL, _SOCKET[machine], 1, 0), _statement(_RETURN, _ALLOW)]
    lines += [_statement(_LOAD, _FIRST_ARGUMENT)]
    for position, family in enumerate(families):
        lines.append(_statement(_JUMP_EQUAL, family, len(families) - position, 0))
    lines.append(refuse)
    return b"".join([*lines, _statement(_RETURN, _ALLOW)])


# What could carry something out of a process that is asked, besides its reply: names and times of files, signals,
# sockets, locks, other processes. Numbers on x86_64, on aarch64 (-1: not there).
_CARRIES = {
    "mkdir": (83, -1), "mkdirat": (258, 34), "mknod": (133, -1), "mknodat": (259, 33), "symlink": (88, -1),
    "symlinkat": (266, 36), "link": (86, -1), "linkat": (265, 37), "rename": (82, -1), "renameat": (264, 38),
    "renameat2": (316, 276), "unlink": (87, -1), "unlinkat": (263, 35), "rmdir": (84, -1), "creat": (85, -1),
    "truncate": (76, 45), "ftruncate": (77, 46), "utime": (132, -1), "utimes": (235, -1), "utimensat": (280, 88),
    "futimesat": (261, -1), "chmod": (90, -1), "fchmod": (91, 52), "fchmodat": (268, 53), "fchmodat2": (452, 452),
    "chown": (92, -1), "fchown": (93, 55), "lchown": (94, -1), "fchownat": (260, 54), "setxattr": (188, 5),
    "lsetxattr": (189, 6), "fsetxattr": (190, 7), "kill": (62, 129), "tkill": (200, 130), "tgkill": (234, 131),
    "rt_sigqueueinfo": (129, 138), "rt_tgsigqueueinfo": (297, 240), "pidfd_send_signal": (424, 424),
    "socket": (41, 198), "connect": (42, 203), "setpriority": (141, 140), "sched_setaffinity": (203, 122),
    "sched_setscheduler": (144, 119), "sched_setparam": (142, 118), "sched_setattr": (314, 274), "ioprio_set": (251, 30),
    "semget": (64, 190), "mq_open": (240, 180), "flock": (73, 32), "openat2": (437, 437), "fork": (57, -1),
    "vfork": (58, -1),
}  # fmt: skip
_OPEN, _OPENAT = {"x86_64": 2, "aarch64": -1}, {"x86_64": 257, "aarch64": 56}
_CREATE_OR_WRITE, _THREAD = 0o100 | 0o3, 0x00010000


def silence(machine: str) -> bytes:
    """A second filter, compiled for `machine`: calls by which a process that is asked could tell others what."""
    column = _column(machine)
    refuse = _statement(_RETURN, _ERRNO | errno.EPERM)
    allow = _statement(_RETURN, _ALLOW)
    lines = [_statement(_LOAD, 0)]
    for numbers in _CARRIES.values():
        if numbers[column] >= 0:
            lines += [_statement(_JUMP_EQUAL, numbers[column], 0, 1), refuse]
    for number, argument in ((_OPEN[machine], 1), (_OPENAT[machine], 2)):
        if number >= 0:
            lines += [_statement(_JUMP_EQUAL, number, 0, 4)]
            lines += [_statement(_LOAD, _FIRST_ARGUMENT + 8 * argument)]
            lines += [_statement(_JUMP_SET, _CREATE_OR_WRITE, 0, 1), refuse, allow]
    lines += [_statement(_JUMP_EQUAL, _CLONE[machine], 0, 3), _statement(_LOAD, _FIRST_ARGUMENT)]
    lines += [_statement(_JUMP_SET, _THREAD, 1, 0), refuse]
    return b"".join([*lines, allow])


def install_silence() -> None:
    """Load the second filter for this process, where there is one for its architecture."""
    machine = platform.machine()
    if machine in _ARCHITECTURES:
        _load(machine, silence(machine), 0)


def install(*, network: bool = True) -> int:
    """Load the filter for this process and its children, once ``no_new_privs`` is set.

    Returns
    -------
    int
        Descriptor on which refused calls are told; -1 where the system has none (they are refused silently) or the
        architecture has no filter here.
    """
    machine = platform.machine()
    if machine not in _ARCHITECTURES:
        return -1
    listener = _load(machine, program(machine, network=network, notify=True), _NEW_LISTENER)
    if listener < 0 and _load(machine, program(machine, network=network), 0) < 0:
        raise OSError(ctypes.get_errno(), "seccomp filter refused")
    return listener


def _load(machine: str, code: bytes, flags: int) -> int:
    buffer = ctypes.create_string_buffer(code, len(code))
    header = struct.pack("HxxxxxxP", len(code) // 8, ctypes.addressof(buffer))
    libc = ctypes.CDLL(None, use_errno=True)
    number = ctypes.c_long(_SECCOMP[machine])
    return libc.syscall(number, ctypes.c_ulong(_SET_MODE_FILTER), ctypes.c_ulong(flags), header)
