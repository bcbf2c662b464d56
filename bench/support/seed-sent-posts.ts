import { sql } from "drizzle-orm";
import type { Platform } from "@/lib/platforms/platform";
import { toArray } from "@/server/db/to-array";
import { addAccount, addCampaign, addVariant, type World } from "@/server/testing/world";

export interface SentPost {
  id: string;
  platform: Platform;
}

const PLATFORMS = ["wordpress", "instagram", "tiktok", "x"] as const;
const ACCOUNTS = 3;
const VARIANTS = 2;

/** Posts that went out a month ago: campaigns × platforms × accounts × variants, in turn. */
export async function seedSentPosts(
  world: World,
  { campaigns, posts }: { campaigns: number; posts: number },
): Promise<SentPost[]> {
  const accounts = new Map<string, string[]>();
  for (const platform of PLATFORMS) {
    const made = Array.from({ length: ACCOUNTS }, () =>
      addAccount(world, { platform, sandbox: false, sealedCredentials: "" }),
    );
    accounts.set(
      platform,
      (await Promise.all(made)).map(({ id }) => id),
    );
  }
  const leaves: string[][] = [];
  for (let i = 0; i < campaigns; i++) {
    const { id } = await addCampaign(world, { name: `Campaign ${i}`, platforms: [...PLATFORMS] });
    for (const platform of PLATFORMS) {
      for (let ordinal = 0; ordinal < VARIANTS; ordinal++) {
        const variant = await addVariant(world, id, { platform, ordinal });
        for (const account of accounts.get(platform) ?? []) {
          leaves.push([id, account, variant.id, platform]);
        }
      }
    }
  }
  const column = (place: number) => leaves.map((leaf) => leaf[place] ?? "");
  const sentAt = new Date(Date.now() - 30 * 86_400_000).toISOString();
  const { rows } = await world.runtime.database.db.execute(sql`
    insert into posts (id, workspace_id, campaign_id, account_id, variant_id, platform, slot_at, due_at,
      deadline_at, next_at, published_at, status, idempotency_key, created_at, updated_at)
    select gen_random_uuid(), ${world.workspaceId}::uuid, l.campaign_id, l.account_id, l.variant_id,
      l.platform, t.at, t.at, t.at, t.at, t.at, 'published', 'sent:' || n, t.at, t.at
    from generate_series(1, ${posts}::int) n
    cross join (select ${sentAt}::timestamptz as at) t
    join unnest(${toArray("uuid", column(0))}, ${toArray("uuid", column(1))},
      ${toArray("uuid", column(2))}, ${toArray("text", column(3))}) with ordinality
      as l(campaign_id, account_id, variant_id, platform, nth)
      on l.nth = 1 + n % ${leaves.length}::int
    returning id, platform`);
  await world.runtime.database.db.execute(sql`analyze`);
  return rows as unknown as SentPost[];
}
