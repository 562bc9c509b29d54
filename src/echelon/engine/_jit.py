"""How the engine's functions are compiled, and where the compiled code is kept.

Numba's own cache does not notice an edit in a file that a kernel merely imports, so the
cache lives in a directory named after a digest of every source of the engine: an edit
anywhere means a clean compilation, and never a stale one.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import numba
import platformdirs
from numba.core.caching import FunctionCache
from numba.core.registry import cpu_target

from echelon.engine._linking import CALLED_FROM_PYTHON, EntryCompiler, InnerCompiler

NUMBA: Any = numba.config
Function = TypeVar("Function", bound=Callable[..., Any])

OPTIONS: dict[str, Any] = {"error_model": "numpy", "fastmath": False, "nogil": True}
CACHE_VARIABLE = "ECHELON_CACHE_DIR"
UNUSED_DAYS = 7
DIGEST_LENGTH = 20


class ForgivingCache(FunctionCache):
    """One kernel's cache: unreadable means compiled anew, unwritable means not kept."""

    def load_overload(self, signature: Any, target_context: Any) -> Any:
        """Return the compiled kernel, or None if it is missing, damaged or unreadable."""
        try:
            return super().load_overload(signature, target_context)
        except Exception:  # unpickling damaged bytes can raise anything
            self._discard()
            return None

    def save_overload(self, signature: Any, compiled: Any) -> None:
        """Keep the compiled kernel if the disk allows it."""
        try:
            super().save_overload(signature, compiled)
        except OSError:
            return

    def _discard(self) -> None:
        try:
            self.flush()
        except OSError:
            self.disable()


def entry(function: Function) -> Function:
    """Compile a function that Python calls, with all kernels beneath it; keep the machine code.

    The code is strict IEEE arithmetic, division by zero gives an infinity or NaN and never
    raises, and the interpreter's lock is released while it runs. Under NUMBA_DISABLE_JIT=1 the
    function is left as it is.
    """
    if NUMBA.DISABLE_JIT:
        return function
    compiled: Any = numba.njit(**OPTIONS, pipeline_class=EntryCompiler)(function)
    if CACHE_DIRECTORY is not None:
        before = NUMBA.CACHE_DIR
        NUMBA.CACHE_DIR = str(CACHE_DIRECTORY)
        try:
            compiled._cache = ForgivingCache(function)
        finally:
            NUMBA.CACHE_DIR = before
    return compiled


def kernel(function: Function) -> Function:
    """Compile a function that kernels call, as part of whatever entry it belongs to.

    Called from Python, as tests do, it becomes an entry of its own, which takes longer.
    """
    if NUMBA.DISABLE_JIT:
        return function
    own_entry: list[Callable[..., Any]] = []

    def call_from_python(*arguments: Any) -> Any:
        if not own_entry:
            own_entry.append(entry(function))
        return own_entry[0](*arguments)

    CALLED_FROM_PYTHON[function] = call_from_python
    inner: Any = numba.njit(**OPTIONS, pipeline_class=InnerCompiler)(function)

    def keep(compiled: Any) -> None:
        # Numba would also hand it to the part of the dispatcher that calls machine code.
        inner.overloads[tuple(compiled.signature.args)] = compiled

    inner.add_overload = keep
    return inner


def source_digest(folder: Path, *circumstances: str) -> str:
    """Return a digest of every Python source under `folder` and of `circumstances`."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.py")):
        source = path.read_bytes()
        digest.update(f"{path.relative_to(folder).as_posix()} {len(source)}\n".encode())
        digest.update(source)
    digest.update("\n".join(circumstances).encode())
    return digest.hexdigest()[:DIGEST_LENGTH]


def prepare_cache(roots: list[Path], digest: str) -> Path | None:
    """Return the directory for `digest` under the first writable root, or None if there is none.

    Directories of other digests there that nobody used for `UNUSED_DAYS` are removed: they
    belong to sources since edited, but a younger one may be another version still at work.
    """
    for root in roots:
        directory = root / digest
        try:
            directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=directory):
                os.utime(directory)
            if not _is_ours(root):
                continue
        except OSError:
            continue
        _prune(root, digest)
        return directory
    return None


def _is_ours(root: Path) -> bool:
    # Compiled kernels are unpickled, so a directory that another user may write to, as in
    # /tmp, would let that user run code here.
    if not hasattr(os, "getuid"):
        return True
    status = root.lstat()
    return status.st_uid == os.getuid() and not status.st_mode & 0o002


def _prune(root: Path, digest: str) -> None:
    oldest_kept_s = time.time() - UNUSED_DAYS * 86400
    for directory in root.iterdir():
        is_digest = len(directory.name) == DIGEST_LENGTH and set(directory.name) <= set(
            "0123456789abcdef"
        )
        try:
            if is_digest and directory.name != digest and directory.stat().st_mtime < oldest_kept_s:
                shutil.rmtree(directory, ignore_errors=True)
        except OSError:
            continue


def _roots() -> list[Path]:
    wished = os.environ.get(CACHE_VARIABLE)
    user = Path(wished) if wished else platformdirs.user_cache_path("echelon") / "kernels"
    name = f"echelon-{os.getuid()}" if hasattr(os, "getuid") else "echelon"
    return [user, Path(tempfile.gettempdir()) / name]


def _circumstances() -> list[str]:
    # Machines of different kinds may share a home directory, and Numba's index of a kernel
    # can be garbled by two of them writing at once.
    machine = cpu_target.target_context.codegen().magic_tuple()
    return [numba.__version__, *map(str, machine)]


def _cache_directory() -> Path | None:
    if NUMBA.DISABLE_JIT:
        return None
    return prepare_cache(_roots(), source_digest(Path(__file__).parent, *_circumstances()))


CACHE_DIRECTORY = _cache_directory()
