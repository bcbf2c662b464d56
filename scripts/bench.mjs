import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { ensureInstalled } from "./install.mjs";
import { findNode } from "./node.mjs";
import { root, withOwnBinaries } from "./paths.mjs";
import { endWithSignals, start } from "./run.mjs";

const folder = path.join(root, "bench");

function benchmarks() {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith(".ts"))
    .map((file) => file.slice(0, -3));
}

const isFigure = (line) => {
  try {
    const { name, value, unit } = JSON.parse(line);
    return typeof name === "string" && typeof value === "number" && typeof unit === "string";
  } catch {
    return false;
  }
};

function runOne(name, args, env) {
  const file = path.join("bench", `${name}.ts`);
  const child = start(findNode(), ["--import", "tsx", file, ...args], {
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  // Standard output belongs to the figures alone, whatever a library prints.
  const lines = createInterface({ input: child.stdout });
  lines.on("line", (line) => (isFigure(line) ? console.log(line) : console.error(line)));
  return new Promise((resolve) => child.once("close", (code) => resolve(code ?? 1)));
}

async function main() {
  const [name, ...args] = process.argv.slice(2);
  const all = benchmarks();
  const chosen = name ? all.filter((one) => one === name) : all;
  if (chosen.length === 0)
    throw new Error(`Usage: npm run -s bench -- <${all.join("|") || "name"}> [options]`);
  await ensureInstalled(console.error);
  const { startPostgres } = await import("./postgres.mjs");
  // Durable, unlike in tests: what is measured here must cost what it costs in production.
  const postgres = process.env.TEST_DATABASE_URL ? {} : await startPostgres({ durable: true });
  if (postgres.skipped) console.error(`PostgreSQL skipped: ${postgres.skipped}`);
  endWithSignals(postgres.stop);
  const env = { ...withOwnBinaries(), NODE_ENV: "production" };
  if (postgres.url) env.TEST_DATABASE_URL = postgres.url;
  let worst = 0;
  for (const one of chosen) worst = Math.max(worst, await runOne(one, args, env));
  await postgres.stop?.();
  process.exitCode = worst;
}

main().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
