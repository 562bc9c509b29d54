"""Which share of a run verdicts cost: how much longer runs take if verdicts are got more often.

Of the engine two copies are made. In the one, whoever asks for a verdict asks `ASKED_MORE` times
more and takes the last answer; in the other, each verdict that is formed is formed `FORMED_MORE`
times more. Runs of both have the same results as those of the engine, and what they take longer,
over how often more, is what all asking and all forming take in a run: where verdicts are asked for,
in the order in which they are. What a first answer takes longer than a second, from memory that is
out of the cache, is not in it.
"""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from benchmarks.figures import Figure, Measure, figure

FLAGSHIP = "petrograd-1917"
ASKED_MORE, FORMED_MORE, RUNS = 4, 40, 200
ASKED = ("settle", "standing_of", "standing_of_author", "share_of_institution")
SOURCES = Path(__file__).parents[1] / "src"
RULE = Path("echelon/engine/rules/verdict.py")

SHARE = Measure(
    "verdicts_share", f"share of a run that verdicts cost, memoised, {FLAGSHIP}", "", 0.1, 0.03
)
FORMING = Measure("verdicts_forming_share", f"of it, forming those not kept, {FLAGSHIP}", "")

TIMER = f"""
import sys, time
from echelon import campaign
from echelon.scenario.bundled import resolve
from echelon.scenario.load import load_document
compiled = campaign.compile(load_document(resolve({FLAGSHIP!r})))
campaign.simulate(compiled, 0, 0, 2)
print(flush=True)
for _ in sys.stdin:
    before = time.process_time()
    events = campaign.simulate(compiled, 0, 0, {RUNS}).columns["events"].sum()
    print(time.process_time() - before, events, flush=True)
"""


def measure_verdicts(repetitions: int) -> list[Figure]:
    """Measure which share of the time of a run goes into verdicts, and into forming them."""
    shares, forming = [], []
    with ExitStack() as stack:
        engine = stack.enter_context(timed(SOURCES))
        asking = stack.enter_context(timed(stack.enter_context(copied(ASKED, ASKED_MORE))))
        former = stack.enter_context(timed(stack.enter_context(copied(("_form",), FORMED_MORE))))
        for _ in range(repetitions):
            run_s, events = turn(engine)
            asked_s, events_asked = turn(asking)
            formed_s, events_formed = turn(former)
            if not events == events_asked == events_formed:
                raise RuntimeError("runs differ if their verdicts are got more often")
            forming.append((formed_s - run_s) / FORMED_MORE / run_s)
            shares.append((asked_s - run_s) / ASKED_MORE / run_s + forming[-1])
    return [figure(SHARE, shares), figure(FORMING, forming)]


@contextmanager
def copied(names: tuple[str, ...], more: int) -> Iterator[Path]:
    """Make a copy of the package in which the rules of these names do all `more` times more."""
    with tempfile.TemporaryDirectory() as folder:
        sources = Path(folder) / "src"
        shutil.copytree(SOURCES, sources, ignore=shutil.ignore_patterns("__pycache__"))
        rule = sources / RULE
        rule.write_text(repeated(rule.read_text(encoding="utf-8"), names, more), encoding="utf-8")
        yield sources


def repeated(source: str, names: tuple[str, ...], more: int) -> str:
    """Return the source of a module whose kernels of these names repeat what they do.

    They call each other as they were, so that what one asks of another is not repeated twice.
    """
    kernels = {it.name: it for it in ast.parse(source).body if isinstance(it, ast.FunctionDef)}
    together = "|".join(names)
    is_one = len(names) == 1  # called from elsewhere in the module, and that call is repeated
    pattern = rf"(?<=def )({together})(?=\()" if is_one else rf"\b({together})(?=\()"
    source = re.sub(pattern, r"\1_once", source)
    for name in names:
        arguments = ", ".join(argument.arg for argument in kernels[name].args.args)
        source += f"\n\n@kernel\ndef {name}({arguments}):\n    for _ in range({more}):\n"
        source += f"        {name}_once({arguments})\n    return {name}_once({arguments})\n"
    return source


@contextmanager
def timed(sources: Path) -> Iterator[subprocess.Popen[str]]:
    """Start a process that makes `RUNS` runs with the package of `sources` whenever it is told."""
    with tempfile.TemporaryDirectory() as cache:
        environment = os.environ | {"PYTHONPATH": str(sources)}
        if sources != SOURCES:
            environment["ECHELON_CACHE_DIR"] = cache
        process = subprocess.Popen(
            [sys.executable, "-c", TIMER],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            answer(process)  # an empty line: compiled, and ready
            yield process
        finally:
            process.kill()
            process.wait()


def turn(process: subprocess.Popen[str]) -> tuple[float, int]:
    """Let a process make its runs; return the seconds of a core that they took, and the events."""
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()
    seconds, events = answer(process).split()
    return float(seconds), int(events)


def answer(process: subprocess.Popen[str]) -> str:
    """Return the next line that a process prints."""
    assert process.stdout is not None
    line = process.stdout.readline()
    if not line:
        raise RuntimeError(f"a process that makes runs has ended with status {process.wait()}")
    return line
