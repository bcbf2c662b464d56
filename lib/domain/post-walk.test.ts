import { describe, expect, it } from "vitest";
import {
  COMMANDS,
  canMove,
  isTerminal,
  POST_STATUSES,
  type PostCommand,
  type PostStatus,
} from "./post-status";
import { decide, type PublishOutcome } from "./publish-outcome";

const START = new Date("2026-03-28T23:00:00Z");
const HOUR_MS = 3_600_000;
const WALKS = 4000;
const STEPS = 40;

/** The table of the design, written out once more so that a slip in the code is seen. */
const TABLE: Record<PostStatus, string> = {
  draft: "awaiting_approval queued canceled",
  planned: "awaiting_approval queued skipped canceled failed",
  awaiting_approval: "queued draft canceled skipped failed",
  queued: "publishing draft awaiting_approval canceled skipped failed",
  publishing: "published pending queued blocked failed unknown",
  pending: "published failed unknown",
  blocked: "queued canceled failed",
  unknown: "published queued parked",
  parked: "published queued canceled",
  failed: "queued",
  published: "deleted",
  skipped: "queued",
  canceled: "",
  deleted: "",
};

/** Numbers in [0, 1), the same for the same seed. */
function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

interface Post {
  status: PostStatus;
  attempt: number;
  checks: number;
  paused: boolean;
  now: Date;
  deadline: Date;
  proof: boolean;
}

interface Step {
  what: string;
  from: PostStatus;
  to: PostStatus;
}

const pick = <T>(random: () => number, items: readonly [T, ...T[]]): T =>
  items[Math.floor(random() * items.length)] ?? items[0];

function anyOutcome(random: () => number): PublishOutcome {
  const told = { code: "told", message: "Told." };
  const hint = pick(random, [null, 1000, 8 * HOUR_MS]);
  return pick<PublishOutcome>(random, [
    { kind: "published", externalId: "1", permalink: null, visibility: "live" },
    { kind: "pending", checkAfterMs: Math.floor(random() * HOUR_MS) },
    { kind: "retry_later", retryAfterMs: hint, ...told },
    { kind: "retry_later", retryAfterMs: null, untilDeadline: true, ...told },
    { kind: "rejected", ...told },
    { kind: "reconnect", ...told },
    { kind: "unknown", ...told },
  ]);
}

const commandNames = Object.keys(COMMANDS) as [PostCommand, ...PostCommand[]];

/** One command, given whether it fits or not: the table alone decides, as the database does. */
function command(post: Post, name: PostCommand): Step | null {
  const { from, to }: { from: readonly PostStatus[]; to: PostStatus } = COMMANDS[name];
  if (!from.includes(post.status)) return null;
  if (name === "claim" && (post.paused || post.now > post.deadline)) return null;
  if (name === "too_late" && post.now <= post.deadline) return null;
  const step = { what: name, from: post.status, to };
  post.status = to;
  if (name === "claim") post.attempt++;
  if (name === "found") post.proof = true;
  if (name === "retry" || name === "post_anyway") {
    Object.assign(post, { attempt: 0, checks: 0 });
    post.deadline = new Date(post.now.getTime() + 6 * HOUR_MS);
  }
  return step;
}

function settle(post: Post, outcome: PublishOutcome, random: () => number): Step | null {
  const from = post.status;
  if (from !== "publishing" && from !== "pending" && from !== "unknown") return null;
  const { attempt, checks, now, deadline } = post;
  const given = decide(outcome, {
    ...{ attempt, checks, now, deadline, dueAt: START, random: random(), from },
  });
  const looked = from === "unknown" && given.status === "unknown";
  post.checks = looked ? checks + (outcome.kind === "pending" ? 0 : 1) : 0;
  post.status = given.status;
  if (given.status === "published") post.proof = given.externalId !== undefined;
  return { what: `${from} hears ${outcome.kind}`, from, to: given.status };
}

function takeStep(post: Post, random: () => number): Step | null {
  const dice = random();
  if (dice < 0.1) post.paused = !post.paused;
  else if (dice < 0.3) post.now = new Date(post.now.getTime() + random() * 3 * HOUR_MS);
  else if (dice < 0.6) return settle(post, anyOutcome(random), random);
  else return command(post, pick(random, commandNames));
  return null;
}

function newPost(random: () => number): Post {
  return {
    status: pick<PostStatus>(random, ["draft", "planned", "awaiting_approval", "queued"]),
    ...{ attempt: 0, checks: 0, paused: false, proof: false },
    now: START,
    deadline: new Date(START.getTime() + 6 * HOUR_MS),
  };
}

describe("any sequence of commands and outcomes", () => {
  it("keeps to the table of moves", () => {
    for (const from of POST_STATUSES) {
      const allowed = POST_STATUSES.filter((to) => canMove(from, to));
      expect(allowed.toSorted()).toEqual(TABLE[from].split(" ").filter(Boolean).toSorted());
    }
    for (const [name, { from, to }] of Object.entries(COMMANDS)) {
      for (const status of from) expect(canMove(status, to), `${name} of ${status}`).toBe(true);
    }
  });

  it("reaches every status and no forbidden one", () => {
    const seen = new Set<PostStatus>();
    const moves = new Set<string>();
    for (let seed = 1; seed <= WALKS; seed++) {
      const random = createRandom(seed);
      const post = newPost(random);
      const story: string[] = [post.status];
      seen.add(post.status);
      for (let n = 0; n < STEPS; n++) {
        const paused = post.paused;
        const step = takeStep(post, random);
        if (!step) continue;
        story.push(`${step.what}: ${step.to}`);
        const told = `seed ${seed}: ${story.join(", ")}`;
        const stays = step.from === step.to && ["pending", "unknown"].includes(step.from);
        expect(stays || canMove(step.from, step.to), told).toBe(true);
        // Only a claim leads to the platform, and only what is not held may be claimed.
        if (step.to === "publishing") expect([step.what, paused], told).toEqual(["claim", false]);
        // Published is what the platform, or a person who saw it there, has shown to be out.
        if (step.to === "published") expect(post.proof, told).toBe(true);
        // Of what may be out, nothing but a look or a person says that it is not.
        if (step.from === "unknown" || step.from === "parked") {
          expect(["publishing", "failed", "skipped"], told).not.toContain(step.to);
        }
        if (isTerminal(step.from)) {
          expect(["retry", "post_anyway", "gone"], told).toContain(step.what);
        }
        seen.add(step.to);
        moves.add(`${step.from} ${step.to}`);
      }
    }
    expect([...seen].toSorted()).toEqual(POST_STATUSES.toSorted());
    const possible = POST_STATUSES.flatMap((from) =>
      POST_STATUSES.filter((to) => canMove(from, to)).map((to) => `${from} ${to}`),
    );
    expect(possible.filter((move) => !moves.has(move))).toEqual([]);
  });

  it("comes to rest when nobody interferes, whatever the platform answers", () => {
    const resting: PostStatus[] = ["published", "failed", "blocked", "parked"];
    for (let seed = 1; seed <= 500; seed++) {
      const random = createRandom(seed);
      const post: Post = { ...newPost(random), status: "queued" };
      let rounds = 0;
      while (!resting.includes(post.status)) {
        expect(++rounds, `seed ${seed} never rests`).toBeLessThan(2000);
        command(post, "claim");
        command(post, "too_late");
        settle(post, anyOutcome(random), random);
        post.now = new Date(post.now.getTime() + HOUR_MS);
      }
    }
  });
});
