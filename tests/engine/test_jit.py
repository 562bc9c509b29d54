import os
import subprocess
import sys
import time
from pathlib import Path

import numba
import pytest

from echelon.engine import _jit
from echelon.engine._jit import DIGEST_LENGTH, UNUSED_DAYS, kernel, prepare_cache, source_digest

DIGEST = "0123456789abcdef0123"
COMPUTE = "from echelon.engine.numbers import exp; print(exp(2.0).hex())"


def computed(cache: Path, temporary: Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {
        "NUMBA_DISABLE_JIT": "0",
        "ECHELON_CACHE_DIR": str(cache),
        "TMPDIR": str(temporary),
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", COMPUTE],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def assert_it_worked(finished: subprocess.CompletedProcess[str]):
    assert ("", "0x1.d8e64b8d4ddaep+2\n", 0) == (
        finished.stderr,
        finished.stdout,
        finished.returncode,
    )


def kept(root: Path) -> dict[str, int]:
    """Return the files of compiled code under `root` and when each was written."""
    return {path.name: path.stat().st_mtime_ns for path in root.rglob("*.nb?")}


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    (tmp_path / "movement").mkdir()
    (tmp_path / "run.py").write_text("a = 1\n")
    (tmp_path / "movement" / "rail.py").write_text("b = 2\n")
    return tmp_path


@pytest.mark.parametrize("edited", ["run.py", "movement/rail.py"])
def test_an_edit_of_any_source_changes_the_digest(sources: Path, edited: str):
    before = source_digest(sources)
    assert before == source_digest(sources)
    (sources / edited).write_text("c = 3\n")
    assert before != source_digest(sources)


def test_a_renamed_or_added_source_changes_the_digest(sources: Path):
    digests = [source_digest(sources)]
    (sources / "run.py").rename(sources / "loop.py")
    digests.append(source_digest(sources))
    (sources / "new.py").touch()
    digests.append(source_digest(sources))
    assert 3 == len(set(digests))


def test_another_numba_or_processor_changes_the_digest(sources: Path):
    assert source_digest(sources, "0.61", "znver4") != source_digest(sources, "0.62", "znver4")
    assert source_digest(sources, "0.61", "znver4") != source_digest(sources, "0.61", "generic")


def test_the_digest_has_the_length_by_which_old_ones_are_known(sources: Path):
    assert DIGEST_LENGTH == len(source_digest(sources)) == len(DIGEST)


def test_digests_long_unused_are_pruned_and_nothing_else(tmp_path: Path):
    old, young, strange = (tmp_path / name for name in ("a" * 20, "b" * 20, "photographs of tea"))
    for directory in (old, young, strange):
        directory.mkdir()
        (directory / "kernel.nbc").touch()
    long_ago_s = time.time() - (UNUSED_DAYS + 1) * 86400
    os.utime(old, (long_ago_s, long_ago_s))
    os.utime(strange, (long_ago_s, long_ago_s))

    assert tmp_path / DIGEST == prepare_cache([tmp_path], DIGEST)
    assert {DIGEST, young.name, strange.name} == {path.name for path in tmp_path.iterdir()}


def test_using_a_digest_makes_it_young_again(tmp_path: Path):
    mine = tmp_path / DIGEST
    mine.mkdir()
    os.utime(mine, (0.0, 0.0))
    prepare_cache([tmp_path], DIGEST)
    assert time.time() - mine.stat().st_mtime < 3600.0


def test_a_root_that_cannot_be_written_is_passed_over(tmp_path: Path):
    blocked = tmp_path / "file"
    blocked.touch()
    assert tmp_path / "other" / DIGEST == prepare_cache([blocked, tmp_path / "other"], DIGEST)
    assert None is prepare_cache([blocked], DIGEST)


def test_a_root_that_others_may_write_to_is_passed_over(tmp_path: Path):
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o777)
    assert None is prepare_cache([shared], DIGEST)


def test_defining_a_kernel_leaves_numba_s_own_settings_alone(tmp_path: Path):
    before = numba.config.CACHE_DIR
    assert 3.0 == kernel(add)(1.0, 2.0)
    assert before == numba.config.CACHE_DIR


@pytest.mark.skipif(not numba.config.DISABLE_JIT, reason="only in plain mode")
def test_a_kernel_is_the_function_itself_in_plain_mode():
    assert add is kernel(add)
    assert None is _jit.CACHE_DIRECTORY


def add(a: float, b: float) -> float:
    return a + b


def test_a_second_process_finds_the_kernel_compiled(tmp_path: Path):
    cache, temporary = tmp_path / "cache", tmp_path / "temporary"
    temporary.mkdir()
    assert_it_worked(computed(cache, temporary))
    before = kept(cache)
    assert before
    assert_it_worked(computed(cache, temporary))
    assert before == kept(cache)
    assert {} == kept(temporary)


@pytest.mark.parametrize("rubbish", [b"", b"rubbish", b"\x80\x05]\x94."])
def test_a_damaged_cache_is_mended_in_silence(tmp_path: Path, rubbish: bytes):
    cache = tmp_path / "cache"
    assert_it_worked(computed(cache, tmp_path))
    for path in cache.rglob("*.nb?"):
        path.write_bytes(rubbish)
    assert_it_worked(computed(cache, tmp_path))
    before = kept(cache)
    assert_it_worked(computed(cache, tmp_path))
    assert before == kept(cache)


def test_without_a_writable_cache_the_temporary_directory_serves(tmp_path: Path):
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    assert_it_worked(computed(Path(os.devnull) / "cache", temporary))
    assert kept(temporary)
    before = kept(temporary)
    assert_it_worked(computed(Path(os.devnull) / "cache", temporary))
    assert before == kept(temporary)
