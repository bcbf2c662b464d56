import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { modules, root, withoutOwnBinaries } from "./paths.mjs";
import { run } from "./run.mjs";

const stamp = path.join(modules, ".bandwagon-lock");

function lockHash() {
  const hash = createHash("sha256").update(readFileSync(path.join(root, "package-lock.json")));
  // Packages are chosen by platform, so a tree copied from another machine is not up to date.
  return hash.update(`${process.platform}-${process.arch}`).digest("hex");
}

const isInstalled = () => existsSync(stamp) && readFileSync(stamp, "utf8").trim() === lockHash();

/** Runs `npm ci` when node_modules is missing or was installed from another lock file. */
export async function ensureInstalled(say) {
  if (isInstalled()) return false;
  say("Installing packages (about a minute the first time)…");
  // NODE_ENV=production would leave out what builds and tests need.
  const env = { ...withoutOwnBinaries(), NODE_ENV: "development" };
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const code = await run(
    npm,
    ["ci", "--include=dev", "--include=optional", "--no-audit", "--no-fund", "--loglevel=error"],
    {
      env,
      shell: process.platform === "win32",
      stdio: ["ignore", "ignore", "inherit"],
    },
  );
  if (code !== 0)
    throw new Error(`npm ci failed (exit code ${code}). What it printed above says why.`);
  writeFileSync(stamp, `${lockHash()}\n`);
  return true;
}
