"""Committed files are checked before they are read."""

import hashlib

import pytest

from labkit.data import DamagedFile, _files


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"abc")
    (tmp_path / "CHECKSUMS").write_text(f"{hashlib.sha256(b'abc').hexdigest()}  a.txt\n")
    return tmp_path


def test_untouched_file_is_given(folder):
    assert _files.verified("a.txt", folder).read_bytes() == b"abc"


def test_one_changed_byte_is_refused_even_after_a_good_load(folder):
    _files.verified("a.txt", folder)
    (folder / "a.txt").write_bytes(b"abd ")
    with pytest.raises(DamagedFile, match=r"a\.txt is not the file that was committed"):
        _files.verified("a.txt", folder)


def test_missing_and_unlisted_files_are_named(folder):
    (folder / "b.txt").write_bytes(b"b")
    with pytest.raises(DamagedFile, match=r"b\.txt is not listed"):
        _files.verified("b.txt", folder)
    (folder / "a.txt").unlink()
    with pytest.raises(DamagedFile, match=r"a\.txt is missing"):
        _files.verified("a.txt", folder)


def test_write_checksum_makes_a_file_pass(folder):
    (folder / "b.txt").write_bytes(b"b")
    _files.write_checksum("b.txt", folder)
    assert _files.verified("b.txt", folder).exists()
    assert _files.verified("a.txt", folder).exists()


def test_every_committed_file_agrees_with_its_checksum():
    listed = _files.checksums(_files.folder())
    assert listed
    for name in listed:
        assert _files.verified(name).is_file()


def test_a_wheels_own_folder_comes_first_and_an_incomplete_install_says_so(tmp_path, monkeypatch):
    package = tmp_path / "lib" / "site-packages" / "labkit"
    monkeypatch.delenv("LABKIT_CONTENT", raising=False)
    monkeypatch.setattr("labkit.content._PACKAGE", package)
    with pytest.raises(DamagedFile, match="Install labkit again"):
        _files.folder()
    for place in (tmp_path / "lib" / "data", package / "_content" / "data"):
        place.mkdir(parents=True)
        (place / "CHECKSUMS").touch()
    assert _files.folder() == package / "_content" / "data"
