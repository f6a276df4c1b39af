#!/usr/bin/env bash
# Sets up, builds and starts Dawson: packaging/run.sh [PROJECT]
# With no display it runs the tour on the demo project instead and says where the pictures are.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

# A relative project is meant from where the command was typed.
project=${1:+$(realpath "$1")}

install_packages
build release

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    exec "$root/build/release/bin/dawson" ${project:+"$project"}
fi
pictures="$root/build/tour"
echo "No display: running the tour. Its pictures go to $pictures"
rm -rf "$pictures"
xvfb-run -a -s "-screen 0 1920x1200x24" "$root/build/release/bin/dawson" --tour "$pictures" ${project:+--project "$project"}
echo "The tour's pictures and summary.json are in $pictures"
