import { eq, inArray } from "drizzle-orm";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { OverridePost } from "@/lib/contracts/posts";
import { canMove, type PostStatus } from "@/lib/domain/post-status";
import type { PublishOutcome } from "@/lib/domain/publish-outcome";
import { recoverBlockedPosts } from "@/server/accounts/recover-blocked-posts";
import { socialAccounts } from "@/server/db/schema/accounts";
import { postAttempts, posts } from "@/server/db/schema/posts";
import { AppError } from "@/server/errors";
import { lapseLeases } from "@/server/posts/lapse-leases";
import { overridePost } from "@/server/posts/override-post";
import { publishNow } from "@/server/posts/publish-now";
import { publishPostNow } from "@/server/posts/publish-post-now";
import { publishDue } from "@/server/scheduler/publish-due";
import { tick } from "@/server/scheduler/tick";
import { createSchedule } from "@/server/schedules/create-schedule";
import { deleteSchedule } from "@/server/schedules/delete-schedule";
import { listSchedules } from "@/server/schedules/list-schedules";
import { pauseAll } from "@/server/schedules/pause-all";
import { type Call, createFakePlatform, published } from "@/server/testing/fake-platform";
import {
  addAccount,
  addCampaign,
  addVariant,
  createWorld,
  type World,
} from "@/server/testing/world";

const MINUTE_MS = 60_000;
const STEPS = 80;

/** The database itself notes each change of status, whoever makes it. */
const NOTE_MOVES = `
  create table if not exists noted_moves (post_id uuid, was text, became text);
  create or replace function note_move() returns trigger language plpgsql as $$ begin
    insert into noted_moves values (new.id, old.status, new.status); return new;
  end $$;
  create or replace trigger note_moves after update on posts for each row
    when (old.status is distinct from new.status) execute function note_move();`;

let world: World;
beforeEach(async () => {
  world = await createWorld();
  for (const text of NOTE_MOVES.split(/(?<=;)\n {2}(?=create)/)) {
    await world.runtime.database.executeSql(text);
  }
});
afterEach(() => world.close());

function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

/** A platform that lies, forgets and dawdles, and knows what it really has. */
function createLiar(random: () => number) {
  const has = new Map<string, number>();
  const working = new Set<string>();
  const doubtful = { kind: "unknown", code: "timeout", message: "No answer." } as const;
  const busy = { kind: "retry_later", retryAfterMs: null, code: "busy", message: "Busy." } as const;
  const refused = { kind: "rejected", code: "policy", message: "Refused." } as const;
  const gone = { kind: "reconnect", code: "revoked", message: "Access is gone." } as const;
  const keep = (key: string) => {
    has.set(key, (has.get(key) ?? 0) + 1);
    working.delete(key);
  };
  function publish(key: string): PublishOutcome {
    const dice = random();
    if (dice < 0.3) {
      keep(key);
      return published(key);
    }
    if (dice < 0.45) {
      working.add(key);
      return { kind: "pending", checkAfterMs: MINUTE_MS };
    }
    if (dice < 0.6) {
      if (random() < 0.5) keep(key);
      return doubtful;
    }
    return dice < 0.8 ? busy : dice < 0.9 ? refused : gone;
  }
  function look(key: string): PublishOutcome {
    if (random() < 0.5) return doubtful;
    if (has.has(key)) return published(key);
    if (!working.has(key)) return busy;
    if (random() < 0.3) return { kind: "pending", checkAfterMs: MINUTE_MS };
    if (random() < 0.6) {
      keep(key);
      return published(key);
    }
    working.delete(key);
    return refused;
  }
  const answer = ({ kind, draft }: Call) =>
    kind === "publish" ? publish(draft.postId) : look(draft.postId);
  return { has, working, ...createFakePlatform(answer) };
}

type Row = typeof posts.$inferSelect;

async function listRows(): Promise<Row[]> {
  return world.runtime.database.db.select().from(posts);
}

type Liar = ReturnType<typeof createLiar>;

/** What a person does who looks on the platform before they decide about a parked post. */
function decide(liar: Liar, row: Row, random: () => number): OverridePost["action"] {
  const isThere = liar.has.has(row.id) || liar.working.has(row.id);
  if (row.status === "parked" || random() < 0.6) {
    const link = `https://example.com/status/${row.id}`;
    return isThere ? { kind: "found", link } : { kind: "retry" };
  }
  const actions: OverridePost["action"][] = [
    { kind: "skip" },
    { kind: "cancel" },
    { kind: "move", dueAt: new Date(world.runtime.clock.now().getTime() + 600_000).toISOString() },
  ];
  return actions[Math.floor(random() * actions.length)] ?? { kind: "skip" };
}

/** A refusal is a right answer: it says that the post is elsewhere by now. */
async function tolerate(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
}

async function heal(accountId: string): Promise<void> {
  await world.runtime.database.db.transaction(async (tx) => {
    await tx
      .update(socialAccounts)
      .set({ status: "active", restUntil: null })
      .where(eq(socialAccounts.id, accountId));
    await recoverBlockedPosts(tx, world.ctx(), accountId);
  });
}

/** As if the process had been killed in the middle of a try. */
async function killWhilePublishing(liar: Liar): Promise<void> {
  const { db } = world.runtime.database;
  const kill = () => Promise.reject(new Error("killed"));
  await publishDue(world.runtime, { ...liar.parts, openSession: kill });
  await lapseLeases(world.runtime, { exclude: [], all: true });
  const open = await db
    .select()
    .from(posts)
    .where(inArray(posts.status, ["publishing"]));
  expect(open).toEqual([]);
}

interface Place {
  campaignId: string;
  accountId: string;
}

async function step(liar: Liar, place: Place, random: () => number): Promise<void> {
  const ctx = world.ctx();
  const dice = random();
  if (dice < 0.35) await publishDue(world.runtime, liar.parts);
  else if (dice < 0.6) world.runtime.clock.advance(Math.floor(random() * 40) * MINUTE_MS);
  else if (dice < 0.66) await tick(world.runtime);
  else if (dice < 0.69) await pauseAll(ctx, random() < 0.3);
  else if (dice < 0.75) await heal(place.accountId);
  else if (dice < 0.79) await killWhilePublishing(liar);
  else if (dice < 0.83) await tolerate(publishNow(ctx, place));
  else if (dice < 0.85) await addSchedules(place, 1);
  else if (dice < 0.87) {
    const [schedule] = await listSchedules(ctx, {});
    if (schedule) await deleteSchedule(ctx, schedule.id);
  } else await decideOne(liar, random);
}

async function decideOne(liar: Liar, random: () => number): Promise<void> {
  const rows = await listRows();
  const waiting = rows.filter(({ status }) => ["parked", "failed", "blocked"].includes(status));
  const all = waiting.length > 0 && random() < 0.7 ? waiting : rows;
  const row = all[Math.floor(random() * all.length)];
  if (!row) return;
  if (random() < 0.1) await tolerate(publishPostNow(world.ctx(), row.id));
  else {
    const action = decide(liar, row, random);
    await tolerate(overridePost(world.ctx(), row.id, { action }));
  }
}

async function addSchedules({ campaignId, accountId }: Place, many: number): Promise<void> {
  const now = world.runtime.clock.now().getTime();
  for (let nth = 1; nth <= many; nth++) {
    await createSchedule(world.ctx(), {
      ...{ campaignId, accountIds: [accountId], timeZone: "Europe/Berlin" },
      when: { kind: "once", runAt: new Date(now + nth * 20 * MINUTE_MS).toISOString() },
    });
  }
}

it.each([1, 2])("commands and outcomes in any order keep to the table (%d)", async (seed) => {
  const random = createRandom(seed);
  const campaignId = (await addCampaign(world)).id;
  const accountId = (await addAccount(world)).id;
  await addVariant(world, campaignId);
  const liar = createLiar(random);
  await addSchedules({ campaignId, accountId }, 10);
  for (let n = 0; n < STEPS; n++) await step(liar, { campaignId, accountId }, random);

  const { database } = world.runtime;
  const { rows: moves } = await database.executeSql(
    "select was, became, count(*)::int as times from noted_moves group by was, became",
  );
  const wrong = moves.filter(
    ({ was, became }) => !canMove(was as PostStatus, became as PostStatus),
  );
  expect(wrong).toEqual([]);
  // It really went places.
  expect(moves.length).toBeGreaterThan(4);

  // Nothing is out twice, nothing is called out that is not, and each claim is on record.
  expect([...liar.has].filter(([, times]) => times > 1)).toEqual([]);
  for (const row of await listRows()) {
    if (row.status === "published")
      expect(liar.has.has(row.id) || liar.working.has(row.id)).toBe(true);
  }
  const tried = new Set(liar.calls.map(({ draft }) => draft.postId));
  const recorded = await database.db.select({ id: postAttempts.postId }).from(postAttempts);
  expect([...tried].filter((id) => !recorded.some((attempt) => attempt.id === id))).toEqual([]);
});
