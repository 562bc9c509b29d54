"""The reference of the Python interface says what every public name takes, gives and raises."""

from __future__ import annotations

import inspect
from typing import Any

import pytest

from tools.api_reference import (
    PAGE,
    api_page,
    docstring_of,
    handed_back,
    members,
    public,
)


def functions() -> list[tuple[str, Any]]:
    found = [(name, thing) for name, thing in public() if inspect.isfunction(thing)]
    for name, thing in public():
        if inspect.isclass(thing):
            inner = [(each, value) for each, value in members(thing) if inspect.isfunction(value)]
            found += [(f"{name}.{each}", value) for each, value in inner]
    return found


def test_the_page_is_what_the_docstrings_say():
    # If this differs on purpose: make docs
    assert api_page() == PAGE.read_text(encoding="utf-8")


def test_there_are_about_a_dozen_public_names():
    assert 10 <= len(public()) <= 20


@pytest.mark.parametrize(("name", "thing"), functions(), ids=[name for name, _ in functions()])
def test_every_parameter_is_described(name: str, thing: Any):
    text = docstring_of(thing).partition("Parameters\n")[2]
    parameters = [each for each in inspect.signature(thing).parameters if each != "self"]

    assert [] == [each for each in parameters if each not in text]


@pytest.mark.parametrize(
    ("name", "thing"), [each for each in public() if inspect.isfunction(each[1])]
)
def test_every_public_function_says_what_it_gives_and_when_it_raises(name: str, thing: Any):
    text = docstring_of(thing)

    assert "Returns\n-------" in text
    assert "Raises\n------" in text


@pytest.mark.parametrize("thing", handed_back())
def test_everything_handed_back_and_its_parts_are_described(thing: type):
    assert docstring_of(thing)
    assert [] == [name for name, value in members(thing) if not docstring_of(value)]
