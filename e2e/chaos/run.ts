import { setTimeout as sleep } from "node:timers/promises";
import { inspect } from "node:util";
import type { Runtime } from "@/server/runtime";
import { type Fleet, startFleet } from "./fleet";
import { doHarm } from "./harm";
import { judge } from "./judge";
import { type Options, plannedMs, readOptions } from "./options";
import { openPlace, type Place } from "./place";
import { createRandom } from "./random";
import { seed } from "./seed";

const SETTLE_WITHIN_MS = 10 * 60_000;
// The last posts come due while processes are still being killed.
const DUE_SHARE = 0.85;

const say = (text: string) => process.stderr.write(`${text}\n`);
const seconds = (since: number) => `${((Date.now() - since) / 1000).toFixed(0)} s`;
let fleet: Fleet | null = null;

/** Runs once, and tells whether all that was promised held. */
async function main(): Promise<boolean> {
  const options = readOptions(process.argv.slice(2));
  const place = await openPlace(options);
  try {
    return await runIn(place, options);
  } finally {
    fleet?.endAtOnce();
    await place.close();
  }
}

async function runIn(place: Place, options: Options): Promise<boolean> {
  const began = Date.now();
  const random = createRandom(options.seed);
  const until = await plan(place, options);
  say(`${options.database}: ${options.posts} posts planned after ${seconds(began)}`);
  fleet = startFleet(place, options.processes, until);
  const done = await doHarm(options, place, fleet, random);
  say(`${done.kills} kills, ${done.stops} stops, ${done.faults} faults after ${seconds(began)}`);
  const isSettled = await untilSettled(place, fleet, until);
  await fleet.stop();
  const runtime = await place.openRuntime();
  const { verdict, reasons, stories } = await judge(runtime, place.sandbox.ledger(), until);
  await close(runtime);
  const { database } = options;
  const crashes = fleet.crashes();
  say(`Settled after ${seconds(began)}. Not published: ${JSON.stringify(reasons)}`);
  for (const story of stories) say(story);
  const told = { kills: done.kills, ...verdict, stops: done.stops, crashes, database };
  process.stdout.write(`${JSON.stringify(told)}\n`);
  const { duplicates, lost, denied, unproved } = verdict;
  return isSettled && duplicates + lost + denied + unproved + crashes === 0;
}

/** Returns until when all that counts is due. */
async function plan(place: Place, options: Options): Promise<Date> {
  const { posts, speed, crowd } = options;
  const runtime = await place.openRuntime();
  const from = (now: Date) => new Date(now.getTime() + 1000 * speed);
  const overMs = plannedMs(options) * speed * DUE_SHARE;
  const until = await seed(runtime, place.served, { count: posts, from, overMs, crowd });
  await close(runtime);
  return until;
}

async function untilSettled({ clock }: Place, workers: Fleet, until: Date): Promise<boolean> {
  while (clock.now() < until) await sleep(250);
  const settleBy = Date.now() + SETTLE_WITHIN_MS;
  while (Date.now() < settleBy) {
    const open = await Promise.race([workers.countOpen(), sleep(30_000, -1)]);
    if (open === 0) return true;
  }
  say("Not everything was settled in time.");
  return false;
}

async function close(runtime: Runtime): Promise<void> {
  await runtime.relay.close();
  await runtime.jobs.stop();
  await runtime.database.close();
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    fleet?.endAtOnce();
    process.exit(1);
  });
}
main().then(
  (held) => process.exit(held ? 0 : 1),
  (error: unknown) => {
    say(inspect(error));
    process.exit(1);
  },
);
