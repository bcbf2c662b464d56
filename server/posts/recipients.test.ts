import { eq, sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { PublishOutcome } from "@/lib/domain/publish-outcome";
import { deleteCampaign } from "@/server/campaigns/delete-campaign";
import { getCampaign } from "@/server/campaigns/get-campaign";
import { updateCampaign } from "@/server/campaigns/update-campaign";
import { contacts, postRecipients } from "@/server/db/schema/contacts";
import { posts } from "@/server/db/schema/posts";
import { workspaces } from "@/server/db/schema/workspaces";
import { uuidv7 } from "@/server/db/uuid";
import { claimRecipients } from "@/server/posts/claim-recipients";
import { lapseLeases } from "@/server/posts/lapse-leases";
import { listRecipients } from "@/server/posts/list-recipients";
import { overridePost } from "@/server/posts/override-post";
import type { PublishParts } from "@/server/posts/publish-post";
import { startRecipients } from "@/server/posts/start-recipients";
import {
  type Answer,
  accepted,
  createRecipientsWorld,
  type RecipientsWorld,
} from "@/server/testing/recipients-world";
import { addCampaign, type World } from "@/server/testing/world";

let at: RecipientsWorld;
let world: World;
let postId: string;
const second = 1_000;
const hour = 3_600_000;

beforeEach(async () => {
  at = await createRecipientsWorld();
  ({ world, postId } = at);
});
afterEach(() => world.close());

const refused = (code: string, message: string): PublishOutcome => ({
  kind: "rejected",
  code,
  message,
});

it("reaches everybody who agreed, and nobody else", async () => {
  await at.addContacts(23);
  const { db } = world.runtime.database;
  await db.insert(contacts).values([
    { workspaceId: world.workspaceId, phone: "+4599000001" },
    {
      ...{ workspaceId: world.workspaceId, phone: "+4599000002" },
      ...{ consentAt: new Date("2026-01-01"), optedOutAt: new Date("2026-02-01") },
    },
    {
      ...{ workspaceId: world.workspaceId, phone: "+4599000003" },
      consentAt: new Date("2027-01-01"),
    },
  ]);
  await at.run(at.toParts(accepted));
  expect(at.published()).toHaveLength(23);
  expect(at.isEachOnce()).toBe(true);
  expect(at.sent.some(({ to }) => to.startsWith("+4599"))).toBe(false);
  expect(await at.readPost()).toMatchObject({ status: "published", problem: "23 sent." });
});

it("is published when some are refused, and says how many and why", async () => {
  await at.addContacts(5);
  await at.run(
    at.toParts((call, all) =>
      call.to.endsWith("1") || call.to.endsWith("2")
        ? refused("undeliverable", "No such number.")
        : accepted(call, all),
    ),
  );
  const post = await at.readPost();
  expect(post).toMatchObject({ status: "published" });
  expect(post.problem).toBe("3 sent, 2 refused: No such number.");
  expect(post.externalId).toMatch(/^wamid\./);
});

it("fails when everybody is refused, and a retry writes to those again", async () => {
  await at.addContacts(3);
  await at.run(at.toParts(() => refused("template", "No such template.")));
  expect(await at.readPost()).toMatchObject({
    status: "failed",
    problem: "3 refused: No such template.",
  });
  await overridePost(world.ctx(), postId, { action: { kind: "retry" } });
  at.sent.length = 0;
  await at.run(at.toParts(accepted));
  expect(at.published()).toHaveLength(3);
  expect((await at.readPost()).status).toBe("published");
});

it("fails when there is nobody to write to", async () => {
  await at.run(at.toParts(accepted));
  expect(await at.readPost()).toMatchObject({ status: "failed", problemCode: "no_contacts" });
});

it("writes to nobody twice after a death between claim and settle", async () => {
  await at.addContacts(25);
  const { runtime } = world;
  // The process dies with ten people claimed, of whom nobody knows what they got.
  const dying = at.toParts(() => new Promise<PublishOutcome>(() => undefined));
  await at.open(dying).pump();
  await expect.poll(() => at.published().length).toBe(10);
  expect((await at.readPost()).status).toBe("publishing");
  runtime.clock.advance(10 * 60 * second);
  await lapseLeases(runtime, { exclude: [] });
  const untold: Answer = (call, all) =>
    call.kind === "resume"
      ? { kind: "unknown", code: "not_traceable", message: "Nobody knows." }
      : accepted(call, all);
  await at.run(at.toParts(untold), 12);
  expect(at.published()).toHaveLength(25);
  expect(at.isEachOnce()).toBe(true);
  const rows = await at.readRecipients();
  expect(rows.filter(({ status }) => status === "parked")).toHaveLength(10);
  expect(rows.filter(({ status }) => status === "published")).toHaveLength(15);
  expect(await at.readPost()).toMatchObject({
    status: "published",
    problem: "15 sent, 10 in doubt.",
  });
});

it("parks a post of which nothing is known, and a retry repeats nothing that is in doubt", async () => {
  await at.addContacts(2);
  const unknown = { kind: "unknown" as const, code: "timeout", message: "No answer." };
  await at.run(
    at.toParts(() => unknown),
    22,
  );
  expect(await at.readPost()).toMatchObject({ status: "parked" });
  await overridePost(world.ctx(), postId, { action: { kind: "retry" } });
  await at.run(at.toParts(accepted), 2);
  expect(at.published()).toHaveLength(2);
  expect(at.isEachOnce()).toBe(true);
});

it("hands the same person to one publisher only", async () => {
  await at.addContacts(8);
  const { runtime } = world;
  const [post] = await runtime.database.db
    .update(posts)
    .set({ status: "publishing", fence: 1 })
    .where(eq(posts.id, postId))
    .returning();
  if (!post) throw new Error("no post");
  const claimed = { post, attemptId: uuidv7(), kind: "publish", from: "publishing" } as const;
  await startRecipients(runtime, claimed);
  const batches = await Promise.all([1, 2, 3].map(() => claimRecipients(runtime, claimed, 5)));
  const ids = batches.flat().map(({ row }) => row.id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toHaveLength(8);
  const outdated = { ...claimed, post: { ...post, fence: 0 } };
  expect(await claimRecipients(runtime, outdated, 5)).toEqual([]);
});

it("tries a person again later, and nobody who has it already", async () => {
  await at.addContacts(3);
  const slow: Answer = (call, all) =>
    call.to.endsWith("1") && all.filter(({ to }) => to === call.to).length === 1
      ? { kind: "retry_later", retryAfterMs: 4_000, code: "pair_limit", message: "Wait." }
      : accepted(call, all);
  const parts = at.toParts(slow);
  await at.run(parts);
  expect(await at.readPost()).toMatchObject({ status: "pending", problem: "2 sent, 1 to go." });
  await at.run(parts, 2);
  expect(await at.readPost()).toMatchObject({ status: "published", problem: "3 sent." });
  expect(at.published()).toHaveLength(4);
});

it("waits as a whole when the platform limits everybody", async () => {
  await at.addContacts(30);
  const until = world.runtime.clock.now().getTime() + 60 * second;
  const limited: Answer = () => ({
    ...{ kind: "retry_later", code: "rate_limited", message: "Slow down." },
    ...{ retryAfterMs: 60_000, limit: { of: "account", until } },
  });
  await at.run(at.toParts(limited));
  expect(at.published()).toHaveLength(10);
  expect(await at.readPost()).toMatchObject({ status: "queued" });
  await at.run(at.toParts(accepted), 2);
  expect(await at.readPost()).toMatchObject({ status: "published", problem: "30 sent." });
});

it("asks for a fresh token once and goes on", async () => {
  await at.addContacts(12);
  let isFresh = false;
  const parts = at.toParts((call, all) =>
    isFresh ? accepted(call, all) : { kind: "reconnect", code: "unauthorized", message: "Dead." },
  );
  const reopenSession: PublishParts["reopenSession"] = (...args) => {
    isFresh = true;
    return parts.openSession(args[0], args[1]);
  };
  await at.run({ ...parts, reopenSession });
  expect(await at.readPost()).toMatchObject({ status: "published", problem: "12 sent." });
});

it("stops for who says stop while it is going", async () => {
  await at.addContacts(15);
  const { db } = world.runtime.database;
  let gone = "";
  const leave: Answer = async (call, all) => {
    if (gone === "") {
      gone = "chosen";
      const [waiting] = (await at.readRecipients()).filter(({ status }) => status === "queued");
      const [contact] = await db
        .update(contacts)
        .set({ optedOutAt: world.runtime.clock.now() })
        .where(eq(contacts.id, waiting?.contactId ?? ""))
        .returning();
      gone = contact?.phone ?? "nobody";
    }
    return accepted(call, all);
  };
  await at.run(at.toParts(leave));
  expect(gone).toMatch(/^\+4520/);
  expect(at.sent.some(({ to }) => to === gone)).toBe(false);
  expect((await at.readPost()).problem).toContain("14 sent, 1 refused");
});

it.each([
  ["deleted", (id: string) => deleteCampaign(world.ctx(), id)],
  [
    "completed",
    async (id: string) => {
      const { updatedAt } = await getCampaign(world.ctx(), id);
      await updateCampaign(world.ctx(), id, { status: "completed", updatedAt });
    },
  ],
])("stops when its campaign is %s, and says whom it reached", async (_how, end) => {
  const { id } = await addCampaign(world);
  await world.runtime.database.db.update(posts).set({ campaignId: id, ownContent: true });
  await at.addContacts(25);
  const answer: Answer = async (sent, all) => {
    if (all.length === 10) await end(id);
    if (sent.kind === "publish" && all.length === 3) {
      return { kind: "unknown", code: "no_answer", message: "No answer came." };
    }
    return accepted(sent, all);
  };
  await at.run(at.toParts(answer), 3);
  expect(at.published()).toHaveLength(10);
  // Whoever may have got it is looked at all the same.
  expect(at.sent.filter(({ kind }) => kind === "resume")).toHaveLength(1);
  const post = await at.readPost();
  expect(post.status).toBe("published");
  expect(post.problem).toContain("10 sent, 15 refused: Its campaign was completed or deleted");
  const { counts } = await listRecipients(world.ctx(), postId, { limit: 10 });
  expect(counts).toMatchObject({ sent: 10, left_out: 15 });
});

it("holds still when everything is paused, and ends what is too late then", async () => {
  await at.addContacts(15);
  const { db } = world.runtime.database;
  const pause = (allPaused: boolean) => db.update(workspaces).set({ allPaused });
  const parts = at.toParts(async (call, all) => {
    await pause(true);
    return accepted(call, all);
  });
  await at.run(parts, 3);
  expect(at.published()).toHaveLength(10);
  expect(await at.readPost()).toMatchObject({ status: "pending", problem: "10 sent, 5 to go." });
  world.runtime.clock.advance(2 * hour);
  await pause(false);
  await at.run(at.toParts(accepted));
  expect(at.published()).toHaveLength(10);
  expect((await at.readPost()).problem).toContain("10 sent, 5 refused");
});

it("puts the contact's name in, and leaves out who has none", async () => {
  await at.addContacts(1, { name: "Ines" });
  await world.runtime.database.db.insert(contacts).values({
    ...{ workspaceId: world.workspaceId, phone: "+4588000000" },
    ...{ consentAt: new Date("2026-01-01"), consentSource: "Form" },
  });
  await world.runtime.database.db.update(posts).set({
    content: { format: "message", title: null, text: "Hi {{name}}!", media: [], options: {} },
  });
  await at.run(at.toParts(accepted));
  expect(at.sent.map(({ text }) => text)).toEqual(["Hi Ines!"]);
  expect((await at.readPost()).problem).toContain("1 sent, 1 refused");
});

it("settles nine of ten whatever keeps the tenth from being written", async () => {
  await at.addContacts(10);
  const { db } = world.runtime.database;
  await db.execute(sql`alter table post_recipients
    add constraint odd check (problem_code is distinct from 'odd')`);
  const isOdd = ({ to }: { to: string }) => to.endsWith("3");
  await at.run(
    at.toParts((call, all) =>
      isOdd(call) ? { kind: "rejected", code: "odd", message: "No." } : accepted(call, all),
    ),
  );
  const statuses = (await at.readRecipients()).map(({ status }) => status);
  expect(statuses.filter((status) => status === "published")).toHaveLength(9);
  expect(at.isEachOnce()).toBe(true);
});

it("takes a status that came meanwhile for more than the answer to a later try", async () => {
  await at.addContacts(1);
  const { db } = world.runtime.database;
  const parts = at.toParts(async () => {
    await db
      .update(postRecipients)
      .set({ sentAt: world.runtime.clock.now(), messageId: "wamid.1" });
    return { kind: "retry_later", retryAfterMs: 0, code: "busy", message: "Busy." };
  });
  await at.run(parts, 3);
  expect(at.published()).toHaveLength(1);
  expect(await at.readRecipients()).toMatchObject([{ status: "published", problem: null }]);
});
