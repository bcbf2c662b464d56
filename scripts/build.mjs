import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { findNode } from "./node.mjs";
import { dist, modules, root, withOwnBinaries } from "./paths.mjs";
import { run } from "./run.mjs";
import { hashSources } from "./sources.mjs";

const stamp = path.join(dist, ".source-hash");
const entries = {
  main: "server/main.ts",
  sandbox: "server/sandbox/standalone.ts",
  rollups: "server/rollups.ts",
};

function readStamp() {
  try {
    return JSON.parse(readFileSync(stamp, "utf8"));
  } catch {
    return { hash: null, files: {} };
  }
}

/** Bundles our own server code into dist/<name>.mjs; packages stay outside. */
export async function bundle(names = Object.keys(entries)) {
  const { build } = await import("esbuild");
  const present = names.filter((name) => existsSync(path.join(root, entries[name])));
  await build({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(present.map((name) => [name, entries[name]])),
    outdir: dist,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node22.19",
    packages: "external",
    logLevel: "warning",
  });
}

async function buildPages() {
  const next = path.join(modules, "next", "dist", "bin", "next");
  const env = { ...withOwnBinaries(), NODE_ENV: "production" };
  const code = await run(findNode(), [next, "build"], { env });
  if (code !== 0)
    throw new Error(`next build failed (exit code ${code}). What it printed above says why.`);
}

/** Builds pages and server bundle when their sources differ from the last build. */
export async function ensureBuilt(say, { always = false } = {}) {
  const last = readStamp();
  const sources = hashSources(last.files);
  const isWhole =
    existsSync(path.join(dist, "main.mjs")) && existsSync(path.join(root, ".next", "BUILD_ID"));
  if (!always && isWhole && last.hash === sources.hash) return false;
  say("Building (about half a minute)…");
  // Until a build is complete, no stamp may say that it is.
  rmSync(stamp, { force: true });
  await buildPages();
  await bundle();
  mkdirSync(dist, { recursive: true });
  writeFileSync(`${stamp}.new`, JSON.stringify(sources));
  renameSync(`${stamp}.new`, stamp);
  return true;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  await ensureBuilt(console.log, { always: true });
}
