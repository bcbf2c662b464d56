import { writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { ensureInstalled } from "./install.mjs";
import { findNode } from "./node.mjs";
import { root, withOwnBinaries } from "./paths.mjs";
import { startPostgres } from "./postgres.mjs";
import { endWithSignals, start } from "./run.mjs";

// Publishers are killed while the sandbox lies to them; then its ledger is compared with ours.
const usage = `Usage: npm run -s chaos -- [--short|--long] [--database postgres|pglite] [--posts N]
  [--kills N] [--seconds N] [--processes N] [--speed N] [--seed N] [--report file]`;

const sizing = ["posts", "kills", "seconds", "processes", "speed", "seed"];

function readOptions(args) {
  const { values } = parseArgs({
    args,
    options: {
      short: { type: "boolean" },
      long: { type: "boolean" },
      database: { type: "string" },
      report: { type: "string" },
      ...Object.fromEntries(sizing.map((name) => [name, { type: "string" }])),
    },
  });
  const { short, long, database } = values;
  const size = short ? "short" : long ? "long" : "middling";
  const given = sizing.filter((name) => values[name]).map((name) => `--${name}=${values[name]}`);
  const usual = long ? ["postgres", "pglite"] : ["postgres"];
  return {
    databases: database ? [database] : usual,
    args: [`--size=${size}`, ...given],
    report: values.report,
  };
}

async function bundle() {
  const { build } = await import("esbuild");
  await build({
    absWorkingDir: root,
    entryPoints: { "chaos-run": "e2e/chaos/run.ts", "chaos-worker": "e2e/chaos/worker.ts" },
    outdir: "dist",
    outExtension: { ".js": ".mjs" },
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node22.19",
    packages: "external",
    logLevel: "warning",
  });
}

/** Answers the exit code and the line that it printed. */
function runOn(database, args, env) {
  const command = ["--liftoff-only", "dist/chaos-run.mjs", `--database=${database}`, ...args];
  const child = start(findNode(), command, { env, stdio: ["ignore", "pipe", "inherit"] });
  const printed = [];
  const lines = createInterface({ input: child.stdout });
  lines.on("line", (line) => {
    printed.push(line);
    console.log(line);
  });
  return new Promise((resolve) =>
    child.once("close", (code) => resolve({ code: code ?? 1, printed })),
  );
}

async function openPostgres(databases) {
  if (process.env.TEST_DATABASE_URL || !databases.includes("postgres")) return {};
  const postgres = await startPostgres();
  if (postgres.skipped) throw new Error(`The run needs PostgreSQL: ${postgres.skipped}.`);
  return postgres;
}

async function main() {
  const { databases, args, report } = readOptions(process.argv.slice(2));
  await ensureInstalled(console.error);
  await bundle();
  let stop = async () => {};
  endWithSignals(() => stop());
  const postgres = await openPostgres(databases);
  if (postgres.stop) stop = postgres.stop;
  const env = { ...withOwnBinaries(), ...(postgres.url && { TEST_DATABASE_URL: postgres.url }) };
  let worst = 0;
  try {
    for (const database of databases) {
      const { code, printed } = await runOn(database, args, env);
      worst = Math.max(worst, code);
      if (report) writeFileSync(report, printed.join("\n"));
    }
  } finally {
    await stop();
  }
  return worst;
}

main().then(
  (code) => process.exit(code),
  (error) => {
    console.error(error.code === "ERR_PARSE_ARGS_UNKNOWN_OPTION" ? usage : error.message);
    process.exit(1);
  },
);
