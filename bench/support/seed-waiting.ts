import { socialAccounts } from "@/server/db/schema/accounts";
import { campaigns } from "@/server/db/schema/campaigns";
import { posts, schedules } from "@/server/db/schema/posts";
import type { World } from "@/server/testing/world";

const ACCOUNTS = 200;
const PER_SCHEDULE = 50;
const BATCH = 1000;
const DAY_MS = 86_400_000;

/** Adds posts of the coming weeks until so many wait, with the schedules that they are of. */
export async function seedWaiting(
  world: World,
  { from, to }: { from: number; to: number },
): Promise<void> {
  const { runtime, workspaceId } = world;
  const { db } = runtime.database;
  const now = runtime.clock.now().getTime();
  const inDays = (days: number) => new Date(now + days * DAY_MS);
  const [campaign] = await db
    .insert(campaigns)
    .values({
      ...{ workspaceId, name: `Waiting ${to}`, brief: "A campaign to measure with." },
      ...{ objective: "engagement", platforms: ["x"], variantsPerPlatform: 2, status: "active" },
      brand: { tone: "", bannedWords: [], maxLength: null },
    })
    .returning({ id: campaigns.id });
  const campaignId = campaign?.id ?? "";
  const accounts = await listAccounts(world);
  const made = await db
    .insert(schedules)
    .values(
      Array.from({ length: (to - from) / PER_SCHEDULE }, (_, i) => ({
        ...{ workspaceId, campaignId, accountId: accounts[i % accounts.length] ?? "" },
        ...{ cron: "0 9 * * *", timeZone: "Europe/Berlin" },
        ...{ plannedUntil: inDays(60), nextRunAt: inDays(1) },
      })),
    )
    .returning({ id: schedules.id, accountId: schedules.accountId });
  const rows = made.flatMap(({ id: scheduleId, accountId }) =>
    Array.from({ length: PER_SCHEDULE }, (_, i) => {
      const at = inDays(1 + i / 2);
      return {
        ...{ workspaceId, campaignId, scheduleId, accountId, platform: "x" },
        ...{ slotAt: at, dueAt: at, nextAt: at, deadlineAt: new Date(at.getTime() + DAY_MS / 4) },
        status: "queued" as const,
        idempotencyKey: `waiting:${scheduleId}:${i}`,
      };
    }),
  );
  for (let at = 0; at < rows.length; at += BATCH) {
    await db.insert(posts).values(rows.slice(at, at + BATCH));
  }
}

/** The same ones each time. */
async function listAccounts({ runtime, workspaceId }: World): Promise<string[]> {
  const { db } = runtime.database;
  const there = await db.select({ id: socialAccounts.id }).from(socialAccounts);
  if (there.length > 0) return there.map(({ id }) => id);
  const made = await db
    .insert(socialAccounts)
    .values(
      Array.from({ length: ACCOUNTS }, (_, i) => ({
        ...{ workspaceId, platform: "x", externalId: `${i}`, handle: `${i}`, displayName: `${i}` },
        ...{ scopes: [], endpoints: {}, sealedCredentials: "" },
      })),
    )
    .returning({ id: socialAccounts.id });
  return made.map(({ id }) => id);
}
