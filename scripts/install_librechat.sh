#!/usr/bin/env sh
# Installs what LibreChat publishes of itself for tests/soak/test_librechat.py (its agents, which speak to models, and the
# form of its settings; the server itself is in no registry):
#     scripts/install_librechat.sh [FOLDER]        the default folder is var/librechat
set -eu
folder=${1:-var/librechat}
mkdir -p "$folder"
cd "$folder"
[ -f package.json ] || echo '{"private": true}' > package.json
npm install --ignore-scripts --no-audit --no-fund --loglevel=error \
    "@librechat/agents@3.9.2" "librechat-data-provider@0.8.524" "js-yaml@5"
