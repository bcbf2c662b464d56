import { socialAccounts } from "@/server/db/schema/accounts";
import { campaigns, variants } from "@/server/db/schema/campaigns";
import { posts } from "@/server/db/schema/posts";
import type { World } from "@/server/testing/world";
import { updateWorkspace } from "@/server/workspaces/update-workspace";

interface Seed {
  /** Tells one seeding from another in the same database. */
  name: string;
  accounts: number;
  campaigns: number;
  posts: number;
}

const BATCH = 1000;

/** Accounts, campaigns with two variants each, and empty slots that are all due now. */
export async function seedDuePosts(world: World, seed: Seed): Promise<void> {
  const { db } = world.runtime.database;
  const now = world.runtime.clock.now();
  // Many posts of one account are due at once here: nothing but the publisher should slow them down.
  await updateWorkspace(world.ctx(), { settings: { minGapMinutes: 0 } });
  const accountIds = await addAccounts(world, seed);
  const campaignIds = await addCampaigns(world, seed);
  const rows = Array.from({ length: seed.posts }, (_, i) => ({
    workspaceId: world.workspaceId,
    campaignId: campaignIds[i % campaignIds.length] ?? "",
    accountId: accountIds[i % accountIds.length] ?? "",
    platform: "x",
    ...{ slotAt: now, dueAt: now, nextAt: now },
    deadlineAt: new Date(now.getTime() + 3_600_000),
    status: "queued" as const,
    idempotencyKey: `${seed.name}:${i}`,
  }));
  for (let at = 0; at < rows.length; at += BATCH) {
    await db.insert(posts).values(rows.slice(at, at + BATCH));
  }
}

async function addAccounts({ runtime, workspaceId }: World, { name, accounts }: Seed) {
  const made = await runtime.database.db
    .insert(socialAccounts)
    .values(
      Array.from({ length: accounts }, (_, i) => ({
        workspaceId,
        platform: "x",
        externalId: `${name}-${i}`,
        handle: `${name}-${i}`,
        displayName: `Account ${i}`,
        scopes: [],
        endpoints: {},
        sealedCredentials: "",
      })),
    )
    .returning({ id: socialAccounts.id });
  return made.map(({ id }) => id);
}

async function addCampaigns({ runtime, workspaceId }: World, { name, campaigns: count }: Seed) {
  const { db } = runtime.database;
  const made = await db
    .insert(campaigns)
    .values(
      Array.from({ length: count }, (_, i) => ({
        workspaceId,
        name: `${name} ${i}`,
        brief: "A campaign to measure with.",
        objective: "engagement" as const,
        platforms: ["x"],
        brand: { tone: "", bannedWords: [], maxLength: null },
        variantsPerPlatform: 2,
        status: "active" as const,
      })),
    )
    .returning({ id: campaigns.id });
  await db.insert(variants).values(
    made.flatMap(({ id }) =>
      [0, 1].map((ordinal) => ({
        ...{ workspaceId, campaignId: id, platform: "x", ordinal, label: `Variant ${ordinal}` },
        ...{ text: `Text ${ordinal}`, source: "person" as const, contentHash: `${id}-${ordinal}` },
      })),
    ),
  );
  return made.map(({ id }) => id);
}
