#!/bin/sh
# Sees to Chromium and Chinese fonts for the browser test: finds them, or installs Debian's where that is allowed.
#
# Never fails: without a browser the test skips and says so, and in CI the test itself is what fails.
set -eu

have_browser() {
    [ -n "${MEMS_CHROMIUM:-}" ] && return
    for name in chromium chromium-browser google-chrome; do
        command -v "$name" >/dev/null 2>&1 && return
    done
    return 1
}

have_chinese_font() {
    command -v fc-list >/dev/null 2>&1 && [ -n "$(fc-list :lang=zh-cn family)" ]
}

# Prints what a package command must begin with: nothing for root, sudo where it asks for no password.
privilege() {
    if [ "$(id -u)" -eq 0 ]; then return; fi
    command -v sudo >/dev/null 2>&1 && sudo --non-interactive true 2>/dev/null && echo "sudo --non-interactive"
}

install_packages() {
    command -v apt-get >/dev/null 2>&1 || return 1
    as_root=$(privilege) || return 1
    echo "Installing chromium and fonts-noto-cjk for the browser test."
    $as_root apt-get -qq update &&
        $as_root env DEBIAN_FRONTEND=noninteractive \
            apt-get -qq install --yes --no-install-recommends chromium fonts-noto-cjk >/dev/null
}

if have_browser && have_chinese_font; then exit 0; fi
if install_packages; then exit 0; fi
if have_browser; then
    echo "The browser test runs without a Chinese font here: its screenshots will show boxes."
    echo "To mend that:  sudo apt-get install --yes fonts-noto-cjk"
    exit 0
fi
echo "The browser test is skipped: there is no Chromium, and it cannot be installed from here."
echo "To enable it:  sudo apt-get install --yes chromium fonts-noto-cjk"
echo "or set MEMS_CHROMIUM to the path of a Chromium or Chrome."
