import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { openTestDatabase } from "@/server/testing/database";
import { PREPARED } from "./prepared";

it("plans a marked statement once a connection, and follows its values and its table", async () => {
  const database = await openTestDatabase();
  try {
    const kept = await database.db.transaction(async (tx) => {
      await tx.execute(sql`create temporary table drinks (name text) on commit drop`);
      const count = async (name: string) => {
        const { rows } = await tx.execute(
          sql`${PREPARED}select count(*)::int as found from drinks where name = ${name}`,
        );
        return rows[0]?.found;
      };
      expect(await count("tea")).toBe(0);
      await tx.execute(sql`insert into drinks values ('tea'), ('coffee'), ('tea')`);
      expect([await count("tea"), await count("coffee")]).toEqual([2, 1]);
      await tx.execute(sql`alter table drinks add column price int`);
      expect(await count("tea")).toBe(2);
      const { rows } = await tx.execute(sql`
        select count(*)::int as plans from pg_prepared_statements where statement like '%from drinks%'`);
      return rows[0]?.plans;
    });
    // Only node-postgres can name a statement.
    expect(kept).toBe(database.kind === "pg" ? 1 : 0);
  } finally {
    await database.close();
  }
});
