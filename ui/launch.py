"""How the app is served: the command, with its whole configuration as flags.

An installed app has no ``.streamlit/config.toml`` beside it, and one in the user's folder must not decide over
privacy, so everything that matters is said on the command line. Imports nothing of Streamlit.
"""

from __future__ import annotations

import sys
from pathlib import Path
from types import MappingProxyType

APP = Path(__file__).resolve().parents[1] / "app.py"
"""Beside this package in a checkout and in ``site-packages`` alike."""
LOCAL = "127.0.0.1"
MAX_UPLOAD_MEGABYTES = 10

SETTINGS = MappingProxyType(
    {
        "browser.gatherUsageStats": "false",
        "client.disableDataExport": "true",  # the tables' own CSV would not be safe against formula injection
        "client.showErrorDetails": "none",
        "client.showErrorLinks": "false",
        "client.toolbarMode": "minimal",
        "runner.magicEnabled": "false",
        "server.enableXsrfProtection": "true",
        "server.fileWatcherType": "none",
        "server.maxUploadSize": str(MAX_UPLOAD_MEGABYTES),
        "server.showEmailPrompt": "false",
        "theme.base": "light",
        "theme.headingFontSizes": '["2rem", "1.6rem", "1.3rem", "1.15rem", "1rem", "1rem"]',
        "theme.primaryColor": "#0072B2",
        "theme.font": "'Source Sans', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif",
    }
)
"""Settings that hold however the app is served; the checkout's ``.streamlit/config.toml`` says the same."""


def command(*, port: int = 8501, host: str = LOCAL, open_browser: bool = True) -> list[str]:
    """The command that serves the app on ``host``:``port`` until interrupted."""
    address = {
        "server.address": host,
        "server.port": str(port),
        "server.headless": "false" if open_browser else "true",
        "browser.serverAddress": host,
    }
    flags = [f"--{name}={value}" for name, value in {**SETTINGS, **address}.items()]
    return [sys.executable, "-I", "-m", "streamlit", "run", str(APP), *flags, *_hosts(host)]


def _hosts(host: str) -> list[str]:
    # A page on another site that points its own name at this machine would otherwise be let in (DNS rebinding).
    return [f"--server.allowedHosts={name}" for name in (LOCAL, "localhost")] if host == LOCAL else []
