#!/usr/bin/env bash
# The tests of the report's page: builds the front anew and sees that the bundle in the package is
# what comes of it, then opens reports in a headless browser. Usage: report-tests.sh PYTHON
set -euo pipefail
cd "$(dirname "$0")/.."
python="$1"
built=build/report-bundle
reports=build/reports

# Debian's packages, fetched where one may; elsewhere it is said what is missing.
need() {
    command -v "$1" >/dev/null && return
    if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
        echo "Installing $2."
        apt-get update -qq >/dev/null && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$2" >/dev/null
    fi
    command -v "$1" >/dev/null || { echo "make test-report needs $1: install $2 and try again." >&2; exit 1; }
}
need node nodejs
need npm npm
need chromium chromium

(cd front && npm ci --no-audit --no-fund --loglevel=error && npx tsc --noEmit)
(cd front && npx vite build --logLevel warn --outDir "../$built" --emptyOutDir)
for file in report.js report.css; do
    cmp "$built/$file" "src/echelon/report/bundle/$file" || {
        echo "The bundle in the package is not what the sources make: run \`npm run build\` in front/." >&2
        exit 1
    }
done
(cd front && node land.mjs --check)

"$python" tools/report_samples.py "$reports"
cd front && CHROMIUM="$(command -v chromium)" PYTHON="$python" npx vitest run
