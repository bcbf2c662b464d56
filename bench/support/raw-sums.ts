import { type SQL, sql } from "drizzle-orm";
import { METRIC_NAMES } from "@/lib/platforms/entry";
import type { World } from "@/server/testing/world";

export type RawKind = "overview" | "campaign" | "leaderboard";

interface Asked {
  from: string;
  to: string;
  campaignId?: string | undefined;
}

const sums = sql.raw(METRIC_NAMES.map((name) => `sum(m.${name}) as ${name}`).join(", "));

/** The plainest statements that answer the same questions from raw rows. */
export async function sumRaw(world: World, kind: RawKind, asked: Asked): Promise<void> {
  await world.runtime.database.db.transaction(async (tx) => {
    await tx.execute(sql`set local statement_timeout = 0`);
    for (const statement of toStatements(world.workspaceId, kind, asked))
      await tx.execute(statement);
  });
}

function toStatements(workspaceId: string, kind: RawKind, asked: Asked): SQL[] {
  const { from, to, campaignId } = asked;
  const own = sql`m.workspace_id = ${workspaceId}::uuid`;
  if (kind === "leaderboard") {
    return [
      sql`select m.post_id, ${sums} from metrics m join posts p on p.id = m.post_id
        where ${own} and p.published_at >= ${from}::timestamptz and p.published_at < ${to}::timestamptz
        group by m.post_id
        order by sum(m.likes + m.comments + m.shares + m.clicks + m.saves) desc limit 20`,
    ];
  }
  const seen = sql`${own} and m.observed_at >= ${from}::timestamptz
    and m.observed_at < ${to}::timestamptz
    ${campaignId ? sql`and p.campaign_id = ${campaignId}::uuid` : sql``}`;
  const groups =
    kind === "campaign"
      ? sql`p.platform, p.variant_id, p.account_id`
      : sql`p.platform, p.account_id`;
  return [
    sql`select ${groups}, ${sums} from metrics m join posts p on p.id = m.post_id
      where ${seen} group by ${groups}`,
    sql`select date_trunc('day', m.observed_at, 'Europe/Copenhagen') as day, ${sums}
      from metrics m join posts p on p.id = m.post_id where ${seen} group by 1`,
  ];
}
