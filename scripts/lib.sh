# shellcheck shell=sh
# Sourced by scripts/run and scripts/test, which set home to the checkout. Plain POSIX sh.

say() { printf '%s\n' "$*" >&2; }

die() {
    say "$*"
    exit 1
}

# The newest Python that serves and can make a venv. FACILITATOR_PYTHON comes first.
find_python() {
    for name in "${FACILITATOR_PYTHON:-}" python3.14 python3.13 python3.12 python3.11 python3; do
        [ -n "$name" ] || continue
        "$name" -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null ||
            continue
        printf '%s\n' "$name"
        return
    done
    return 1
}

# What an installed .venv must be made from: the lock, the project file, this very folder.
made_from() {
    printf '%s ' "$home"
    cat "$home/pyproject.toml" "$home/requirements/$1.txt" | cksum
}

is_made_for() {
    [ "$(cat "$home/.venv/made-for-$1" 2>/dev/null)" = "$(made_from "$1")" ] &&
        "$home/.venv/bin/python" -c '' 2>/dev/null
}

# make_venv run|test: .venv with that lock and the product itself; at once when all is there.
make_venv() {
    is_made_for "$1" && return
    [ "$1" = run ] && is_made_for test && return  # the test lock holds the run lock
    base="$(find_python)" ||
        die "Python 3.11 or newer with venv is needed: apt-get install python3-venv (macOS: brew install python)"
    say "Installing into .venv, once ..."
    if ! grep -qsF "$home/.venv" "$home/.venv/bin/activate" || ! "$home/.venv/bin/python" -c ''; then
        "$base" -m venv --clear "$home/.venv" || die "$base could not make .venv"
    fi
    install_into_venv --require-hashes -r "$home/requirements/$1.txt"
    install_into_venv --no-build-isolation --no-deps -e "$home"
    made_from "$1" >"$home/.venv/made-for-$1"
}

install_into_venv() {
    if command -v uv >/dev/null 2>&1; then
        uv pip install -q --compile-bytecode --python "$home/.venv/bin/python" "$@"
    else
        "$home/.venv/bin/python" -m pip --disable-pip-version-check install -qq "$@"
    fi || die "The installation failed; run the same command again to go on."
}
