import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";

const script = `
  import { PGlite } from "@electric-sql/pglite";
  const lite = await PGlite.create({ dataDir: process.argv[1] });
  await lite.close();
`;

/**
 * Writes a new embedded database, unless there is one. In a process of its own: it takes hundreds of
 * megabytes once, and a process that has had them does not give all of them back.
 */
export async function createCluster(directory: string): Promise<void> {
  if (existsSync(path.join(directory, "PG_VERSION"))) return;
  const flags = ["--liftoff-only", "--input-type=module", "--eval", script];
  await promisify(execFile)(process.execPath, [...flags, path.resolve(directory)]);
}
