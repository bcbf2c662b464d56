import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Prior } from "@/lib/domain/bandit/algorithm";

/** One real headline test: what each of its arms was shown and clicked. */
export interface HeadlineTest {
  id: string;
  arms: { impressions: number; clicks: number }[];
}

/** Shrunk towards by the product too: the tests themselves say nothing about whole posts. */
const POST_SPREAD = 0.4;

const DATA = new URL("../data/", import.meta.url);

/** Lines of test_id,arm,impressions,clicks under a header. */
export function readTests(file: string | URL = new URL("upworthy_sample400.csv", DATA)) {
  const byId = Map.groupBy(readRows(file), ([id]) => id ?? "");
  return [...byId].map(
    ([id, rows]): HeadlineTest => ({
      id,
      arms: rows.map(([, , impressions, clicks]) => ({
        impressions: Number(impressions),
        clicks: Number(clicks),
      })),
    }),
  );
}

/** Even digests are for the prior and for tuning, odd ones for the figures. */
export function splitTests(tests: readonly HeadlineTest[]) {
  const isOdd = ({ id }: HeadlineTest) =>
    Number.parseInt(createHash("sha256").update(id).digest("hex").slice(-1), 16) % 2 === 1;
  return {
    training: tests.filter((test) => !isOdd(test)),
    evaluation: tests.filter(isOdd),
  };
}

/** Share of a post's two-day results that is in by an hour of its age, of items on Facebook. */
export function readArrivals(): (ageHours: number) => number {
  const shares = readRows(new URL("arrival_curve.csv", DATA))
    .filter(([platform]) => platform === "Facebook")
    .map(([, , , share]) => Number(share));
  return (ageHours) => (ageHours >= shares.length ? 1 : (shares[ageHours - 1] ?? 0));
}

export function pooledRate({ arms }: HeadlineTest): number {
  const clicks = arms.reduce((sum, arm) => sum + arm.clicks, 0);
  return clicks / arms.reduce((sum, arm) => sum + arm.impressions, 0);
}

/** By the method of moments: what arms differ beyond counting noise, and what tests differ. */
export function fitPrior(tests: readonly HeadlineTest[]): Prior {
  let [beyond, degrees] = [0, 0];
  for (const test of tests) {
    const rate = pooledRate(test);
    const total = test.arms.reduce((sum, arm) => sum + arm.impressions, 0);
    for (const { impressions, clicks } of test.arms) {
      const own = 1 - impressions / total;
      beyond += (clicks / impressions / rate - 1) ** 2 - own / (impressions * rate);
      degrees += own;
    }
  }
  const logs = tests.map((test) => Math.log(pooledRate(test)));
  const level = logs.reduce((a, b) => a + b, 0) / logs.length;
  const variance = logs.reduce((sum, log) => sum + (log - level) ** 2, 0) / (logs.length - 1);
  return {
    rate: Math.exp(level),
    logSd: Math.sqrt(variance),
    relativeVariance: beyond / degrees,
    postSpread: POST_SPREAD,
  };
}

function readRows(file: string | URL): string[][] {
  const lines = readFileSync(file, "utf8").trim().split("\n").slice(1);
  return lines.map((line) => line.trim().split(","));
}
