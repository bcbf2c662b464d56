import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { disconnectAccount } from "@/server/accounts/disconnect-account";
import { updateAccount } from "@/server/accounts/update-account";
import { withdrawApproval } from "@/server/approvals/approve-variant";
import { deleteCampaign } from "@/server/campaigns/delete-campaign";
import { getCampaign } from "@/server/campaigns/get-campaign";
import { updateCampaign } from "@/server/campaigns/update-campaign";
import { variants } from "@/server/db/schema/campaigns";
import { posts } from "@/server/db/schema/posts";
import { workspaces } from "@/server/db/schema/workspaces";
import { AppError } from "@/server/errors";
import { overridePost } from "@/server/posts/override-post";
import { publishDue } from "@/server/scheduler/publish-due";
import { createSchedule } from "@/server/schedules/create-schedule";
import { deleteSchedule } from "@/server/schedules/delete-schedule";
import { pauseAll } from "@/server/schedules/pause-all";
import { updateSchedule } from "@/server/schedules/update-schedule";
import { createFakePlatform, published } from "@/server/testing/fake-platform";
import {
  addAccount,
  addCampaign,
  addVariant,
  createWorld,
  type World,
} from "@/server/testing/world";
import { updateVariant } from "@/server/variants/update-variant";

const MINUTE_MS = 60_000;
const ROUNDS = 4;
const OLD = "The old form.";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

/** One post, due now, on an account of its own. */
async function addDuePost() {
  const campaign = await addCampaign(world);
  const account = await addAccount(world);
  const hash = `hash of ${campaign.id}`;
  const variant = await addVariant(world, campaign.id, {
    ...{ text: OLD, contentHash: hash, approvedHash: hash },
  });
  const at = new Date(world.runtime.clock.now().getTime() + MINUTE_MS);
  const [schedule] = await createSchedule(world.ctx(), {
    ...{ campaignId: campaign.id, accountIds: [account.id], timeZone: "UTC" },
    when: { kind: "once", runAt: at.toISOString() },
  });
  world.runtime.clock.advance(MINUTE_MS);
  const post = await readPost(account.id);
  return { campaign, account, variant, scheduleId: schedule?.id ?? "", post };
}
type Due = Awaited<ReturnType<typeof addDuePost>>;

async function readPost(accountId: string) {
  const [post] = await world.runtime.database.db
    .select()
    .from(posts)
    .where(eq(posts.accountId, accountId));
  if (!post) throw new Error("no post");
  return post;
}

const CLAIMED = ["publishing", "published"];

const override = (due: Due, kind: "cancel" | "skip") =>
  overridePost(world.ctx(), due.post.id, { action: { kind } });

/** Commands about the post itself: too late, they are refused. */
const OF_THE_POST: Record<string, (due: Due) => Promise<unknown>> = {
  cancel: (due) => override(due, "cancel"),
  skip: (due) => override(due, "skip"),
  move: (due) => {
    const dueAt = new Date(world.runtime.clock.now().getTime() + 60 * MINUTE_MS).toISOString();
    return overridePost(world.ctx(), due.post.id, { action: { kind: "move", dueAt } });
  },
};

/** Commands about what it belongs to: they succeed, and what was claimed before is seen as claimed. */
const OF_ITS_PLACE: Record<string, (due: Due) => Promise<unknown>> = {
  "pause its schedule": (due) => updateSchedule(world.ctx(), due.scheduleId, { paused: true }),
  "pause its account": (due) => updateAccount(world.ctx(), due.account.id, { paused: true }),
  "pause its campaign": async (due) => {
    const { updatedAt } = await getCampaign(world.ctx(), due.campaign.id);
    return updateCampaign(world.ctx(), due.campaign.id, { status: "paused", updatedAt });
  },
  "pause everything": () => pauseAll(world.ctx(), true),
  "delete its schedule": (due) => deleteSchedule(world.ctx(), due.scheduleId),
  "delete its campaign": (due) => deleteCampaign(world.ctx(), due.campaign.id),
  "disconnect its account": (due) => disconnectAccount(world.ctx(), due.account.id),
  "edit its text": async (due) => {
    const { updatedAt } = due.variant;
    const edit = { text: "The new form.", updatedAt: updatedAt.toISOString() };
    return updateVariant(world.ctx(), due.variant.id, edit);
  },
  "take its approval back": (due) => withdrawApproval(world.ctx(), due.variant.id),
};

/** A few turns of the event loop later or earlier, so that each comes first now and then. */
async function after(turns: number): Promise<void> {
  for (let n = 0; n < turns; n++) await new Promise((resolve) => setImmediate(resolve));
}

/** The command and a publishing pass at one moment; what was told, and what had been sent when. */
async function race(due: Due, command: (due: Due) => Promise<unknown>, lead: number) {
  const platform = createFakePlatform((_, calls) => published(`${due.post.id} ${calls.length}`));
  const sent = () => platform.calls.filter((call) => call.draft.postId === due.post.id);
  const pass = async () => {
    await after(Math.max(0, -lead));
    await publishDue(world.runtime, platform.parts);
  };
  const give = async () => {
    await after(Math.max(0, lead));
    try {
      await command(due);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== "conflict") throw error;
      return { accepted: false, wasClaimed: true };
    }
    const [post] = await world.runtime.database.db
      .select()
      .from(posts)
      .where(eq(posts.id, due.post.id));
    const isClaimed = CLAIMED.includes(post?.status ?? "gone");
    return { accepted: true, wasClaimed: isClaimed && post?.content?.text === OLD };
  };
  const [told] = await Promise.all([give(), pass()]);
  await publishDue(world.runtime, platform.parts);
  return { ...told, old: sent().filter(({ draft }) => draft.text === OLD).length };
}

async function forget(due: Due): Promise<void> {
  await pauseAll(world.ctx(), false);
  const { db } = world.runtime.database;
  await db.delete(posts).where(eq(posts.accountId, due.account.id));
}

it.each(Object.entries(OF_THE_POST))(
  "%s: refused, or nothing of it goes out",
  async (_, command) => {
    for (let round = 0; round < ROUNDS; round++) {
      const due = await addDuePost();
      const { accepted, old } = await race(due, command, (round - 1) * 3);
      expect(old).toBe(accepted ? 0 : 1);
      await forget(due);
    }
  },
);

it.each(Object.entries(OF_ITS_PLACE))(
  "%s: what is not claimed by then never goes out",
  async (_, command) => {
    const { db } = world.runtime.database;
    const asks = command === OF_ITS_PLACE["take its approval back"];
    const [workspace] = await db.select().from(workspaces);
    const settings = workspace?.settings;
    if (settings && asks) {
      await db.update(workspaces).set({ settings: { ...settings, approvalRequired: true } });
    }
    for (let round = 0; round < ROUNDS; round++) {
      const due = await addDuePost();
      if (asks) await db.update(posts).set({ status: "queued" }).where(eq(posts.id, due.post.id));
      const { wasClaimed, old } = await race(due, command, (round - 1) * 3);
      expect(old).toBe(wasClaimed ? 1 : 0);
      await forget(due);
    }
    if (settings && asks) await db.update(workspaces).set({ settings });
    await db.update(variants).set({ deletedAt: world.runtime.clock.now() });
  },
);
