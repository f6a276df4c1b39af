#!/usr/bin/env bash
# Says which sources are not formatted as .clang-format has it, and fails if any: packaging/check_format.sh [--fix]
# With --fix they are formatted. About 5 s for the whole tree.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

cd "$root"
command -v clang-format-14 >/dev/null || install_packages packaging/apt-packages-checks.txt
sources() { find app core widgets tests -name '*.cpp' -o -name '*.h'; }
if [ "${1:-}" = --fix ]; then
    sources | xargs clang-format-14 -i
    exit
fi
faulty=$(sources | xargs clang-format-14 --dry-run 2>&1 | sed -n 's/^\([^: ]*\):[0-9]*:[0-9]*: warning: code should be clang-formatted.*/\1/p' | sort -u)
[ -z "$faulty" ] && exit
printf 'Not formatted (packaging/check_format.sh --fix formats them):\n%s\n' "$faulty" >&2
exit 1
