import { sql } from "drizzle-orm";
import type { Tx } from "@/server/db/client";
import { toJsonb } from "@/server/db/to-jsonb";

interface ArmPost {
  campaignId: string | null;
  platform: string;
}

/** What these posts have earned, or whether they went out, changed: the next choice counts anew. */
export async function outdateArms(tx: Tx, posts: readonly ArmPost[]): Promise<void> {
  const keys = new Map(
    posts.flatMap(({ campaignId, platform }) =>
      campaignId ? [[`${campaignId}:${platform}`, { campaign_id: campaignId, platform }]] : [],
    ),
  );
  if (keys.size === 0) return;
  const known = sql`array(
    select s.id from optimizer_state s
    join jsonb_to_recordset(${toJsonb([...keys.values()])}) as k(campaign_id uuid, platform text)
      on k.campaign_id = s.campaign_id and k.platform = s.platform
    where s.state <> '{}' order by s.id for update of s)`;
  await tx.execute(sql`update optimizer_state set state = '{}' where id = any(${known})`);
}
