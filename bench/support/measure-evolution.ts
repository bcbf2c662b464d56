import { parseArgs } from "node:util";
import { certaintyOf } from "@/lib/domain/evolution/gate";
import { evolveOnRate, evolveOnTotal, keepSeed, mutateAtRandom } from "./evolution-baselines";
import { bootstrap } from "./evolution-bootstrap";
import { type ChannelResult, runChannel } from "./evolution-channel";
import { startModel } from "./evolution-model";
import { Learner, type LearnerNotes, openRuntime } from "./evolution-product";
import type { Strategy } from "./evolution-strategy";
import { printFigure, say } from "./print-figure";

interface Size {
  channels: number;
  posts: number;
}

/** All strategies on the same channels, then ours where the audience doesn't care. */
export async function measureEvolution(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      channels: { type: "string", default: "200" },
      posts: { type: "string", default: "180" },
    },
  });
  const size = { channels: Number(values.channels), posts: Number(values.posts) };
  const model = await startModel("stand-in");
  const runtime = openRuntime(model);
  const learners: Learner[] = [];
  const ours = (seed: string) => {
    const learner = new Learner(seed, runtime, model);
    learners.push(learner);
    return learner;
  };
  const strategies: [string, (seed: string) => Strategy][] = [
    ["random-mutation", mutateAtRandom],
    ["none", keepSeed],
    ["ga-on-total", evolveOnTotal],
    ["ga-on-rate", evolveOnRate],
  ];
  let plainest: number | null = null;
  for (const [name, open] of strategies)
    plainest = printLift(name, await runAll(size, 1, open), plainest);
  const results = await runAll(size, 1, ours);
  printLift("ours", results, plainest);
  const notes = learners.splice(0).map((learner) => learner.notes);
  tellNotes(notes);
  printShown(results, notes);
  printNoSignal(await runAll(size, 0, ours));
  tellNotes(learners.map((learner) => learner.notes));
  await runtime.close();
  await model.close();
}

async function runAll(
  { channels, posts }: Size,
  strength: number,
  open: (seed: string) => Strategy,
): Promise<ChannelResult[]> {
  const results: ChannelResult[] = [];
  for (let channel = 0; channel < channels; channel++)
    results.push(await runChannel({ seed: `channel ${channel}`, strength, posts }, open));
  return results;
}

const percent = (part: number): number => Number((100 * part).toFixed(2));
const sum = (values: readonly number[]): number => values.reduce((total, each) => total + each, 0);

/** Returns what the first of all, the plainest, came to. */
function printLift(name: string, results: readonly ChannelResult[], plainest: number | null) {
  const mean = (some: readonly ChannelResult[]) => sum(some.map(({ lift }) => lift)) / some.length;
  const { low, high } = bootstrap(results, mean);
  const value = percent(mean(results));
  const baseline = plainest ?? value;
  printFigure({
    ...{ name: `evolution.champion-vs-seed.${name}`, value, unit: "%", baseline },
    ...{ low: percent(low), high: percent(high) },
  });
  const worse = results.filter(({ lift }) => lift < 0).length / results.length;
  const promotions = sum(results.map((each) => each.promotions));
  say(`${name}: ${promotions} promotions, ${percent(worse)} % of channels ended worse`);
  if (promotions > 0) {
    const range = bootstrap(results, shareHarmful);
    printFigure({
      ...{ name: `evolution.harmful.${name}`, value: percent(shareHarmful(results)), unit: "%" },
      ...{ baseline: 50, low: percent(range.low), high: percent(range.high) },
    });
  }
  return baseline;
}

/** In how many channels the improvement's 90 % interval, as the page shows it, holds the truth. */
function printShown(results: readonly ChannelResult[], notes: readonly LearnerNotes[]): void {
  const shown = results.flatMap(({ lift }, at) => {
    const interval = notes[at]?.shown;
    return interval ? [{ holds: interval.low <= lift && lift <= interval.high }] : [];
  });
  if (shown.length === 0) return;
  const share = (some: readonly { holds: boolean }[]) =>
    some.filter(({ holds }) => holds).length / some.length;
  const { low, high } = bootstrap(shown, share);
  printFigure({
    ...{ name: "evolution.interval-holds.ours", value: percent(share(shown)), unit: "%" },
    ...{ baseline: 90, low: percent(low), high: percent(high) },
  });
}

const shareHarmful = (some: readonly ChannelResult[]): number =>
  sum(some.map(({ harmful }) => harmful)) / Math.max(1, sum(some.map((each) => each.promotions)));

/**
 * Where no prompt is better than another, each promotion is a false one. How many of the
 * challengers judged (four posts and more) pass can only be measured, for each is looked at again
 * and again; what the gate's certainty leaves open at a single look is the yardstick.
 */
function printNoSignal(results: readonly ChannelResult[]): void {
  const share = (some: readonly ChannelResult[]) =>
    sum(some.map((each) => each.promotions)) / Math.max(1, sum(some.map((each) => each.judged)));
  const { low, high } = bootstrap(results, share);
  const oneLook = percent(1 - certaintyOf("usual"));
  printFigure({
    ...{ name: "evolution.no-signal.one-look", value: oneLook, unit: "%", baseline: oneLook },
  });
  printFigure({
    ...{ name: "evolution.no-signal.promotions", value: percent(share(results)), unit: "%" },
    ...{ baseline: oneLook, low: percent(low), high: percent(high) },
  });
}

function tellNotes(notes: readonly LearnerNotes[]): void {
  const total = (read: (each: LearnerNotes) => number) => sum(notes.map(read));
  say(
    `ours: ${total((n) => n.bred)} children, ${total((n) => n.byModel)} of them by the model in ` +
      `${total((n) => n.calls)} calls (${Math.max(...notes.map((n) => n.mostCalls))} at most in a ` +
      `cycle), ${total((n) => n.rollbacks)} rollbacks`,
  );
}
