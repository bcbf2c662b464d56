import { measureCsv } from "./support/measure-csv";
import { say } from "./support/print-figure";
import { serveReports } from "./support/report-server";

const ROWS = 1_000_000;

/**
 * A million raw rows as CSV, by the product's route behind real HTTP on PostgreSQL: how far the memory
 * of the serving process rises above what it held before, how long the first byte takes, and the rows
 * a second, beside COPY TO of the same rows with the same names in the same run.
 * `--rows 100000` for another number.
 */
async function main(): Promise<void> {
  if (process.argv[2] === "serve") return serveReports();
  if (!process.env.TEST_DATABASE_URL) return say("csv skipped: no PostgreSQL");
  const at = process.argv.indexOf("--rows");
  await measureCsv(at < 0 ? ROWS : Number(process.argv[at + 1]));
}

await main();
