#!/usr/bin/env bash
# Sets up, builds with tests and warnings as errors, and runs them: packaging/test.sh [PRESET] [ctest options]
# PRESET: ci (default) or asan (address and undefined-behaviour sanitizers on all tests without torch).
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

preset=ci
case "${1:-}" in
ci | asan | dev) preset=$1; shift ;;
esac

install_packages
build "$preset"
exec ctest --preset "$preset" --parallel 2 "$@"
