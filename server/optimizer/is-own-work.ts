import { sql } from "drizzle-orm";
import { EVIDENCE_WINDOW } from "@/lib/domain/bandit/algorithm";
import type { Reader } from "@/server/db/client";

/** Whether Bandwagon chose all of the newest posts itself: no pin, no lock, no turns. */
export async function isOwnWork(
  reader: Reader,
  scope: { workspaceId: string; campaignId: string; platform: string },
): Promise<boolean> {
  const { rows } = (await reader.execute(sql`
    select 1 from (
      select id from posts
      where workspace_id = ${scope.workspaceId} and campaign_id = ${scope.campaignId}
        and platform = ${scope.platform} and variant_id is not null
        and status in ('published', 'deleted')
      order by due_at desc, id desc limit ${EVIDENCE_WINDOW}) newest
    left join optimizer_decisions d on d.post_id = newest.id
    where d.id is null or d.kind in ('override', 'rotation') or d.policy = 'round_robin'
    limit 1`)) as unknown as { rows: unknown[] };
  return rows.length === 0;
}
