import path from "node:path";
import { type RebuiltRollups, rebuildRollups } from "@/server/analytics/rebuild-rollups";
import { openDatabase } from "@/server/db/client";
import { DirectoryInUseError } from "@/server/db/directory-lock";
import { EnvError, readEnv } from "@/server/env";

const usage = "Usage: npm run rollups [-- <workspace id>]";
const isUuid = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

const many = (count: number, [one, more]: [string, string]) =>
  `${count} ${count === 1 ? one : more}`;

function describe({ workspaceId, posts, quarters, days }: RebuiltRollups): string {
  if (posts + quarters + days === 0) return `${workspaceId}: everything adds up`;
  const parts = [
    many(posts, ["total of a post", "totals of posts"]),
    many(quarters, ["quarter of an hour", "quarters of an hour"]),
    many(days, ["day or week", "days or weeks"]),
  ];
  return `${workspaceId}: put right ${parts.join(", ")}`;
}

/** Builds totals and rollups anew from the raw counts and says what differed. */
async function main(): Promise<void> {
  const [workspaceId, ...rest] = process.argv.slice(2);
  if (rest.length > 0 || (workspaceId !== undefined && !isUuid(workspaceId)))
    throw new EnvError(usage);
  const env = readEnv(process.env);
  const database = await openDatabase({
    url: env.DATABASE_URL,
    directUrl: env.DATABASE_URL_DIRECT,
    driver: env.DATABASE_DRIVER,
    poolSize: 2,
    dataDir: env.DATA_DIR,
  });
  try {
    await database.migrate(path.resolve("drizzle"));
    const rebuilt = await rebuildRollups({ database }, workspaceId);
    process.stdout.write(`${rebuilt.map(describe).join("\n") || "There is no workspace yet."}\n`);
  } finally {
    await database.close();
  }
}

main().catch((error: unknown) => {
  const isExpected = error instanceof EnvError || error instanceof DirectoryInUseError;
  process.stderr.write(`${isExpected ? error.message : ((error as Error)?.stack ?? error)}\n`);
  process.exit(1);
});
