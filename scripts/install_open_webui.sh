#!/usr/bin/env sh
# Installs Open WebUI for tests/soak/test_open_webui.py into an environment of its own (about 8 GB, some minutes):
#     scripts/install_open_webui.sh [FOLDER]        the default folder is var/open-webui
# It runs on Python 3.11 or 3.12; PYTHON names one. Nothing of Chalkline needs it.
set -eu
folder=${1:-var/open-webui}
python=${PYTHON:-python3.12}
"$python" -m venv "$folder"
"$folder/bin/pip" install --quiet "open-webui==0.12.4"
echo "$folder/bin/open-webui"
