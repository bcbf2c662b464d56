import { asc, eq, ne } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ListPosts, OverridePost, PublishNow } from "@/lib/contracts/posts";
import { recordObservations } from "@/server/analytics/record-observations";
import { approveVariant } from "@/server/approvals/approve-variant";
import { variants } from "@/server/db/schema/campaigns";
import { auditLog, events } from "@/server/db/schema/facts";
import { posts } from "@/server/db/schema/posts";
import { optimizerDecisions } from "@/server/db/schema/results";
import { workspaces } from "@/server/db/schema/workspaces";
import { getPost } from "@/server/posts/get-post";
import { listCalendar } from "@/server/posts/list-calendar";
import { listPosts } from "@/server/posts/list-posts";
import { overridePost } from "@/server/posts/override-post";
import { publishNow } from "@/server/posts/publish-now";
import { publishPostNow } from "@/server/posts/publish-post-now";
import { releaseApproved } from "@/server/posts/release-approved";
import { publishDue } from "@/server/scheduler/publish-due";
import { createSchedule } from "@/server/schedules/create-schedule";
import { updateSchedule } from "@/server/schedules/update-schedule";
import { createFakePlatform } from "@/server/testing/fake-platform";
import {
  addAccount,
  addCampaign,
  addVariant,
  addWorkspace,
  contextFor,
  createWorld,
  type World,
} from "@/server/testing/world";
import { DEFAULT_SETTINGS } from "@/server/workspaces/default-settings";

let world: World;
let campaignId: string;
let accountId: string;
let variantB: string;
let scheduleId: string;

beforeEach(async () => {
  world = await createWorld();
  campaignId = (await addCampaign(world)).id;
  accountId = (await addAccount(world)).id;
  await addVariant(world, campaignId, { ordinal: 0 });
  variantB = (await addVariant(world, campaignId, { ordinal: 1 })).id;
  const [schedule] = await createSchedule(world.ctx(), {
    campaignId,
    accountIds: [accountId],
    when: { kind: "cron", cron: "0 10 * * *" },
    timeZone: "UTC",
  });
  scheduleId = schedule?.id ?? "";
});
afterEach(() => world.close());

const first = async () => {
  const [post] = await world.runtime.database.db.select().from(posts).orderBy(asc(posts.slotAt));
  if (!post) throw new Error("no post");
  return post;
};
const override = async (action: OverridePost["action"], id?: string) =>
  overridePost(world.ctx(), id ?? (await first()).id, { action });
const advanceHours = (hours: number) => world.runtime.clock.advance(hours * 3_600_000);

describe("an override", () => {
  it("pins what is posted, and the decision says what would have been", async () => {
    const view = await override({ kind: "pin", variantId: variantB });
    expect(view).toMatchObject({
      pinned: true,
      overriddenBy: "Ines Moreau",
      overriddenAt: "2026-03-02T09:00:00.000Z",
      variant: { letter: "B" },
    });
    advanceHours(1);
    const platform = createFakePlatform();
    await publishDue(world.runtime, platform.parts);
    expect(platform.calls[0]?.draft.text).toBe("Text number 2");
    const [decision] = await world.runtime.database.db.select().from(optimizerDecisions);
    expect(decision).toMatchObject({
      kind: "override",
      variantId: variantB,
      decidedBy: world.userId,
    });
    expect(decision?.reason).toContain("would have chosen A");
    const [row] = await world.runtime.database.db
      .select()
      .from(auditLog)
      .where(eq(auditLog.action, "post.pinned"));
    expect(row).toMatchObject({
      actorName: "Ines Moreau",
      subjectName: "Autumn single-origin launch, Mon 2 Mar 11:00, Europe/Copenhagen",
      before: { variant: "Bandwagon chooses" },
      after: { variant: "B, Variant 2" },
    });
    const names = (await world.runtime.database.db.select().from(events)).map((e) => e.name);
    expect(names).toContain("optimizer.overridden");
  });

  it("gives the choice back", async () => {
    await override({ kind: "pin", variantId: variantB });
    expect(await override({ kind: "pin", variantId: null })).toMatchObject({
      pinned: false,
      variant: null,
    });
    advanceHours(1);
    const platform = createFakePlatform();
    await publishDue(world.runtime, platform.parts);
    expect(platform.calls[0]?.draft.text).toBe("Text number 1");
  });

  it("moves a slot without making a second one, and refuses the past", async () => {
    await expect(override({ kind: "move", dueAt: "2026-03-02T08:00:00Z" })).rejects.toThrow(
      "has passed",
    );
    await override({ kind: "move", dueAt: "2026-03-02T12:00:00Z" });
    advanceHours(2);
    const platform = createFakePlatform();
    await publishDue(world.runtime, platform.parts);
    expect(platform.calls).toHaveLength(0);
    advanceHours(1);
    await publishDue(world.runtime, platform.parts);
    expect(platform.calls).toHaveLength(1);
  });

  it("comes too late for what is out, with a message", async () => {
    advanceHours(1);
    await publishDue(world.runtime, createFakePlatform().parts);
    await expect(override({ kind: "skip" })).rejects.toMatchObject({
      code: "conflict",
      message: "This post is published now, so it can't be skipped.",
    });
  });

  it("reaches a slot that the calendar only drew", async () => {
    const range = { from: "2026-05-01T00:00:00Z", to: "2026-05-02T00:00:00Z" };
    const [slot] = await listCalendar(world.ctx(), range);
    expect(slot).toMatchObject({ projected: true, dueAt: "2026-05-01T10:00:00.000Z" });
    const view = await override({ kind: "skip" }, slot?.id);
    expect(view).toMatchObject({ status: "skipped", projected: false });
    const after = await listCalendar(world.ctx(), range);
    expect(after.map((post) => post.id)).toEqual([view.id]);
    const invented = `${scheduleId}_${Date.parse("2026-05-01T11:00:00Z")}`;
    await expect(override({ kind: "skip" }, invented)).rejects.toMatchObject({ code: "not_found" });
  });

  it("tells apart what was never sent from what the platform refused", async () => {
    advanceHours(1);
    await publishDue(world.runtime, { ...createFakePlatform().parts, adapters: {} });
    expect(await getPost(world.ctx(), (await first()).id)).toMatchObject({
      status: "failed",
      attempts: [{ outcome: "rejected", code: "no_adapter", sent: false, response: null }],
    });
  });

  it("retries what failed, and nobody else's", async () => {
    advanceHours(1);
    const platform = createFakePlatform((_, calls) =>
      calls.length === 1
        ? { kind: "rejected", code: "spam", message: "X refused it." }
        : { kind: "published", externalId: "1", permalink: null, visibility: "live" },
    );
    await publishDue(world.runtime, platform.parts);
    const post = await first();
    expect(await getPost(world.ctx(), post.id)).toMatchObject({
      status: "failed",
      problem: "X refused it.",
      attempts: [{ outcome: "rejected", code: "spam", sent: true }],
    });
    const other = await addWorkspace(world.runtime, "Other");
    const stranger = contextFor(world.runtime, other.workspaceId, other.userId, "owner");
    const retry = { action: { kind: "retry" as const } };
    await expect(overridePost(stranger, post.id, retry)).rejects.toMatchObject({
      code: "not_found",
    });
    await override({ kind: "retry" });
    await publishDue(world.runtime, platform.parts);
    expect(await getPost(world.ctx(), post.id)).toMatchObject({ status: "published" });
  });
});

describe("a post of which nobody knows whether it went out", () => {
  const park = async () => {
    const post = await first();
    const { db } = world.runtime.database;
    const firstAttemptAt = new Date("2026-03-02T10:00:01Z");
    const values = { status: "parked" as const, problemCode: "lease_lost", firstAttemptAt };
    await db.update(posts).set(values).where(eq(posts.id, post.id));
    return post;
  };

  it("is published once a person gives its address, and is counted from there", async () => {
    const { id } = await park();
    const link = "https://x.example/northlight/status/1790012345678";
    expect(await override({ kind: "found", link }, id)).toMatchObject({
      status: "published",
      permalink: link,
      publishedAt: "2026-03-02T10:00:01.000Z",
      problem: null,
    });
    const { db } = world.runtime.database;
    const [row] = await db.select().from(posts).where(eq(posts.id, id));
    expect(row).toMatchObject({ externalId: "1790012345678" });
    expect(row?.metricsNextPullAt).not.toBeNull();
    const [entry] = await db.select().from(auditLog).where(eq(auditLog.action, "post.found"));
    expect(entry).toMatchObject({ actorName: "Ines Moreau", after: { permalink: link } });
    const names = (await db.select().from(events)).map((each) => each.name);
    expect(names).toContain("post.published");
  });

  it("is not called published by the address of another one", async () => {
    const { id } = await park();
    const { db } = world.runtime.database;
    const [other] = await db.select().from(posts).where(ne(posts.id, id)).limit(1);
    await db
      .update(posts)
      .set({ externalId: "1790012345678" })
      .where(eq(posts.id, other?.id ?? ""));
    const link = "1790012345678";
    await expect(override({ kind: "found", link }, id)).rejects.toMatchObject({
      message: expect.stringContaining("another post"),
    });
    const action = { kind: "found", link: "it is there" };
    expect(OverridePost.safeParse({ action }).error?.issues[0]?.message).toContain("https://");
  });

  it("is posted again, or forgotten, when a person says so", async () => {
    const { id } = await park();
    expect(await override({ kind: "retry" }, id)).toMatchObject({ status: "queued" });
    await park();
    expect(await override({ kind: "cancel" }, id)).toMatchObject({ status: "canceled" });
  });
});

describe("a post that is out", () => {
  it("tells why it was chosen, what it has, and no count that nobody has read", async () => {
    advanceHours(1);
    await publishDue(world.runtime, createFakePlatform().parts);
    const { id } = await first();
    const before = await getPost(world.ctx(), id);
    expect(before).toMatchObject({
      decision: { who: "Bandwagon", byPerson: false, reason: expect.stringContaining("Chose A") },
      counts: { views: null, likes: null, clicks: null },
      media: [],
    });
    const observedAt = world.runtime.clock.now();
    const seen = [{ postId: id, counts: { views: 40, likes: 2 } }];
    await recordObservations(world.runtime, world.workspaceId, {
      ...{ source: "pull", observedAt, observations: seen },
    });
    expect((await getPost(world.ctx(), id)).counts).toMatchObject({ views: 40, likes: 2 });
  });

  it("has no counts while it is still to come", async () => {
    expect(await getPost(world.ctx(), (await first()).id)).toMatchObject({
      decision: null,
      counts: null,
    });
  });
});

describe("retrying", () => {
  it("leaves a text behind whose variant was deleted since it failed", async () => {
    advanceHours(1);
    const platform = createFakePlatform((_, calls) =>
      calls.length === 1
        ? { kind: "rejected", code: "spam", message: "X refused it." }
        : { kind: "published", externalId: "1", permalink: null, visibility: "live" },
    );
    await publishDue(world.runtime, platform.parts);
    const failed = await first();
    await world.runtime.database.db
      .update(variants)
      .set({ deletedAt: world.runtime.clock.now() })
      .where(eq(variants.id, failed.variantId ?? ""));
    await override({ kind: "retry" });
    await publishDue(world.runtime, platform.parts);
    expect(platform.calls.map((call) => call.draft.text)).toEqual([
      "Text number 1",
      "Text number 2",
    ]);
  });
});

describe("the list", () => {
  it("parts what has come due from what is coming, by the product's clock", async () => {
    advanceHours(2);
    await publishDue(world.runtime, createFakePlatform().parts);
    const list = (when: "past" | "coming") =>
      listPosts(world.ctx(), ListPosts.parse({ when, order: "asc", limit: 200 }));
    const past = (await list("past")).items;
    const coming = (await list("coming")).items;
    const now = world.runtime.clock.now().toISOString();
    expect(past.map((post) => post.dueAt)).toEqual(["2026-03-02T10:00:00.000Z"]);
    expect(coming.length).toBeGreaterThan(20);
    expect(coming.every((post) => post.dueAt > now)).toBe(true);
  });
});

describe("the list's order", () => {
  it("is that of the time it shows, page by page", async () => {
    const { db } = world.runtime.database;
    const rows = await db.select().from(posts).orderBy(asc(posts.slotAt)).limit(3);
    const [a, b, c] = rows.map(({ id }) => id);
    // The first slot went out last.
    for (const [id, publishedAt] of [
      [a, "2026-03-02T12:00:00.5Z"],
      [b, "2026-03-02T11:00:00Z"],
      [c, "2026-03-02T10:30:00Z"],
    ]) {
      const values = { status: "published" as const, publishedAt: new Date(publishedAt ?? "") };
      await db
        .update(posts)
        .set(values)
        .where(eq(posts.id, id ?? ""));
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const input = ListPosts.parse({ status: "published", limit: 1, cursor });
      const page = await listPosts(world.ctx(), input);
      seen.push(...page.items.map((post) => post.id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual([a, b, c]);
  });
});

describe("publishing now", () => {
  it("posts the variant that was named, once", async () => {
    const input = PublishNow.parse({ campaignId, accountId, variantId: variantB });
    const view = await publishNow(world.ctx(), input);
    expect(view).toMatchObject({ status: "queued", scheduleId: null });
    await expect(publishNow(world.ctx(), input)).rejects.toMatchObject({ code: "conflict" });
    const platform = createFakePlatform();
    await publishDue(world.runtime, platform.parts);
    expect(platform.calls.map((call) => call.draft.text)).toEqual(["Text number 2"]);
  });

  it("is one post for two clicks at one moment, and while its fate is unknown", async () => {
    const input = PublishNow.parse({ campaignId, accountId });
    const clicks = await Promise.allSettled([
      publishNow(world.ctx(), input),
      publishNow(
        { ...world.ctx(), now: () => new Date(world.runtime.clock.now().getTime() + 1) },
        input,
      ),
    ]);
    expect(clicks.map((click) => click.status).sort()).toEqual(["fulfilled", "rejected"]);
    const platform = createFakePlatform(() => ({ kind: "unknown", code: "x", message: "Lost." }));
    await publishDue(world.runtime, platform.parts);
    await expect(publishNow(world.ctx(), input)).rejects.toMatchObject({ code: "conflict" });
  });

  it("takes a planned slot forward", async () => {
    const post = await first();
    await publishPostNow(world.ctx(), post.id);
    const platform = createFakePlatform();
    await publishDue(world.runtime, platform.parts);
    expect(platform.calls[0]?.key.key).toBe(post.idempotencyKey);
    await expect(publishPostNow(world.ctx(), post.id)).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("with the optimizer off", () => {
  it("variants take turns, and the decision says so", async () => {
    await updateSchedule(world.ctx(), scheduleId, { optimizerOn: false });
    const platform = createFakePlatform();
    for (let day = 0; day < 3; day++) {
      advanceHours(day === 0 ? 1 : 24);
      await publishDue(world.runtime, platform.parts);
    }
    const texts = platform.calls.map((call) => call.draft.text);
    expect(texts).toEqual(["Text number 1", "Text number 2", "Text number 1"]);
    const [decision] = await world.runtime.database.db.select().from(optimizerDecisions);
    expect(decision?.kind).toBe("rotation");
  });
});

describe("reading", () => {
  it("pages in both directions without losing or repeating a post", async () => {
    for (const order of ["asc", "desc"] as const) {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await listPosts(world.ctx(), { limit: 7, order, cursor });
        seen.push(...page.items.map((post) => post.id));
        cursor = page.nextCursor ?? undefined;
      } while (cursor);
      expect(new Set(seen).size).toBe(30);
      expect(seen).toHaveLength(30);
    }
    const failed = await listPosts(world.ctx(), {
      limit: 10,
      order: "asc",
      status: "failed,parked",
    });
    expect(failed.items).toHaveLength(0);
    await expect(
      listPosts(world.ctx(), { limit: 10, order: "asc", status: "lost" }),
    ).rejects.toMatchObject({ code: "invalid" });
  });

  it("flags posts of one account that are too close, and what is held", async () => {
    await createSchedule(world.ctx(), {
      campaignId,
      accountIds: [accountId],
      when: { kind: "once", runAt: "2026-03-02T10:10:00Z" },
      timeZone: "UTC",
    });
    await updateSchedule(world.ctx(), scheduleId, { paused: true });
    const range = { from: "2026-03-02T00:00:00Z", to: "2026-03-02T23:00:00Z" };
    const [a, b] = await listCalendar(world.ctx(), range);
    expect(a).toMatchObject({ held: true, conflict: { postId: b?.id, gapMinutes: 10 } });
    expect(b).toMatchObject({ held: false, conflict: { postId: a?.id } });
  });
});

describe("a post that waits for approval", () => {
  it("goes out once a variant is approved, and only with that variant", async () => {
    const { db } = world.runtime.database;
    const settings = { ...DEFAULT_SETTINGS, approvalRequired: true };
    await db.update(workspaces).set({ settings }).where(eq(workspaces.id, world.workspaceId));
    const post = await publishNow(world.ctx(), { campaignId, accountId });
    expect(post.status).toBe("awaiting_approval");
    expect(await releaseApproved(world.runtime)).toBe(0);
    await approveVariant(world.ctx("reviewer"), variantB);
    // The approval has released it itself.
    expect(await releaseApproved(world.runtime)).toBe(0);
    const platform = createFakePlatform();
    await publishDue(world.runtime, platform.parts);
    expect(platform.calls.map((call) => call.draft.text)).toEqual(["Text number 2"]);
  });
});
