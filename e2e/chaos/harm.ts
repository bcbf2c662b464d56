import { setTimeout as sleep } from "node:timers/promises";
import type { Fleet } from "./fleet";
import { type Options, plannedMs } from "./options";
import type { Place } from "./place";
import type { Random } from "./random";

const COMMON_FAULTS = [
  { kind: "rate_limit", retryAfterMs: 5_000 },
  { kind: "server_error" },
  { kind: "error_after_accept" },
  { kind: "timeout_after_accept", holdMs: 300 },
  { kind: "timeout_before_accept", holdMs: 300 },
  { kind: "malformed_answer" },
  { kind: "answer_without_id" },
  { kind: "latency", latencyMs: 60 },
  { kind: "latency", latencyMs: 900 },
] as const;

// Without a word on how long, accounts rest for many minutes: often, and nothing would go out.
const PUBLISH_FAULTS = [
  ...COMMON_FAULTS,
  ...COMMON_FAULTS,
  { kind: "rate_limit", retryAfterMs: null },
] as const;

// Whoever looks whether a post is out is lied to as well.
const READ_FAULTS = [
  { kind: "rate_limit", retryAfterMs: 5_000 },
  { kind: "server_error" },
  { kind: "timeout_before_accept", holdMs: 300 },
  { kind: "malformed_answer" },
  { kind: "latency", latencyMs: 900 },
] as const;

const FAULT_CHANCE = 0.15;
const READ_SHARE = 0.2;
const WHILE_STARTING_SHARE = 0.25;
const STARTING_MS = 1500;
const CUT_CHANCE = 0.25;
const CUT_SHARE = 0.3;
const STOP_CHANCE = 0.1;

export interface Done {
  kills: number;
  stops: number;
  faults: number;
}

/** Kills, stops and cuts off processes, and makes the sandbox lie, until the time is over. */
export async function doHarm(
  options: Options,
  place: Place,
  fleet: Fleet,
  random: Random,
): Promise<Done> {
  const done: Done = { kills: 0, stops: 0, faults: 0 };
  const until = Date.now() + plannedMs(options);
  const course = { random, done, until };
  lieTo(place.requests, place, course);
  await keepKilling(options, place, fleet, course);
  await sleep(Math.max(0, until - Date.now()));
  place.requests.before = null;
  return done;
}

interface Course {
  random: Random;
  done: Done;
  until: number;
}

async function keepKilling(
  { kills, seconds, processes }: Options,
  place: Place,
  fleet: Fleet,
  { random, done, until }: Course,
): Promise<void> {
  const everyMs = (seconds * 1000) / kills;
  while (done.kills < kills) {
    const waitMs = everyMs * (0.5 + random.next());
    const at = Math.floor(random.next() * processes);
    const whileStarting = random.next() < WHILE_STARTING_SHARE;
    // The only process must come to work in between, however long it takes to start.
    const isAlone = processes === 1;
    if (isAlone && !whileStarting) await fleet.untilReady(at);
    await sleep(isAlone && whileStarting ? Math.min(waitMs, STARTING_MS) : waitMs);
    if (!whileStarting) await fleet.untilReady(at);
    await fleet.kill(at);
    done.kills++;
    if (random.next() < CUT_CHANCE) await place.cutConnections(CUT_SHARE);
    if (random.next() < STOP_CHANCE && Date.now() < until) {
      await fleet.untilReady(at);
      await fleet.replace(at);
      done.stops++;
    }
  }
}

/** Struck are requests, not moments: a platform that is left alone must be found well again. */
function lieTo(requests: Place["requests"], { served }: Place, { random, done }: Course): void {
  requests.before = async (platform) => {
    if (random.next() >= FAULT_CHANCE) return;
    const isRead = random.next() < READ_SHARE;
    const kind = isRead ? random.pick(READ_FAULTS) : random.pick(PUBLISH_FAULTS);
    done.faults++;
    await served.addFault({ ...kind, platform, scope: isRead ? "read" : "publish", times: 1 });
  };
}
