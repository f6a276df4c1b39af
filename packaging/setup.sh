# Sourced by the scripts beside it: installs the packages of a list that are missing, and configures
# and builds one CMake preset. Uses sudo only when not root.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

missing_packages() {
    local package
    grep -vE '^\s*(#|$)' "$root/$1" | while read -r package; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || echo "$package"
    done
}

# install_packages [LIST]: what building needs, or the packages of another list.
install_packages() {
    local missing as_root=()
    missing=$(missing_packages "${1:-packaging/apt-packages.txt}")
    [ -n "$missing" ] || return 0
    if ! command -v apt-get >/dev/null; then
        echo "These packages are missing and apt-get is not there to install them:" $missing >&2
        exit 1
    fi
    [ "$(id -u)" -eq 0 ] || as_root=(sudo)
    echo "Installing:" $missing
    "${as_root[@]}" apt-get update -qq
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
}

# A file that includes torch takes 1.3 GB to compile: no more jobs than memory allows.
build_jobs() {
    local cores memory_gb
    cores=$(nproc)
    memory_gb=$(awk '/MemAvailable/ {print int($2 / 1048576)}' /proc/meminfo)
    local by_memory=$((memory_gb * 2 / 3))
    [ "$by_memory" -ge 1 ] || by_memory=1
    [ "$cores" -le "$by_memory" ] && echo "$cores" || echo "$by_memory"
}

# build PRESET: configures once, then builds; ninja configures again by itself when a list changed.
build() {
    cd "$root"
    export CCACHE_BASEDIR="$root" CCACHE_NOHASHDIR=1
    [ -f "build/$1/build.ninja" ] || cmake --preset "$1" -Wno-dev --log-level=NOTICE
    cmake --build --preset "$1" --parallel "$(build_jobs)" -- --quiet
}
