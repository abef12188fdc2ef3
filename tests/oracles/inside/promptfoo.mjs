// promptfoo's half: its own program runs a suite, with models on this machine alone.
// Each question has the suite's files and what the models know; the answer is what
// promptfoo left of each model, or what it said when it left nothing.

import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";

const PROGRAM = path.resolve("node_modules/promptfoo/dist/src/entrypoint.js");
const SUITE = "evals/promptfooconfig.yaml";
const LONGEST = 240_000; // milliseconds for one run

let asked = {}; // the question

// ------------------------------------------------------------ the models

function reply(model, messages) {
  const last = messages.at(-1).content;
  if (model === "judge") return verdict(last);
  const test = asked.known.find((one) => one.ask === last);
  if (!test) return "I do not know what you mean.";
  if (model === "falters" && test.lost === "reply") return null;
  const said = messages.filter((one) => one.role === "system").map((one) => one.content);
  const told = said.length === 1 && said[0] === asked.system && said[0].includes(test.told);
  return model !== "ignores" && told ? test.followed : test.ignored;
}

function verdict(text) {
  const output = /<Output>\s*([\s\S]*?)\s*<\/Output>/.exec(text)?.[1];
  const test = asked.known.find((one) => one.followed.trim() === output && text.includes(one.told));
  if (asked.models.includes("falters") && test?.lost === "verdict") return "I cannot say.";
  const pass = test !== undefined;
  return JSON.stringify({ reason: "as it was asked", pass, score: pass ? 1 : 0 });
}

const server = createServer((request, response) => {
  let body = "";
  request.on("data", (part) => (body += part));
  request.on("end", () => {
    const { model, messages } = JSON.parse(body);
    const content = reply(model, messages);
    if (content === null) return void response.writeHead(400).end("{}");
    const message = { role: "assistant", content };
    const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };
    response.setHeader("Content-Type", "application/json");
    response.end(
      JSON.stringify({ id: "1", object: "chat.completion", created: 1, model, usage,
                       choices: [{ index: 0, message, finish_reason: "stop" }] }),
    );
  });
});

// ------------------------------------------------------------ a run

async function results(folder) {
  const out = path.join(folder, "results.json");
  const models = asked.models.map((model) => `openai:chat:${model}`);
  const printed = await run(folder, [
    "eval", "-c", SUITE, "-r", ...models, "--grader", "openai:chat:judge", "-o", out,
    "--no-progress-bar", "--no-table", "--no-cache", "--no-write", "--max-concurrency", "16", "--filter-first-n", String(asked.count),
  ]);
  let document;
  try {
    document = JSON.parse(await readFile(out, "utf8"));
  } catch {
    return { error: `it left no results: ${printed.slice(-2000)}` };
  }
  const of = (model) => {
    const own = document.results.results.filter((one) => one.provider.id.endsWith(`:${model}`));
    return JSON.stringify({ config: document.config, results: { results: own } });
  };
  return { results: Object.fromEntries(asked.models.map((model) => [model, of(model)])) };
}

function run(folder, words) {
  const env = {
    PATH: process.env.PATH,
    HOME: folder,
    OPENAI_API_KEY: "none",
    OPENAI_BASE_URL: `http://127.0.0.1:${server.address().port}/v1`,
    PROMPTFOO_CONFIG_DIR: path.join(folder, ".promptfoo"),
    PROMPTFOO_DISABLE_TELEMETRY: "1",
    PROMPTFOO_DISABLE_UPDATE: "1",
    PROMPTFOO_DISABLE_REMOTE_GENERATION: "true",
  };
  return new Promise((done) => {
    const options = { cwd: folder, env, timeout: LONGEST, maxBuffer: 1 << 26 };
    execFile(process.execPath, [PROGRAM, ...words], options, (_, out, err) => done(out + err)).stdin.end();
  });
}

async function answer(question) {
  asked = question;
  const folder = await mkdtemp(path.join(tmpdir(), "suite-"));
  try {
    for (const [name, text] of Object.entries(question.files)) {
      await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
      await writeFile(path.join(folder, name), text);
    }
    return await results(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

server.listen(0, "127.0.0.1", async () => {
  for await (const line of createInterface({ input: process.stdin })) {
    const found = await answer(JSON.parse(line)).catch((error) => ({ error: String(error) }));
    process.stdout.write(`${JSON.stringify(found)}\n`);
  }
  server.close();
});
