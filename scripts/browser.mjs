import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { aptInstall, canUseApt } from "./apt.mjs";
import { findNode } from "./node.mjs";
import { modules, root } from "./paths.mjs";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const applications = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

function onPath() {
  const folders = (process.env.PATH ?? "").split(path.delimiter).filter(Boolean);
  return folders
    .flatMap((folder) => names.map((name) => path.join(folder, name)))
    .find((file) => existsSync(file));
}

async function fromPlaywright() {
  const { chromium } = await import("@playwright/test");
  const file = chromium.executablePath();
  return existsSync(file) ? file : undefined;
}

async function downloadWithPlaywright() {
  console.log("Downloading Chromium with Playwright…");
  const cli = path.join(modules, "playwright", "cli.js");
  spawnSync(findNode(), [cli, "install", "chromium"], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
  });
  return fromPlaywright();
}

/** A Chromium to test in: one that is there, else one that can be fetched. Throws when there is none. */
export async function findBrowser() {
  const given = process.env.CHROMIUM_PATH;
  if (given && !existsSync(given))
    throw new Error(`CHROMIUM_PATH names ${given}, which does not exist.`);
  const there =
    given ?? onPath() ?? applications.find((file) => existsSync(file)) ?? (await fromPlaywright());
  if (there) return there;
  const fetched = canUseApt() && aptInstall("chromium") ? onPath() : undefined;
  const found = fetched ?? (await downloadWithPlaywright());
  if (found) return found;
  throw new Error(
    "No Chromium was found and none could be installed. Install one and set CHROMIUM_PATH to it.",
  );
}
