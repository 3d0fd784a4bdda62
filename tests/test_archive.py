from __future__ import annotations

import hashlib
import subprocess
import threading
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.archive import Archive, Damaged, Missing

SAME_FOLDER = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@given(raw=st.binary(max_size=4096))
@SAME_FOLDER
def test_bytes_in_are_bytes_out(tmp_path: Path, raw: bytes) -> None:
    archive = Archive(tmp_path / "archive")
    sha256 = archive.put(raw)
    assert sha256 == hashlib.sha256(raw).hexdigest()
    assert archive.has(sha256)
    assert archive.get(sha256) == raw


@given(raw=st.binary(max_size=600), data=st.data())
@SAME_FOLDER
def test_one_flipped_bit_is_noticed_and_mended(
    tmp_path: Path, raw: bytes, data: st.DataObject
) -> None:
    archive = Archive(tmp_path / "archive")
    sha256 = archive.put(raw)
    place = archive.place(sha256)
    packed = bytearray(place.read_bytes())
    at = data.draw(st.integers(0, len(packed) - 1))
    packed[at] ^= 1 << data.draw(st.integers(0, 7))
    place.write_bytes(packed)
    try:
        # A frame has bits that nothing reads: flipping one of them loses nothing.
        assert archive.get(sha256) == raw
    except Damaged as error:
        assert "restore" in str(error)
    assert archive.put(raw) == sha256
    assert archive.get(sha256) == raw


@given(raw=st.binary(min_size=1, max_size=600), data=st.data())
@SAME_FOLDER
def test_a_file_cut_short_is_noticed(tmp_path: Path, raw: bytes, data: st.DataObject) -> None:
    archive = Archive(tmp_path / "archive")
    sha256 = archive.put(raw)
    place = archive.place(sha256)
    packed = place.read_bytes()
    place.write_bytes(packed[: data.draw(st.integers(0, len(packed) - 1))])
    with pytest.raises(Damaged):
        archive.get(sha256)
    place.write_bytes(packed)


def test_other_bytes_under_a_name_are_noticed(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    one, other = archive.put(b"announced"), archive.put(b"rescinded")
    archive.place(one).write_bytes(archive.place(other).read_bytes())
    with pytest.raises(Damaged, match="not those of its name"):
        archive.get(one)


def test_what_is_missing_says_so_in_one_line(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive")
    nothing = "0" * 64
    assert not archive.has(nothing)
    with pytest.raises(Missing) as caught:
        archive.get(nothing)
    assert str(caught.value).startswith(nothing)
    assert isinstance(caught.value, KeyError)
    assert not (tmp_path / "archive").exists()


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "0" * 63, "0" * 64 + "\n"])
def test_what_is_no_hash_reaches_no_file(tmp_path: Path, name: str) -> None:
    with pytest.raises(Missing):
        Archive(tmp_path).place(name)


def test_the_same_bytes_are_kept_once_and_nothing_is_left_beside(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    raw = b"<html>Today</html>" * 100
    threads = [threading.Thread(target=archive.put, args=(raw,)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    files = [p for p in tmp_path.rglob("*") if p.is_file()]
    assert [p.name for p in files] == [hashlib.sha256(raw).hexdigest()[2:] + ".zst"]


def test_what_compresses_to_nothing_is_still_given_back(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    raw = bytes(20_000_000)
    sha256 = archive.put(raw)
    assert archive.place(sha256).stat().st_size < 5_000
    assert archive.get(sha256) == raw


def test_a_killed_write_leaves_no_half_file_under_the_name(tmp_path: Path) -> None:
    import sys

    code = (
        "import sys, os\n"
        "from pathlib import Path\n"
        "from crawler.archive import Archive\n"
        "Path.replace = lambda self, target: os._exit(9)\n"
        "Archive(sys.argv[1]).put(b'half')\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False)
    assert done.returncode == 9
    assert not Archive(tmp_path).has(hashlib.sha256(b"half").hexdigest())
