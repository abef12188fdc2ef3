// The extension that asks VS Code itself. A question has texts of settings files, the keys to
// look at, and tools that a model is to call; or it asks for what settings there are.

const { existsSync, rmSync, writeFileSync } = require("node:fs");
const { createServer } = require("node:http");
const { homedir } = require("node:os");
const path = require("node:path");
const { setTimeout: sleep } = require("node:timers/promises");
const vscode = require("vscode");

const LONGEST = 60_000; // milliseconds for one call of a tool
const SKIPPED = /^The user chose to skip/;

// Personal settings of a window on another machine, such as this one, lie in two files; a
// person's own window reads both kinds from the first.
const FILES = {
  user: path.join(homedir(), "data/User/settings.json"),
  machine: path.join(homedir(), "data/Machine/settings.json"),
  project: path.join(homedir(), "project/.vscode/settings.json"),
};

const SCHEMAS = { user: "user", machine: "machine", project: "workspace" };

async function until(what, holds, longest = 60_000) {
  for (const end = Date.now() + longest; Date.now() < end; await sleep(50)) {
    const found = holds();
    if (found) return found;
  }
  throw new Error(`never: ${what}`);
}

// ------------------------------------------------------------ settings

let turn = 0;

async function write(files) {
  turn += 1;
  for (const [name, file] of Object.entries(FILES)) {
    const text = (files[name] ?? "{}").trim();
    if (!text.startsWith("{")) throw new Error(`${name}: it is no object`);
    writeFileSync(file, `{"judge.${name}": ${turn},${text.slice(1)}`);
  }
  const settings = () => vscode.workspace.getConfiguration("judge");
  // The first is not watched here: VS Code reads it once it has written into it.
  await settings().update("user", turn, vscode.ConfigurationTarget.Global);
  for (const name of Object.keys(FILES)) await until(`${name} is read`, () => settings().get(name) === turn);
}

function inspected(key) {
  const settings = vscode.workspace.getConfiguration();
  const { defaultValue, globalValue, workspaceValue } = settings.inspect(key) ?? {};
  return { known: defaultValue !== undefined, value: settings.get(key), user: globalValue, project: workspaceValue };
}

// What VS Code says against a text, once it has said that our own key in it is no text.
async function diagnostics(name, text) {
  const file = path.join(homedir(), `${name}-${turn}.jsonc`);
  const head = `{"$schema": "vscode://schemas/settings/${SCHEMAS[name]}", "judge.${name}": 1,`;
  writeFileSync(file, head + text.trim().slice(1));
  const { document } = await vscode.window.showTextDocument(vscode.Uri.file(file));
  const own = (one) => one.range.end.line === 0 && one.range.end.character <= head.length;
  const found = await until(`${name} is looked at`, () => {
    const all = vscode.languages.getDiagnostics(document.uri);
    return all.some(own) && all;
  });
  return found.filter((one) => !own(one)).map((one) => `${name}: ${one.message}`);
}

// ------------------------------------------------------------ tools

let called;

async function participant(request, _context, _stream, token) {
  const [tool, input] = JSON.parse(request.prompt);
  const options = { input, toolInvocationToken: request.toolInvocationToken };
  try {
    const { content } = await vscode.lm.invokeTool(tool, options, token);
    called = content.map((part) => part.value ?? "").join("").trim();
  } catch (error) {
    called = `error: ${error.message}`;
  }
  return {};
}

// Whatever VS Code asks about is refused, so that only what runs unasked has a result.
async function call([tool, input]) {
  called = undefined;
  await vscode.commands.executeCommand("workbench.action.chat.newChat");
  const query = `@judge ${JSON.stringify([tool, input])}`;
  vscode.commands.executeCommand("workbench.action.chat.open", { query });
  for (const end = Date.now() + LONGEST; called === undefined && Date.now() < end; await sleep(200)) {
    await vscode.commands.executeCommand("workbench.action.chat.skipTool");
  }
  if (called === undefined) return { error: "it neither asked nor ran" };
  return SKIPPED.test(called) ? { asked: true } : { asked: false, said: called };
}

// The servers that a chat has started unasked.
async function servers() {
  await sleep(1000);
  const mark = (name) => path.join(homedir(), `started.${name}`);
  const found = ["person", "project"].filter((name) => existsSync(mark(name)));
  for (const name of found) rmSync(mark(name));
  return found;
}

const MODEL = { id: "scripted", name: "Scripted", family: "scripted", version: "1", maxInputTokens: 100_000,
                maxOutputTokens: 10_000, capabilities: { toolCalling: true }, isUserSelectable: true };

async function answer(question) {
  if (question.schemas) return schemas();
  // While settings are read one file after the other, only a chat that is empty follows them.
  if (question.calls?.length) await vscode.commands.executeCommand("workbench.action.chat.newChat");
  await write(question.files);
  const settings = Object.fromEntries((question.keys ?? []).map((key) => [key, inspected(key)]));
  const said = [];
  for (const name of question.judged ?? []) said.push(...(await diagnostics(name, question.files[name])));
  const calls = [];
  for (const one of question.calls ?? []) calls.push(await call(one));
  return { settings, said, calls, servers: calls.length ? await servers() : [] };
}

async function schemas() {
  const uri = vscode.Uri.parse("vscode://schemas/settings/default");
  const { properties, $defs } = JSON.parse((await vscode.workspace.openTextDocument(uri)).getText());
  return { version: vscode.version, properties, definitions: $defs };
}

exports.activate = async () => {
  const provider = {
    provideLanguageModelChatInformation: async () => [MODEL],
    provideLanguageModelChatResponse: async () => {},
    provideTokenCount: async () => 1,
  };
  vscode.lm.registerLanguageModelChatProvider("configurator", provider);
  vscode.chat.createChatParticipant("configurator.judge", participant);
  await vscode.commands.executeCommand("workbench.action.chat.open");
  while (!(await vscode.lm.selectChatModels()).length) await sleep(100);
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (part) => (body += part));
    request.on("end", async () => {
      const found = await answer(JSON.parse(body)).catch((error) => ({ error: String(error.stack ?? error) }));
      response.end(JSON.stringify(found));
    });
  });
  server.listen(0, "127.0.0.1", () => writeFileSync(path.join(homedir(), "judge.port"), String(server.address().port)));
};
