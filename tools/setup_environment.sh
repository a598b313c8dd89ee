#!/bin/sh
# Makes a Python environment from a lock and puts this project into it, editable.
#
#     tools/setup_environment.sh <environment> <lock>
#
# PYTHON names the interpreter to start from (python3 unless set). uv does the work where it is on the path; venv
# and pip do it elsewhere. Everything installed has its hash in the lock: wheels only, and the project is built
# with the hatchling of the environment rather than with one fetched for the purpose.
set -eu

environment=$1
lock=$2
wanted=${PYTHON:-python3}

fail() {
    printf 'setup: %s\n' "$1" >&2
    shift
    for line in "$@"; do printf '       %s\n' "$line" >&2; done
    exit 1
}

is_recent() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

# Prints the interpreter itself, not the launcher on the path that chose it. An interpreter asked for by name is
# taken or refused; plain python3 may be too old while a newer one stands beside it.
find_interpreter() {
    case $wanted in
        python3) set -- python3 python3.13 python3.12 python3.11 ;;
        *) set -- "$wanted" ;;
    esac
    for candidate in "$@"; do
        if is_recent "$candidate"; then
            "$candidate" -c 'import sys; print(sys.executable)'
            return
        fi
    done
    found=$("$wanted" --version 2>&1) || found="$wanted does not run"
    fail "Python 3.11 or newer is needed, and none was found ($found)." \
        "Debian, Ubuntu:  sudo apt-get install --yes python3.11 python3.11-venv" \
        "with uv:         uv python install 3.12, then make PYTHON=\"\$(uv python find 3.12)\" setup" \
        "elsewhere:       install it and name it, as in  make PYTHON=/path/to/python3.11 setup"
}

# On Debian venv comes without ensurepip unless its package is there, and then fails half-way.
require_venv() {
    "$1" -c 'import ensurepip, venv' >/dev/null 2>&1 && return
    version=$("$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    fail "$1 cannot make environments: its venv module is incomplete." \
        "Debian, Ubuntu:  sudo apt-get install --yes python$version-venv"
}

# The machine's own certificates, where it has any: pip trusts a company's authority through them, uv only when told.
trust_system_certificates() {
    for bundle in /etc/ssl/certs/ca-certificates.crt /etc/pki/tls/certs/ca-bundle.crt /etc/ssl/cert.pem; do
        if [ -s "$bundle" ]; then export UV_NATIVE_TLS="${UV_NATIVE_TLS:-true}"; fi
    done
}

with_uv() {
    trust_system_certificates
    if ! is_recent "$environment/bin/python"; then
        interpreter=$(find_interpreter) || exit 1
        uv venv --quiet --clear --python "$interpreter" "$environment" || return 1
    fi
    set -- uv pip install $quiet --python "$environment/bin/python" --no-deps
    "$@" --no-build --require-hashes --requirement "$lock" && "$@" --no-build-isolation --editable .
}

with_pip() {
    if ! is_recent "$environment/bin/python" || ! "$environment/bin/python" -m pip --version >/dev/null 2>&1; then
        interpreter=$(find_interpreter)
        require_venv "$interpreter"
        "$interpreter" -m venv --clear "$environment"
    fi
    set -- "$environment/bin/python" -m pip install --disable-pip-version-check $quiet
    "$@" --no-deps --only-binary :all: --require-hashes --requirement "$lock"
    "$@" --no-deps --no-build-isolation --editable .
}

cd "$(dirname "$0")/.."
quiet=--quiet
[ -t 1 ] && quiet=
printf 'Setting up %s from %s; the first time takes a few minutes.\n' "$environment" "$lock"
if command -v uv >/dev/null 2>&1; then
    with_uv && exit 0
    echo "uv did not manage; trying venv and pip."
fi
with_pip
