#!/bin/sh
# Write constraints.txt from a clean environment that holds the newest versions allowed.
# Usage: tools/constraints.sh PYTHON
set -eu

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

"$1" -m venv "$scratch/environment"
pip="$scratch/environment/bin/python -m pip --disable-pip-version-check"
$pip install --quiet --upgrade setuptools
$pip install --quiet --no-build-isolation '.[dev]'
{
    echo "# Every version that Echelon is built, run and tested with. Written by \`make constraints\` from a"
    echo "# clean environment; edit pyproject.toml instead."
    # pip belongs to the machine, and Echelon itself is what the constraints are for.
    $pip freeze --all | grep -v -e '^pip==' -e '^echelon'
} >"$scratch/constraints.txt"
cp "$scratch/constraints.txt" constraints.txt
