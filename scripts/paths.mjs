import path from "node:path";
import { fileURLToPath } from "node:url";

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
export const modules = path.join(root, "node_modules");
export const dist = path.join(root, "dist");

/** An environment in which our own binaries (and with them Node 24) come first. */
export function withOwnBinaries(env = process.env) {
  const key = Object.keys(env).find((name) => name.toLowerCase() === "path") ?? "PATH";
  const own = path.join(modules, ".bin");
  return {
    ...env,
    [key]: [own, env[key] ?? ""].join(path.delimiter),
    NEXT_TELEMETRY_DISABLED: "1",
  };
}

/** The opposite: the machine's own npm and Node, for a step that replaces node_modules. */
export function withoutOwnBinaries(env = process.env) {
  const key = Object.keys(env).find((name) => name.toLowerCase() === "path") ?? "PATH";
  const kept = (env[key] ?? "")
    .split(path.delimiter)
    .filter((entry) => !entry.includes("node_modules"));
  return { ...env, [key]: kept.join(path.delimiter) };
}
