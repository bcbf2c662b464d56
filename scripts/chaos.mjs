import { build } from "esbuild";
import { ensureInstalled } from "./install.mjs";
import { findNode } from "./node.mjs";
import { root, withOwnBinaries } from "./paths.mjs";
import { startPostgres } from "./postgres.mjs";
import { endWithSignals, run } from "./run.mjs";

// Publishers are killed while the sandbox lies to them; then its ledger is compared with ours.
// npm run chaos -- [--embedded] [--posts N] [--kills N] [--seconds N] [--processes N] [--seed N]

const hours = 3 * 3_600_000;

async function main() {
  const args = process.argv.slice(2).filter((arg) => arg !== "--embedded");
  const isEmbedded = args.length < process.argv.length - 2;
  await ensureInstalled(console.error);
  const postgres = isEmbedded ? {} : await startPostgres();
  if (postgres.skipped) throw new Error(`${postgres.skipped}. Or run it with --embedded.`);
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
  const env = {
    ...withOwnBinaries(),
    ...(postgres.url ? { TEST_DATABASE_URL: postgres.url } : {}),
  };
  const command = ["--import", "tsx", "e2e/chaos/run.ts", ...args];
  try {
    return await run(findNode(), command, { env, timeoutMs: hours });
  } finally {
    await postgres.stop?.();
  }
}

main().then(
  (code) => process.exit(code),
  (error) => {
    console.error(error.message);
    process.exit(1);
  },
);
