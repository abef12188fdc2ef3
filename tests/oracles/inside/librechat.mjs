// LibreChat's half: what its schema says to a file, and what of the file is left.
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const require = createRequire(`${process.cwd()}/`);
const yaml = require('js-yaml');
const { configSchema } = require('librechat-data-provider');

const isTable = (value) => typeof value === 'object' && value !== null;

function dropped(given, kept, above = '') {
  return Object.entries(given).flatMap(([name, value]) => {
    const at = `${above}${name}`;
    if (!isTable(kept) || !(name in kept)) return [`${at} is dropped`];
    if (isTable(value)) return dropped(value, kept[name], `${at}.`);
    return value === kept[name] ? [] : [`${at} becomes ${JSON.stringify(kept[name])}`];
  });
}

function complaints(text) {
  const given = yaml.load(text);
  const read = configSchema.strict().safeParse(given);
  if (!read.success) return read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  return dropped(given, read.data);
}

for await (const line of createInterface({ input: process.stdin })) {
  let answer;
  try {
    answer = { complaints: complaints(JSON.parse(line).text) };
  } catch (error) {
    answer = { error: `${error.name}: ${error.message}` };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
