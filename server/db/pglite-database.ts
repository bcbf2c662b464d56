import { PGlite } from "@electric-sql/pglite";
import { drizzle } from "drizzle-orm/pglite";
import { migrate } from "drizzle-orm/pglite/migrator";
import type { Database, Db } from "@/server/db/client";
import { RANDOM_PAGE_COST } from "@/server/db/planner";

/** @param options.directory on disk, or none for a database in memory; `snapshot` starts from a dump. */
export async function openPglite(options: {
  directory?: string;
  snapshot?: Blob;
}): Promise<Database & { lite: PGlite }> {
  const lite = await PGlite.create({
    ...(options.directory ? { dataDir: options.directory } : {}),
    ...(options.snapshot ? { loadDataDir: options.snapshot } : {}),
    startParams: [
      ...PGlite.defaultStartParams,
      // 128 MB of buffers, the default, would be most of an idle process.
      ...["-c", "shared_buffers=16MB"],
      ...["-c", `random_page_cost=${RANDOM_PAGE_COST}`],
    ],
  });
  const db = drizzle(lite);
  return {
    kind: "pglite",
    lite,
    db: db as unknown as Db,
    migrate: (folder) => migrate(db, { migrationsFolder: folder }),
    listen: async (channel, onPayload) => {
      const stop = await lite.listen(channel, onPayload);
      return () => stop();
    },
    executeSql: async (text, values) => {
      if (values && values.length > 0) return lite.query<Record<string, unknown>>(text, values);
      const results = await lite.exec(text);
      return { rows: (results.at(-1)?.rows ?? []) as Record<string, unknown>[] };
    },
    close: () => lite.close(),
  };
}
