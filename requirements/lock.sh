#!/usr/bin/env bash
# Writes the pinned lists anew, with hashes and without any address. Needs `uv` on the path.
set -euo pipefail
cd "$(dirname "$0")"
for list in core build prove web test bench; do
  uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
    --constraint together.in --no-annotate --no-header --no-emit-index-url --no-emit-find-links \
    "$list.in" --output-file "$list.txt" "$@"
done
