import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { strayImports } from "./house-imports.mjs";
import { root } from "./paths.mjs";

// The rules of the house that the linter has no words for.

const code = ["app", "components", "lib", "server", "e2e", "bench"];
// A key that is also a letter or a word of its own is looked for as a whole string.
const keys = platformKeys();
const platformWords = [
  ...keys.filter((key) => key.length > 4).map((key) => `\\b${key}`),
  `(["'\`])(?:${keys.filter((key) => key.length <= 4).join("|")})\\1`,
  "\\btwitter",
].join("|");
const platformHomes = [
  "lib/platforms/",
  "server/platforms/",
  "server/sandbox/",
  "app/sandbox/",
  "e2e/",
  "bench/",
  // A list of names that exist in the world, some of them brands.
  "lib/domain/top-level-domains.ts",
];
const networkHomes = [
  "server/platforms/http.ts",
  "server/platforms/egress",
  "server/sandbox/",
  "server/testing/",
  "server/main.ts",
  "server/realtime/",
  "server/db/directory-lock.ts",
  "e2e/",
  "bench/",
];
// Telling what an address is opens nothing.
const networkModules =
  /^import (?!type\b|\{ isIP(?:v[46])? \})[^;]*?from "(?:undici|axios|node:(?:http|https|http2|net|tls))";/gm;
const vagueName = /(^|[-/])(utils?|helpers?|manager|service)([-./]|$)/;

/** The list in lib/platforms/platform.ts, which is the only one. */
function platformKeys() {
  const text = readFileSync(path.join(root, "lib/platforms/platform.ts"), "utf8");
  const [, list = ""] = /PLATFORMS = \[([^\]]*)\]/.exec(text) ?? [];
  const found = [...list.matchAll(/"(\w+)"/g)].map((match) => match[1]);
  if (found.length === 0) throw new Error("lib/platforms/platform.ts lists no platforms");
  return found;
}

function* walk(folder) {
  if (!existsSync(path.join(root, folder))) return;
  for (const entry of readdirSync(path.join(root, folder), { withFileTypes: true })) {
    if (entry.name === "node_modules") continue;
    const file = `${folder}/${entry.name}`;
    if (entry.isDirectory()) yield* walk(file);
    else yield file;
  }
}

const isTest = (file) =>
  /\.test\.tsx?$/.test(file) || file.startsWith("server/testing/") || file.includes("/fixtures/");
const isIn = (file, homes) => homes.some((home) => file.startsWith(home));
const lineOf = (text, index) => text.slice(0, index).split("\n").length;

/** Blanks out comments, keeping line numbers, so that prose may name what code may not. */
const withoutComments = (text) =>
  text
    .replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, " "))
    .replace(/(^|[\s;{}(),])\/\/.*$/gm, (comment) => comment.replace(/[^\n]/g, " "));

const codeRules = [
  {
    applies: (file) => !isTest(file) && !isIn(file, platformHomes),
    pattern: new RegExp(platformWords, "gi"),
    says: "names a platform; ask the catalog (lib/platforms/catalog.ts) instead",
  },
  {
    applies: (file) => file.startsWith("server/") && !isTest(file) && !isIn(file, networkHomes),
    pattern: networkModules,
    says: "opens connections of its own; everything goes out through server/platforms/http.ts",
  },
  {
    applies: (file) => file.startsWith("lib/") && !isTest(file),
    pattern: /\b(?:Date\.now\(|new Date\(\)|Math\.random\(|crypto\.randomUUID\(|process\.env)/g,
    says: "reads the time, chance or environment; lib takes them as arguments",
  },
  {
    applies: (file) => file.startsWith("app/") && !file.startsWith("app/sandbox/"),
    pattern: /^\s*["']use server["']/gm,
    says: "is a server action; writes go through route handlers",
  },
  {
    applies: (file) => file.startsWith("server/") && !isTest(file),
    pattern: /\b(?:vi|jest)\.mock\(/g,
    says: "mocks a module",
  },
];

function checkCode(file, problems) {
  if (vagueName.test(file)) problems.push(`${file}: a vague name; say what it does`);
  if (!/\.(tsx?|mjs)$/.test(file) || file.endsWith(".d.ts")) return;
  const raw = readFileSync(path.join(root, file), "utf8");
  const todo = /\b(?:TODO|FIXME|XXX)\b/.exec(raw);
  if (todo) problems.push(`${file}:${lineOf(raw, todo.index)}: unfinished (${todo[0]})`);
  if (isTest(file) && /\b(?:vi|jest)\.mock\(/.test(raw))
    problems.push(`${file}: mocks a module; use the real one`);
  const text = withoutComments(raw);
  for (const { index, why } of strayImports(file, text))
    problems.push(`${file}:${lineOf(text, index)}: ${why}`);
  for (const { applies, pattern, says } of codeRules) {
    if (!applies(file)) continue;
    for (const match of text.matchAll(pattern)) {
      problems.push(
        `${file}:${lineOf(text, match.index)}: ${says} (${match[0].trim().split("\n")[0]})`,
      );
    }
  }
}

const documents = () => [
  ...["README.md", "CONTRIBUTING.md", "AGENTS.md", "replit.md"].filter((file) =>
    existsSync(path.join(root, file)),
  ),
  ...[...walk("docs")].filter((file) => file.endsWith(".md")),
];

/** Links and back-quoted paths in documents must lead somewhere. */
function checkDocument(file, problems) {
  const text = readFileSync(path.join(root, file), "utf8");
  const links = [...text.matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)(?:#[^)]*)?\)/g)].map(
    (match) => ({
      index: match.index,
      target: path.join(path.dirname(file), match[1]),
    }),
  );
  const quoted = [
    ...text.matchAll(
      /`((?:app|components|lib|server|scripts|docs|drizzle|e2e|bench|public|\.ci)\/[\w@()[\]./-]*)`/g,
    ),
  ].map((match) => ({ index: match.index, target: match[1] }));
  for (const { index, target } of [...links, ...quoted]) {
    if (!existsSync(path.join(root, target))) {
      problems.push(`${file}:${lineOf(text, index)}: ${target} does not exist`);
    }
  }
}

/** Every setting the server reads is explained to the operator, in both places. */
function checkSettings(problems) {
  const source = path.join(root, "server/env.ts");
  if (!existsSync(source)) return;
  const names = [...readFileSync(source, "utf8").matchAll(/^ {2}([A-Z][A-Z0-9_]+):/gm)].map(
    (match) => match[1],
  );
  for (const file of [".env.example", "docs/configuration.md"]) {
    if (!existsSync(path.join(root, file))) {
      problems.push(`${file}: missing`);
      continue;
    }
    const text = readFileSync(path.join(root, file), "utf8");
    for (const name of names) {
      const told = new RegExp(`\\b${name}\\b`).test(text) || isProviderVariable(name, text);
      if (!told && name !== "NODE_ENV") problems.push(`${file}: does not explain ${name}`);
    }
  }
}

/** OAUTH_X_CLIENT_ID may be told as OAUTH_<PROVIDER>_CLIENT_ID. */
function isProviderVariable(name, text) {
  const match = /^OAUTH_[A-Z]+_(CLIENT_ID|CLIENT_SECRET|REDIRECT_URI)$/.exec(name);
  return match !== null && text.includes(`OAUTH_<PROVIDER>_${match[1]}`);
}

const problems = [];
for (const folder of code) for (const file of walk(folder)) checkCode(file, problems);
for (const file of documents()) checkDocument(file, problems);
checkSettings(problems);
for (const problem of problems) console.error(problem);
console.log(
  problems.length === 0
    ? "The house is in order."
    : `${problems.length} rules of the house broken.`,
);
process.exitCode = problems.length === 0 ? 0 : 1;
