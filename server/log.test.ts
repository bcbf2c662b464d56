import { DrizzleQueryError } from "drizzle-orm";
import { expect, it } from "vitest";
import { createLog } from "@/server/log";

it("tells which query failed and why, and none of its values", () => {
  const lines: string[] = [];
  const log = createLog("error", { write: (line) => lines.push(line) });
  const values = ["scrypt$65536$salt$key", "two\nlines"];
  const cause = new Error("duplicate key value");
  log.error({ err: new DrizzleQueryError("insert into users", values, cause) }, "failed");
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain("insert into users");
  expect(lines[0]).toContain("duplicate key value");
  expect(lines[0]).not.toContain("scrypt$");
  expect(lines[0]).not.toContain("nlines");
});
