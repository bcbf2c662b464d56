import { sql } from "drizzle-orm";
import { socialAccounts } from "@/server/db/schema/accounts";
import { campaigns, variants } from "@/server/db/schema/campaigns";
import { posts } from "@/server/db/schema/posts";
import type { EmptySlot } from "@/server/posts/claimed-post";
import { addAccount, addCampaign, addVariant, type World } from "@/server/testing/world";

interface History {
  variants: number;
  /** Posts that are there already, and in the end. */
  from: number;
  to: number;
}

/** One campaign with published posts in turn, each with its counts, and an empty slot that is due. */
export async function seedHistory(world: World, { variants: count, from, to }: History) {
  const { db } = world.runtime.database;
  if (from === 0) {
    await addAccount(world);
    const campaign = await addCampaign(world, { objective: "ctr" });
    for (let ordinal = 0; ordinal < count; ordinal++) {
      await addVariant(world, campaign.id, { ordinal });
    }
  }
  const [account] = await db.select().from(socialAccounts);
  const [campaign] = await db.select().from(campaigns);
  if (!account || !campaign) throw new Error("nothing was inserted");
  const now = world.runtime.clock.now();
  const at = now.toISOString();
  await db.execute(sql`
    with made as (
      insert into posts (id, workspace_id, campaign_id, account_id, platform, variant_id, slot_at,
        due_at, deadline_at, next_at, published_at, metrics_pulled_at, status, idempotency_key,
        created_at, updated_at)
      select gen_random_uuid(), ${world.workspaceId}::uuid, ${campaign.id}::uuid,
        ${account.id}::uuid, 'x', v.id, t.at, t.at, t.at, t.at, t.at, ${at}::timestamptz,
        'published', gen_random_uuid()::text, ${at}::timestamptz, ${at}::timestamptz
      from generate_series(${from + 1}::int, ${to}::int) as n
      cross join lateral (
        select ${at}::timestamptz - interval '1000 days' + n * interval '1 hour' as at) t
      join ${variants} v on v.campaign_id = ${campaign.id}::uuid and v.ordinal = n % ${count}::int
      returning id)
    insert into post_counts (post_id, workspace_id, first_at, last_at, views, likes, clicks)
    select made.id, ${world.workspaceId}::uuid, ${at}::timestamptz, ${at}::timestamptz, 906, 15, 9
    from made`);
  const due = { slotAt: now, dueAt: now, nextAt: now, deadlineAt: now };
  const [post] = await db
    .insert(posts)
    .values({
      ...{ workspaceId: world.workspaceId, campaignId: campaign.id, accountId: account.id },
      ...{ platform: "x", status: "queued", idempotencyKey: `slot:${to}`, ...due },
    })
    .returning();
  const slot: EmptySlot = {
    ...{ postId: post?.id ?? "", workspaceId: world.workspaceId, campaignId: campaign.id },
    ...{ platform: "x", sandbox: true, pinnedVariantId: null, overriddenBy: null },
    optimizerOn: true,
  };
  return slot;
}
