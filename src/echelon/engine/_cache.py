"""Where machine code is kept from one process to the next.

Numba's own cache does not notice an edit in a file that a kernel merely imports, so this one lives
in a directory named after a digest of every source of the engine: an edit anywhere means a clean
compilation, and never a stale one. What is damaged is compiled anew, and where nothing can be
written nothing is kept.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import platformdirs

from echelon.engine._calling import Code, MachineCode
from echelon.engine._loading import circumstances, load

ENGINE = Path(__file__).parent
CACHE_VARIABLE = "ECHELON_CACHE_DIR"
NUMBA_VARIABLES = (
    "NUMBA_BOUNDSCHECK",
    "NUMBA_CPU_FEATURES",
    "NUMBA_CPU_NAME",
    "NUMBA_ENABLE_AVX",
    "NUMBA_OPT",
)
"""By which a user has Numba compile otherwise."""

UNUSED_DAYS = 7
DIGEST_LENGTH = 20


def name_of(function: Callable[..., Any], kinds: tuple[str, ...]) -> str:
    """Return the name of the file that keeps a function compiled for arguments of these kinds."""
    code = function.__code__
    about = [function.__module__, function.__qualname__, *kinds]
    source = Path(code.co_filename)
    if ENGINE not in source.parents:  # the directory says nothing about its source
        about += [str(code.co_firstlineno), hashlib.sha256(source.read_bytes()).hexdigest()]
    digest = hashlib.sha256("\n".join(about).encode()).hexdigest()[:DIGEST_LENGTH]
    return f"{function.__name__}-{digest}.code"


def kept(name: str) -> MachineCode | None:
    """Return what is kept under a name in memory, or None if it is missing or damaged."""
    directory = cache_directory()
    if directory is None:
        return None
    try:
        digest, head, object_file = (directory / name).read_bytes().split(b"\n", 2)
    except (OSError, ValueError):
        return None
    if digest != _digest(head, object_file):
        return None
    symbol, outside, result = json.loads(head)
    return load(Code(object_file, symbol, outside, result))


def keep(name: str, code: Code) -> None:
    """Keep code under a name if the disk allows it, whole or not at all."""
    directory = cache_directory()
    if directory is None:
        return
    head = json.dumps([code.symbol, code.outside, code.result]).encode()
    content = b"\n".join([_digest(head, code.object_file), head, code.object_file])
    written = directory / f"{name}-{os.getpid()}"
    try:
        written.write_bytes(content)
        written.replace(directory / name)
    except OSError:
        with contextlib.suppress(OSError):
            written.unlink()


def _digest(head: bytes, object_file: bytes) -> bytes:
    return hashlib.sha256(head + b"\n" + object_file).hexdigest().encode()


@functools.cache
def cache_directory() -> Path | None:
    """Return where this process keeps machine code, or None if no place can be written to."""
    chosen = [f"{name}={os.environ.get(name)}" for name in NUMBA_VARIABLES]
    versions = [version("numba"), version("llvmlite"), str(sys.implementation.cache_tag)]
    return prepare_cache(_roots(), source_digest(ENGINE, *versions, *circumstances(), *chosen))


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
    # What is kept is run, so a directory that another user may write to, as in /tmp, would let that
    # user run code here.
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
