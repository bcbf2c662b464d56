import { eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { PublishOutcome } from "@/lib/domain/publish-outcome";
import { posts } from "@/server/db/schema/posts";
import { type PlatformAdapter, PREPARED_REFUSED, type Prepared } from "@/server/platforms/adapter";
import { lapseLeases } from "@/server/posts/lapse-leases";
import type { PublishParts } from "@/server/posts/publish-post";
import {
  type Answer,
  accepted,
  createRecipientsWorld,
  type RecipientsWorld,
} from "@/server/testing/recipients-world";

let at: RecipientsWorld;
/** What each message was sent with, and how often something was prepared. */
let used: unknown[];
let uploads: number;

beforeEach(async () => {
  at = await createRecipientsWorld();
  used = [];
  uploads = 0;
});
afterEach(() => at.world.close());

const minute = 60_000;

/** A platform that gives every upload a number of its own and sends with what it is handed. */
function toParts(
  answer: Answer,
  answerUpload: (number: number) => Prepared = (number) => ({ ok: true, prepared: { number } }),
): PublishParts {
  const parts = at.toParts(answer);
  const adapter: PlatformAdapter = {
    ...(parts.adapters.whatsapp as PlatformAdapter),
    prepare: async (_session, _draft, kept) => {
      if (kept !== null) return { ok: true, prepared: kept };
      uploads += 1;
      return answerUpload(uploads);
    },
  };
  const { publish } = adapter;
  adapter.publish = (session, draft, key, save) => {
    used.push(draft.prepared);
    return publish(session, draft, key, save);
  };
  return { ...parts, adapters: { whatsapp: adapter } };
}

const readReceipt = async () => {
  const { db } = at.world.runtime.database;
  const [post] = await db.select().from(posts).where(eq(posts.id, at.postId));
  return post?.receipt;
};
const gone: PublishOutcome = {
  ...{ kind: "retry_later" as const, code: PREPARED_REFUSED, message: "Gone." },
  retryAfterMs: 0,
};

it("prepares once for everybody, and has it on disk before the first message", async () => {
  await at.addContacts(25);
  const seen: unknown[] = [];
  const look: Answer = async (call, all) => {
    if (all.length === 1) seen.push(await readReceipt());
    return accepted(call, all);
  };
  await at.run(toParts(look));
  expect(uploads).toBe(1);
  expect(seen).toEqual([{ forAll: { number: 1 } }]);
  expect(used).toEqual(Array.from({ length: 25 }, () => ({ number: 1 })));
});

it("goes on with it after a limit, and after a death", async () => {
  await at.addContacts(15);
  const limited: Answer = () => ({
    ...{ kind: "retry_later", code: "rate_limited", message: "Slow down." },
    retryAfterMs: 60_000,
    limit: { of: "account", until: at.world.runtime.clock.now().getTime() + minute },
  });
  await at.run(toParts(limited));
  expect((await at.readPost()).status).toBe("queued");
  const dying = toParts(() => new Promise(() => undefined));
  await at.open(dying).pump();
  await expect.poll(() => used.length).toBe(20);
  at.world.runtime.clock.advance(10 * minute);
  await lapseLeases(at.world.runtime, { exclude: [] });
  const untold: Answer = (call, all) =>
    call.kind === "resume"
      ? { kind: "unknown", code: "not_traceable", message: "Nobody knows." }
      : accepted(call, all);
  await at.run(toParts(untold), 6);
  expect(uploads).toBe(1);
  expect(used).toHaveLength(25);
});

it("prepares anew once when it is refused, and writes to nobody twice", async () => {
  await at.addContacts(25);
  const answer: Answer = (call, all) =>
    (used.at(-1) as { number: number }).number === 1 ? gone : accepted(call, all);
  await at.run(toParts(answer), 2);
  expect(uploads).toBe(2);
  expect(await readReceipt()).toEqual({ forAll: { number: 2 } });
  expect((await at.readPost()).problem).toBe("25 sent.");
  expect(used.filter((each) => (each as { number: number }).number === 2)).toHaveLength(25);
});

it("gives up on who is refused again with a fresh one", async () => {
  await at.addContacts(12);
  await at.run(
    toParts(() => gone),
    2,
  );
  expect(uploads).toBe(2);
  expect(await at.readPost()).toMatchObject({ status: "failed", problem: "12 refused: Gone." });
});

it("writes to nobody when it can't be prepared, and says why", async () => {
  await at.addContacts(12);
  const refused = { kind: "rejected", code: "media", message: "No such type." } as const;
  await at.run(toParts(accepted, () => ({ ok: false, outcome: refused })));
  expect(used).toEqual([]);
  expect(uploads).toBe(1);
  expect(await at.readPost()).toMatchObject({
    status: "failed",
    problem: "12 refused: No such type.",
  });
});
