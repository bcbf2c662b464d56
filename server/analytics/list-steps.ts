import type { SQL } from "drizzle-orm";
import { and, eq, isNull, ne, sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import type { OverviewView } from "@/lib/contracts/overview";
import type { OverviewScope } from "@/server/analytics/overview-scope";
import type { Reader } from "@/server/db/client";
import { socialAccounts } from "@/server/db/schema/accounts";
import { campaigns } from "@/server/db/schema/campaigns";
import { posts } from "@/server/db/schema/posts";
import { metrics } from "@/server/db/schema/results";
import { invitations, memberships } from "@/server/db/schema/users";

type Step = OverviewView["steps"][number];

/** How far a new workspace has come; either world counts. */
export async function listSteps(db: Reader, scope: OverviewScope): Promise<Step[]> {
  const { workspaceId } = scope;
  const accounts = await count(
    db,
    socialAccounts,
    and(eq(socialAccounts.workspaceId, workspaceId), ne(socialAccounts.status, "disconnected")),
  );
  const briefs = await count(
    db,
    campaigns,
    and(eq(campaigns.workspaceId, workspaceId), isNull(campaigns.deletedAt)),
  );
  const planned = await count(db, posts, eq(posts.workspaceId, workspaceId));
  const results = await count(db, metrics, eq(metrics.workspaceId, workspaceId));
  const people = await count(db, memberships, eq(memberships.workspaceId, workspaceId));
  const invited = await count(
    db,
    invitations,
    and(eq(invitations.workspaceId, workspaceId), eq(invitations.kind, "invite")),
  );
  const step = (key: Step["key"], number: number, needed = 1): Step => ({
    key,
    done: number >= needed,
    count: number,
  });
  return [
    step("account", accounts),
    step("brief", briefs),
    step("schedule", planned),
    step("results", results),
    step("invite", people + invited, 2),
  ];
}

async function count(db: Reader, table: PgTable, where: SQL | undefined): Promise<number> {
  const some = db
    .select({ one: sql`1`.as("one") })
    .from(table)
    .where(where)
    .limit(100)
    .as("some");
  const [row] = await db.select({ count: sql<number>`count(*)`.mapWith(Number) }).from(some);
  return row?.count ?? 0;
}
