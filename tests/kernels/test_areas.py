"""Which memory is shared: asked of the system and read from its text, the same."""

import mmap

from labkit.kernels.agent import areas


def _at(memory: mmap.mmap) -> int:
    import ctypes

    return ctypes.addressof(ctypes.c_char.from_buffer(memory))


def test_shared_memory_is_found_and_private_is_not(tmp_path, monkeypatch):
    path = tmp_path / "a file with a space"
    path.write_bytes(b"x" * 8192)
    nameless = mmap.mmap(-1, 4096)
    private = mmap.mmap(-1, 4096, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    with open(path, "r+b") as file:
        written = mmap.mmap(file.fileno(), 8192)
        read = mmap.mmap(file.fileno(), 8192, prot=mmap.PROT_READ)
    found = areas.shared_areas()
    by_start = {area.start: area for area in found}

    assert by_start[_at(written)] == areas.Area(_at(written), _at(written) + 8192, True, str(path))
    assert by_start[_at(nameless)].writable
    assert [a.writable for a in found if a.name == str(path)].count(False) == 1
    assert not any(a.start <= _at(private) < a.end for a in found)

    def unknown(*_arguments):
        raise OSError(25, "Inappropriate ioctl for device")  # Linux before 6.11

    monkeypatch.setattr(areas, "_ioctl", unknown)
    assert sorted(areas.shared_areas(), key=lambda a: a.start) == sorted(found, key=lambda a: a.start)
    assert read[:1] == b"x"
