#!/usr/bin/env bash
# Runs clang-tidy with .clang-tidy's checks: packaging/tidy.sh [SOURCES]
# Without names: the .cpp files that differ from the branch main, or that are not committed. Needs a
# build folder configured with the preset ci (packaging/test.sh makes it). 5 to 20 s a file.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

cd "$root"
command -v clang-tidy-14 >/dev/null || install_packages packaging/apt-packages-checks.txt
commands=build/ci/compile_commands.json
[ -f build/ci/build.ninja ] || cmake --preset ci -Wno-dev --log-level=NOTICE
ninja -C build/ci -t compdb >"$commands"

changed() {
    { git diff --name-only --diff-filter=d "$(git merge-base HEAD main)"; git ls-files --others --exclude-standard; } |
        grep -E '^(app|core|widgets|tests)/.*\.cpp$' || true
}
[ $# -gt 0 ] && files=("$@") || mapfile -t files < <(changed | sort -u)
[ ${#files[@]} -gt 0 ] || { echo "Nothing changed."; exit; }

# Warnings of gcc that clang does not know stand on the command lines.
printf '%s\n' "${files[@]}" |
    xargs -P "${TIDY_JOBS:-1}" -n 1 clang-tidy-14 -p build/ci --quiet --extra-arg=-Wno-unknown-warning-option
