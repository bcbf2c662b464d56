import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { aptInstall, canUseApt } from "./apt.mjs";
import { findNode } from "./node.mjs";
import { modules, root, withOwnBinaries } from "./paths.mjs";
import { run } from "./run.mjs";

const debianPackages = [
  "wordpress",
  "php-cli",
  "php-mysql",
  "php-xml",
  "php-mbstring",
  "php-curl",
  "php-gd",
  "php-zip",
  "mariadb-server",
];
const commands = ["php", "mariadbd", "mariadb", "mariadb-install-db"];

const isThere = (command) => spawnSync("sh", ["-c", `command -v ${command}`]).status === 0;
const hasWordpress = () =>
  existsSync("/usr/share/wordpress/wp-load.php") && commands.every(isThere);

/** Debian starts what it installs, which nobody here would stop; this file tells it not to. */
const policy = "/usr/sbin/policy-rc.d";

function aptInstallQuietly(names) {
  if (!canUseApt()) return false;
  const isOurs = !existsSync(policy);
  if (isOurs) writeFileSync(policy, "#!/bin/sh\nexit 101\n", { mode: 0o755 });
  try {
    return aptInstall(...names);
  } finally {
    if (isOurs) rmSync(policy, { force: true });
  }
}

export function ensureWordpress() {
  if (hasWordpress()) return;
  if (aptInstallQuietly(debianPackages) && hasWordpress()) return;
  throw new Error(
    `WordPress is not installed. On Debian, as root: apt-get install --no-install-recommends ${debianPackages.join(" ")}`,
  );
}

/** Compiled parts load only in the Node they were built for, so that is part of what was installed. */
function stampOf(folder, node) {
  const version = spawnSync(node, ["--version"], { encoding: "utf8" }).stdout;
  const hash = createHash("sha256").update(readFileSync(path.join(folder, "package-lock.json")));
  return hash.update(`${version}${process.platform}-${process.arch}`).digest("hex");
}

/** Where this Node's headers lie, for machines on which a part has to be compiled: nothing to download. */
function headersOf(node) {
  const prefix = path.resolve(path.dirname(node), "..");
  return existsSync(path.join(prefix, "include", "node")) ? prefix : undefined;
}

/** The packages of the PDS, in a folder of their own, from a lock file of their own. */
export async function ensurePds() {
  const folder = path.join(root, "e2e", "real", "pds");
  const stamp = path.join(folder, "node_modules", ".bandwagon-lock");
  const node = findNode();
  const wanted = stampOf(folder, node);
  if (existsSync(stamp) && readFileSync(stamp, "utf8").trim() === wanted) return;
  console.log("Installing the PDS (half a minute the first time)…");
  const own = node.startsWith(modules) ? withOwnBinaries() : { ...process.env };
  const nodedir = headersOf(node) ?? own.npm_config_nodedir;
  const env = { ...own, ...(nodedir ? { npm_config_nodedir: nodedir } : {}) };
  const args = ["ci", "--no-audit", "--no-fund", "--loglevel=error"];
  const stdio = ["ignore", "ignore", "inherit"];
  const code = await run("npm", args, { cwd: folder, env, stdio });
  if (code !== 0) throw new Error(`npm ci in e2e/real/pds failed (exit code ${code}).`);
  writeFileSync(stamp, `${wanted}\n`);
}
