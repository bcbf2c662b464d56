import { serveIngest } from "./support/ingest-server";
import { measureBesideSql, measureMemory, measureRate } from "./support/measure-ingest";
import { say } from "./support/print-figure";

const SHAPE = { posts: 8000, campaigns: 40, perPost: 5 };
const DISTINCT = { posts: 40_000, campaigns: 40, perPost: 1 };

/**
 * Rows a second that are counted on PostgreSQL by the product's route behind real HTTP: token, key
 * against repeats, validation, deltas, rollups and the event, in batches of 10,000 rows that four
 * senders send at once. Beside it COPY of the same rows into a table with the columns of `metrics`
 * and no index, in the same run and with the same durability.
 *
 * The shape: 8,000 posts of 40 campaigns, 4 platforms, 3 accounts and 2 variants each. A batch tells
 * of 2,000 posts five times, a minute apart: four totals and one change with an id of its own.
 * `ingest.distinct` is the worst: every row of a batch is another post's.
 *
 * `--rows 5000000` measures the memory over so many rows (400,000 unless told), `--only memory` or
 * another of `rate`, `distinct`, `sql` one part.
 */
async function main(): Promise<void> {
  if (process.argv[2] === "serve") return serveIngest();
  if (!process.env.TEST_DATABASE_URL) return say("ingest.postgres skipped: no PostgreSQL");
  const option = (name: string) => process.argv[process.argv.indexOf(`--${name}`) + 1];
  const only = process.argv.includes("--only") ? option("only") : null;
  const rows = process.argv.includes("--rows") ? Number(option("rows")) : 400_000;
  const isWanted = (part: string) => only === null || only === part;
  const size = { rounds: 5, batches: 5 };
  if (isWanted("rate")) await measureRate("ingest.postgres", SHAPE, size);
  if (isWanted("distinct")) await measureRate("ingest.distinct", DISTINCT, size);
  if (isWanted("sql")) await measureBesideSql(SHAPE, 5);
  if (isWanted("memory")) await measureMemory(SHAPE, rows);
}

await main();
