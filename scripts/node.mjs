import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { modules } from "./paths.mjs";

const oldestToStart = [20, 9];
const oldestToRun = [22, 19];
const bundledFor = ["linux-x64", "linux-arm64", "win32-x64"];

const isAtLeast = (version, [major, minor]) => {
  const [a = 0, b = 0] = version.replace(/^v/, "").split(".").map(Number);
  return a > major || (a === major && b >= minor);
};

const here = `${process.platform}-${process.arch}`;

/** Says what is wrong with this machine's Node before anything slow begins; null when it will do. */
export function nodeProblem(version = process.version, platform = here) {
  if (!isAtLeast(version, oldestToStart)) {
    return `Bandwagon needs Node 20.9 or newer to start; this is ${version}. Get one from https://nodejs.org`;
  }
  if (!bundledFor.includes(platform) && !isAtLeast(version, oldestToRun)) {
    return `On ${platform} no Node comes with the packages, so yours must be 22.19 or newer; this is ${version}. Get one from https://nodejs.org`;
  }
  return null;
}

function bundledNode() {
  const target = here.replace("win32", "win");
  const file = process.platform === "win32" ? "node.exe" : "node";
  return path.join(modules, `node-${target}`, "bin", file);
}

const runs = (file) => spawnSync(file, ["--version"], { stdio: "ignore" }).status === 0;

/** The Node that runs the product: the one from the lock file, else the machine's when it is new enough. */
export function findNode() {
  const bundled = bundledNode();
  if (process.execPath === bundled) return bundled;
  if (existsSync(bundled) && runs(bundled)) return bundled;
  if (isAtLeast(process.version, oldestToRun)) return process.execPath;
  throw new Error(
    `The Node that comes with the packages does not run here (${bundled}), and the machine's is ${process.version}. Install Node 22.19 or newer: https://nodejs.org`,
  );
}
