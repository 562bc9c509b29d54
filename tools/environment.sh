#!/bin/sh
# Make a virtual environment and install Echelon in it, on a machine that may have Python but
# neither pip nor ensurepip (Debian packages both apart from Python itself).
# Usage: tools/environment.sh PYTHON DIRECTORY
set -eu

python=$1
directory=$2

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || {
    echo "Echelon needs Python 3.11 or later; say which with: make PYTHON=/path/to/python3" >&2
    exit 1
}

if [ ! -x "$directory/bin/python" ] || ! "$directory/bin/python" -c '' 2>/dev/null; then
    rm -rf "$directory"
    "$python" -m venv "$directory" >/dev/null 2>&1 || {
        rm -rf "$directory"
        "$python" -m venv --without-pip "$directory"
    }
fi

bundled_pip=$(ls /usr/share/python-wheels/pip-*.whl 2>/dev/null | tail -n 1 || true)
if "$directory/bin/python" -m pip --version >/dev/null 2>&1; then
    pip() { "$directory/bin/python" -m pip "$@"; }
elif "$python" -m pip --version >/dev/null 2>&1; then
    pip() { "$python" -m pip --python "$directory/bin/python" "$@"; }
elif [ -n "$bundled_pip" ]; then
    pip() { PYTHONPATH="$bundled_pip" "$directory/bin/python" -m pip "$@"; }
else
    echo "This Python has no pip and no ensurepip; install one of them (apt install python3-venv) and run make again" >&2
    exit 1
fi

# The build back end is installed first, and isolation turned off, so that the constraints hold
# for it as for everything else.
pip install --quiet --disable-pip-version-check --constraint constraints.txt setuptools
pip install --quiet --disable-pip-version-check --constraint constraints.txt \
    --no-build-isolation --editable '.[dev]'
