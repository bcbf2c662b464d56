import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { root } from "./paths.mjs";

const folders = ["app", "components", "lib", "server", "public"];
const files = [
  "package-lock.json",
  "next.config.mjs",
  "postcss.config.mjs",
  "tsconfig.json",
  "scripts/build.mjs",
];

const isTest = (file) =>
  /\.test\.tsx?$/.test(file) || file.startsWith(path.join("server", "testing"));

function* filesIn(folder) {
  if (!existsSync(path.join(root, folder))) return;
  const entries = readdirSync(path.join(root, folder), { withFileTypes: true });
  for (const entry of entries) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) yield* filesIn(file);
    else if (entry.isFile() && !isTest(file)) yield file;
  }
}

function contentHash(file, stat, known) {
  if (known && known[0] === stat.size && known[1] === stat.mtimeMs) return known[2];
  return createHash("sha256")
    .update(readFileSync(path.join(root, file)))
    .digest("base64");
}

/**
 * One hash over everything a build is made from. A file whose size and time are as they were in
 * `known` is not read again.
 */
export function hashSources(known = {}) {
  const seen = {};
  const hash = createHash("sha256");
  const all = [
    ...files.filter((file) => existsSync(path.join(root, file))),
    ...folders.flatMap((f) => [...filesIn(f)]),
  ];
  for (const file of all.sort()) {
    const stat = statSync(path.join(root, file));
    const content = contentHash(file, stat, known[file]);
    seen[file] = [stat.size, stat.mtimeMs, content];
    hash.update(`${file}\0${content}\n`);
  }
  return { hash: hash.digest("hex"), files: seen };
}
