"""What the exchange keeps, without a hub: an index that can be made again, the same in PostgreSQL, archives from anybody."""

import contextlib
import io
import shutil
import sys
import tempfile
import zipfile
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from labkit.hub.exchange.bundle import pack, unpack
from labkit.hub.exchange.names import Refused
from labkit.hub.exchange.people import roles
from labkit.hub.exchange.store import Store


@pytest.fixture(scope="module")
def server():
    """A PostgreSQL of our own, on a socket in a short folder (a socket's path has 107 characters at most)."""
    if sys.version_info >= (3, 13):
        pytest.skip("pgserver has wheels up to Python 3.12")
    import pgserver

    folder = Path(tempfile.mkdtemp(prefix="pg"))
    database = pgserver.get_server(folder / "data")
    yield database.get_uri()
    database.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request):
    return "" if request.param == "sqlite" else request.getfixturevalue("server")


def filled(root, url):
    store = Store(root, url, ZoneInfo("Europe/Paris"))
    store.release("c1", "lab1", {"lab1.ipynb": b"{}"})
    for n, learner in enumerate(("ada", "bob", "ada")):
        store.submit("c1", learner, "lab1", f"{n:032x}", pack({"lab1.ipynb": b"%d" % n}))
    (page,) = store.index.pages("c1", "bob")
    store.put_feedback("c1", {f"{page['page']}.html": b"well"})
    return store


def seen(store):
    rows = store.index.find("c1")
    return rows, {who: store.feedback("c1", who) for who in ("ada", "bob")}


def test_the_index_is_made_again_from_the_files(tmp_path, url):
    store = filled(tmp_path / "x", url)
    before = seen(store)
    assert [row.learner for row in before[0]] == ["ada", "bob", "ada"] and len(before[1]["bob"]) == 1
    for learner in ("ada", "bob"):
        store.index.remove("c1", learner)
    assert not store.index.find("c1")
    store.index.close()
    again = Store(tmp_path / "x", url, ZoneInfo("Europe/Paris"))
    assert seen(again) == before

    # Killed between the files and the index, between two files, and while a learner was erased.
    folder = tmp_path / "x" / "courses" / "c1" / "learners"
    (folder / "ada" / f"{0:032x}.json").unlink()
    (folder / "bob" / ".half.part").write_bytes(b"half")
    (folder / "bob").rename(folder.parent / ".erased-1")
    again.index.close()
    last = Store(tmp_path / "x", url, ZoneInfo("Europe/Paris"))
    assert [row.id for row in last.index.find("c1")] == [f"{2:032x}"]
    assert not list(folder.parent.glob(".erased*"))
    assert (
        last.submit("c1", "ada", "lab1", f"{0:032x}", pack({"lab1.ipynb": b"0"}))["stamp"]
        > before[0][-1].stamp
    )
    last.erase("c1", "ada")
    last.index.close()


def test_a_receipt_that_was_given_is_given_again_though_the_index_was_lost(tmp_path):
    store = filled(tmp_path / "x", "")
    data = pack({"lab1.ipynb": b"1"})
    first = store.submit("c1", "bob", "lab1", f"{1:032x}", data)
    store.index.remove("c1", "bob")
    assert store.submit("c1", "bob", "lab1", f"{1:032x}", data) == first
    assert [row.id for row in store.index.find("c1", "bob")] == [f"{1:032x}"]


def test_a_disk_that_is_full_loses_nothing_that_was_confirmed(tmp_path, monkeypatch):
    store = filled(tmp_path / "x", "")
    before = seen(store)

    def full(*_given):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", full)
        with pytest.raises(OSError, match="space"):
            store.submit("c1", "bob", "lab1", "f" * 32, pack({"lab1.ipynb": b"3"}))
        with pytest.raises(OSError, match="space"):
            store.release("c1", "lab1", {"lab1.ipynb": b"new"})
    assert seen(store) == before and unpack(store.lab("c1", "lab1")) == {"lab1.ipynb": b"{}"}
    assert store.submit("c1", "bob", "lab1", "f" * 32, pack({"lab1.ipynb": b"3"}))["receipt"]


@pytest.mark.parametrize(
    "method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
)
def test_a_damaged_archive_is_refused_however_it_was_packed(method):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        archive.writestr("a.ipynb", b"a notebook " * 50)
    sound = packed.getvalue()
    assert unpack(sound)
    for place in range(len(sound)):
        for value in (0, 255):
            damaged = sound[:place] + bytes([value]) + sound[place + 1 :]
            with contextlib.suppress(Refused):
                unpack(damaged)


def test_an_archive_is_unpacked_to_a_limit():
    assert unpack(pack({"a/b": b"x", "c": b""})) == {"a/b": b"x", "c": b""}
    for files, status in (
        ({"zeros": b"0" * 2000}, 413),
        ({f"{n}": b"" for n in range(2001)}, 413),
        ({"a": b"x", "a/b": b"x"}, 400),
    ):
        with pytest.raises(Refused) as why:
            unpack(pack(files), largest=1000)
        assert why.value.status == status


def test_a_course_is_its_groups_and_who_is_both_is_an_instructor():
    groups = ["nbgrader-a", "formgrade-a", "labkit-course-b-c-learners", "labkit-course-d-instructors"]
    assert roles(groups) == {"a": "instructor", "b-c": "learner", "d": "instructor"}
    odd = ["nbgrader-", "nbgrader-../x", "formgrade-a/b", "labkit-course--learners", "other-x", "Nbgrader-x"]
    assert roles(odd) == {}
