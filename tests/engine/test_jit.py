import errno
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from echelon.engine import _cache
from echelon.engine._cache import DIGEST_LENGTH, UNUSED_DAYS, prepare_cache, source_digest
from echelon.engine._calling import Code
from echelon.engine._jit import IS_PLAIN, entry, kernel

DIGEST = "0123456789abcdef0123"
COMPUTE = "from echelon.engine.numbers import exp; print(exp(2.0).hex())"
HEAVY = "; import sys; print('numba' in sys.modules)"


def computed(
    cache: Path, temporary: Path, program: str = COMPUTE
) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {
        "NUMBA_DISABLE_JIT": "0",
        "ECHELON_CACHE_DIR": str(cache),
        "TMPDIR": str(temporary),
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
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
    return {path.name: path.stat().st_mtime_ns for path in root.rglob("*.code")}


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
        (directory / "exp.code").touch()
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


@pytest.mark.skipif(not IS_PLAIN, reason="only in plain mode")
def test_a_kernel_is_the_function_itself_in_plain_mode():
    assert add is kernel(add)
    assert add is entry(add)


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


def test_what_is_kept_is_loaded_without_numba(tmp_path: Path):
    printed = [computed(tmp_path, tmp_path, COMPUTE + HEAVY).stdout.split()[-1] for _ in range(2)]
    assert ["True", "False"] == printed


def shortened(content: bytes) -> bytes:
    return content[:-100]


def with_a_bit_turned(content: bytes) -> bytes:
    return content[:-100] + bytes([content[-100] ^ 1]) + content[-99:]


def emptied(content: bytes) -> bytes:
    return b""


def of_something_else(content: bytes) -> bytes:
    return b"rubbish\n" * 9


@pytest.mark.parametrize("damage", [shortened, with_a_bit_turned, emptied, of_something_else])
def test_a_damaged_cache_is_mended_in_silence(tmp_path: Path, damage: Callable[[bytes], bytes]):
    cache = tmp_path / "cache"
    assert_it_worked(computed(cache, tmp_path))
    for path in cache.rglob("*.code"):
        path.write_bytes(damage(path.read_bytes()))
    assert_it_worked(computed(cache, tmp_path))
    before = kept(cache)
    assert_it_worked(computed(cache, tmp_path))
    assert before == kept(cache)


def test_what_cannot_be_kept_whole_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "no space left")

    monkeypatch.setattr(_cache, "cache_directory", lambda: tmp_path)
    code = Code(b"machine code", "symbol", [], "i8")
    with monkeypatch.context() as full:
        full.setattr(Path, "replace", refuse)
        _cache.keep("exp.code", code)
    assert [] == list(tmp_path.iterdir())
    _cache.keep("exp.code", code)
    assert ["exp.code"] == [path.name for path in tmp_path.iterdir()]


def test_without_a_writable_cache_the_temporary_directory_serves(tmp_path: Path):
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    assert_it_worked(computed(Path(os.devnull) / "cache", temporary))
    assert kept(temporary)
    before = kept(temporary)
    assert_it_worked(computed(Path(os.devnull) / "cache", temporary))
    assert before == kept(temporary)


def tuple_of(a: int, b: float) -> tuple[int, tuple[bool, float]]:
    return a + 1, (a > 1, b)


def nothing_of(array: np.ndarray) -> None:
    array[0, 1] = 7.0


def largest(key: np.uint64) -> np.uint64:
    return key


def rows_of(pair: tuple[np.ndarray, int]) -> int:
    return len(pair[0]) * pair[1]


def made(count: int) -> float:
    return np.zeros(count).sum() + count


def test_an_entry_hands_back_numbers_and_tuples_of_them():
    assert (3, (True, 0.5)) == entry(tuple_of)(2, 0.5)
    assert (np.int64(0), (False, 1e300)) == entry(tuple_of)(np.int64(-1), np.float64(1e300))
    assert 2**64 - 1 == entry(largest)(np.uint64(2**64 - 1))


def test_an_entry_writes_into_arrays_however_they_lie():
    upright, turned = np.zeros((2, 3)), np.zeros((3, 2)).T
    assert None is entry(nothing_of)(upright)
    assert None is entry(nothing_of)(turned)
    assert (7.0, 7.0) == (upright[0, 1], turned[0, 1])
    assert (7.0, 7.0) == (upright.sum(), turned.sum())


def test_an_entry_takes_tuples_apart():
    assert 12 == entry(rows_of)((np.zeros(4), 3))


def test_an_entry_may_make_arrays_of_its_own():
    assert 4.0 == entry(made)(4)


@pytest.mark.skipif(IS_PLAIN, reason="plain Python hands back anything")
def test_an_entry_that_would_hand_back_an_array_is_refused():
    with pytest.raises(TypeError, match="cannot hand back array"):
        entry(array_of)(4)


def array_of(count: int) -> np.ndarray:
    return np.zeros(count)


@pytest.mark.skipif(IS_PLAIN, reason="nothing is kept")
def test_an_edit_outside_the_engine_is_noticed(tmp_path: Path):
    module = tmp_path / "edited.py"
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(tmp_path), *sys.path])}
    environment |= {"ECHELON_CACHE_DIR": str(tmp_path / "cache"), "PYTHONDONTWRITEBYTECODE": "1"}
    printed = []
    for number in (1, 2):
        module.write_text(
            "from echelon.engine._jit import entry\n"
            f"@entry\ndef more(a):\n    return a + {number}\nprint(more(1))\n"
        )
        command = [sys.executable, "-c", "import edited"]
        printed.append(subprocess.run(command, env=environment, capture_output=True, text=True))
    assert ["2\n", "3\n"] == [it.stdout for it in printed]
