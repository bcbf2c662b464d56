import { build } from "esbuild";
import { ensureInstalled } from "./install.mjs";
import { findNode } from "./node.mjs";
import { root, withOwnBinaries } from "./paths.mjs";
import { startPostgres } from "./postgres.mjs";
import { endWithSignals, run } from "./run.mjs";

// Publishers are killed while the sandbox lies to them; then its ledger is compared with ours.
// npm run chaos -- [--posts N] [--kills N] [--seconds N] [--processes N] [--seed N]

const hours = 3 * 3_600_000;

async function main() {
  await ensureInstalled(console.error);
  const postgres = await startPostgres();
  if (postgres.skipped) throw new Error(`The run needs PostgreSQL: ${postgres.skipped}.`);
  endWithSignals(postgres.stop);
  await build({
    absWorkingDir: root,
    entryPoints: ["e2e/chaos/worker.ts"],
    outfile: "dist/chaos-worker.mjs",
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node22.19",
    packages: "external",
    logLevel: "warning",
  });
  const env = { ...withOwnBinaries(), TEST_DATABASE_URL: postgres.url };
  const command = ["--import", "tsx", "e2e/chaos/run.ts", ...process.argv.slice(2)];
  try {
    return await run(findNode(), command, { env, timeoutMs: hours });
  } finally {
    await postgres.stop();
  }
}

main().then(
  (code) => process.exit(code),
  (error) => {
    console.error(error.message);
    process.exit(1);
  },
);
