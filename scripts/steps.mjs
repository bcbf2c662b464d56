import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { findBrowser } from "./browser.mjs";
import { ensureBuilt } from "./build.mjs";
import { startNeonProxy } from "./neon-proxy.mjs";
import { findNode } from "./node.mjs";
import { modules, root, withOwnBinaries } from "./paths.mjs";
import { startPostgres } from "./postgres.mjs";
import { run } from "./run.mjs";
import { add, fromChaos, fromPlaywright, fromVitest, one, skippedOne, toLine } from "./tally.mjs";

const minutes = 60_000;
const bin = (...parts) => path.join(modules, ...parts);
const tools = {
  biome: bin("@biomejs", "biome", "bin", "biome"),
  knip: bin("knip", "bin", "knip.js"),
  next: bin("next", "dist", "bin", "next"),
  playwright: bin("@playwright", "test", "cli.js"),
  tsc: bin("typescript", "bin", "tsc"),
  vitest: bin("vitest", "vitest.mjs"),
};

function runNode(args, env = {}, timeoutMs = 5 * minutes) {
  return run(findNode(), args, {
    env: { ...withOwnBinaries(), CI: process.env.CI ?? "", ...env },
    timeoutMs,
  });
}

/** Runs steps one after another, keeps going after a failure, and remembers what each one counted. */
class Ledger {
  constructor() {
    this.total = { passed: 0, failed: 0, skipped: 0 };
    this.lines = [];
  }

  async step(name, work) {
    console.log(`\n── ${name}`);
    const since = performance.now();
    const counts = await work().catch((error) => {
      console.error(error.message);
      return one(1);
    });
    this.record(name, counts, `${((performance.now() - since) / 1000).toFixed(1)} s`);
    return counts.failed === 0;
  }

  skip(name, reason) {
    console.log(`\n── ${name}: skipped, ${reason}`);
    this.record(name, skippedOne, reason);
  }

  record(name, counts, note) {
    this.total = add(this.total, counts);
    const mark = counts.failed > 0 ? "✗" : counts.passed > 0 ? "✓" : "–";
    this.lines.push(`${mark} ${name.padEnd(34)} ${toLine(counts)} (${note})`);
  }
}

async function staticSteps(ledger) {
  await ledger.step("format and lint", async () =>
    one(await runNode([tools.biome, "ci", "--max-diagnostics=50"])),
  );
  await ledger.step("types", async () => {
    const generated = await runNode([tools.next, "typegen"]);
    return one(generated || (await runNode([tools.tsc, "--noEmit", "-p", "."])));
  });
  await ledger.step("dead code", async () => one(await runNode([tools.knip, "--no-progress"])));
  await ledger.step("house rules", async () => one(await runNode(["scripts/check-house.mjs"])));
}

function testFiles(folder, matches) {
  if (!existsSync(path.join(root, folder))) return [];
  return readdirSync(path.join(root, folder), { recursive: true })
    .map((file) => path.join(folder, file))
    .filter(
      (file) => /\.test\.tsx?$/.test(file) && matches(readFileSync(path.join(root, file), "utf8")),
    );
}

/** Only what touches a database is worth running again on another one. */
const databaseTests = () => testFiles("server", (text) => text.includes("@/server/testing/"));

async function vitest(reports, name, files, env) {
  const file = path.join(reports, `vitest-${name}.json`);
  const args = [
    "run",
    "--passWithNoTests",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${file}`,
  ];
  const code = await runNode(
    [tools.vitest, ...args, ...files],
    { NODE_ENV: "test", ...env },
    20 * minutes,
  );
  return fromVitest(file, code);
}

async function playwright(reports, name, env) {
  if (!existsSync(path.join(root, "e2e"))) return { passed: 0, failed: 0, skipped: 0 };
  const file = path.join(reports, `playwright-${name}.json`);
  const args = [
    "test",
    "--pass-with-no-tests",
    "--reporter=list,json",
    `--output=test-results/${name}`,
  ];
  const all = { PLAYWRIGHT_JSON_OUTPUT_FILE: file, PLAYWRIGHT_JSON_OUTPUT_NAME: file, ...env };
  return fromPlaywright(file, await runNode([tools.playwright, ...args], all, 25 * minutes));
}

async function openPostgres(options, cleanLater) {
  if (!options.usePostgres) return { skipped: "--no-pg was given" };
  const postgres = await startPostgres().catch((error) => ({ skipped: null, error }));
  if (postgres.stop) {
    cleanLater(postgres.stop);
    console.log(`\n${postgres.version} on port ${postgres.port}`);
  }
  return postgres;
}

/** A step that needs the PostgreSQL: skipped with the reason when there is none, failed when it would not start. */
async function onPostgres(ledger, postgres, name, work) {
  if (postgres.skipped) return ledger.skip(name, postgres.skipped);
  await ledger.step(name, async () => {
    if (postgres.error) throw postgres.error;
    return work();
  });
}

async function e2eSteps(ledger, reports, postgres) {
  let browser;
  const isReady = await ledger.step("production build", async () => {
    const didBuild = await ensureBuilt(console.log);
    if (!didBuild) console.log("Up to date.");
    return one(0);
  });
  if (!isReady) return ledger.record("end to end", one(1), "not run: the build failed");
  const hasBrowser = await ledger.step("browser", async () => {
    browser = await findBrowser();
    console.log(browser);
    return one(0);
  });
  if (!hasBrowser) return ledger.record("end to end", one(1), "not run: no browser");
  const base = { CHROMIUM_PATH: browser };
  await ledger.step("end to end on PGlite", () =>
    playwright(reports, "pglite", { ...base, TEST_DATABASE: "pglite" }),
  );
  await onPostgres(ledger, postgres, "end to end on PostgreSQL", () =>
    playwright(reports, "pg", { ...base, TEST_DATABASE: "pg", TEST_DATABASE_URL: postgres.url }),
  );
}

async function chaosSteps(ledger, reports, postgres) {
  const runOn = async (database, env = {}) => {
    const file = path.join(reports, `chaos-${database}.json`);
    const args = ["scripts/chaos.mjs", "--short", `--database=${database}`, `--report=${file}`];
    return fromChaos(file, await runNode(args, env, 6 * minutes));
  };
  await ledger.step("chaos on PGlite", () => runOn("pglite"));
  await onPostgres(ledger, postgres, "chaos on PostgreSQL", () =>
    runOn("postgres", { TEST_DATABASE_URL: postgres.url }),
  );
}

/** The same PostgreSQL by another driver: what differs shows where transactions, notices and types do. */
const dependsOnDriver = (file) =>
  /^server\/(db|events|jobs|posts|realtime|scheduler|analytics)\//.test(file.replaceAll("\\", "/"));

async function databaseSteps(ledger, reports, postgres, only, cleanLater) {
  const files = databaseTests();
  const rerun = (name, chosen, env) =>
    chosen.length === 0 ? { passed: 0, failed: 0, skipped: 0 } : vitest(reports, name, chosen, env);
  if (only.has("pg")) {
    await onPostgres(ledger, postgres, "integration on PostgreSQL (pg)", async () =>
      rerun("pg", files, { TEST_DATABASE: "pg", TEST_DATABASE_URL: postgres.url }),
    );
  }
  if (only.has("neon")) {
    await onPostgres(ledger, postgres, "integration on PostgreSQL (neon)", async () => {
      const proxy = await startNeonProxy({ host: postgres.host, port: postgres.port });
      cleanLater(proxy.stop);
      const env = {
        TEST_DATABASE: "neon",
        TEST_DATABASE_URL: postgres.url,
        TEST_NEON_PROXY: proxy.address,
      };
      return rerun("neon", files.filter(dependsOnDriver), env);
    });
  }
}

/** Runs what was asked for and answers the summed line. */
export async function runSteps(options, cleanLater) {
  const { only } = options;
  const ledger = new Ledger();
  const reports = mkdtempSync(path.join(os.tmpdir(), "bandwagon-test-"));
  cleanLater(() => rmSync(reports, { recursive: true, force: true }));
  if (only.has("static")) await staticSteps(ledger);
  if (only.has("unit")) {
    await ledger.step("unit and integration on PGlite", () =>
      vitest(reports, "pglite", [], { TEST_DATABASE: "pglite" }),
    );
  }
  const needsPostgres = ["pg", "neon", "chaos", "e2e"].some((name) => only.has(name));
  const postgres = needsPostgres
    ? await openPostgres(options, cleanLater)
    : { skipped: "not asked for" };
  await databaseSteps(ledger, reports, postgres, only, cleanLater);
  if (only.has("chaos")) await chaosSteps(ledger, reports, postgres);
  if (only.has("e2e")) await e2eSteps(ledger, reports, postgres);
  console.log(`\n${ledger.lines.join("\n")}\n`);
  return toLine(ledger.total);
}
