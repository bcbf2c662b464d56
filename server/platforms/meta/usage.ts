import { z } from "zod";
import type { ToldLimit } from "../told-limit";

const Usage = z.object({
  call_count: z.number().catch(0),
  total_time: z.number().catch(0),
  total_cputime: z.number().catch(0),
});
type Usage = z.infer<typeof Usage>;

const CaseUsage = Usage.extend({
  type: z.string().catch(""),
  estimated_time_to_regain_access: z.number().catch(0),
});
const BusinessUsage = z.record(z.string(), z.array(CaseUsage).catch([]));

type Headers = Readonly<Record<string, string>>;

// Calls beyond the limit prolong it, so that we stop before. It counts the last hour, in per cent.
const PAUSE_AT = 90;
const PAUSE_MS = 10 * 60_000;

/** How long Meta wants to be left alone; null: it does not say. */
export function readWaitMs(headers: Headers): number | null {
  return toWaitMs(readCases(headers));
}

/** What is as good as used up, of the app's share or the account's. Reading and posting spend both. */
export function readUsageLimits(headers: Headers, now: Date): ToldLimit[] {
  // Ads have shares of their own.
  const cases = readCases(headers).filter(({ type }) => !type.startsWith("ads_"));
  const app = parse(Usage, headers["x-app-usage"]);
  const page = parse(Usage, headers["x-page-usage"]);
  const toLimit = (family: string, used: readonly Usage[], waitMs: number | null) => {
    if (waitMs === null && used.every((each) => toPercent(each) < PAUSE_AT)) return [];
    const resetsAt = new Date(now.getTime() + (waitMs ?? PAUSE_MS));
    const ofApp = family === "app";
    return [{ family, ofApp, isShared: true, remaining: 0, quota: null, resetsAt }];
  };
  return [
    ...toLimit("app", app ? [app] : [], null),
    ...toLimit("account", page ? [page, ...cases] : cases, toWaitMs(cases)),
  ];
}

const toPercent = (usage: Usage) =>
  Math.max(usage.call_count, usage.total_time, usage.total_cputime);

const readCases = (headers: Headers) =>
  Object.values(parse(BusinessUsage, headers["x-business-use-case-usage"]) ?? {}).flat();

/** Told in minutes. */
function toWaitMs(cases: readonly z.infer<typeof CaseUsage>[]): number | null {
  const minutes = Math.max(0, ...cases.map((each) => each.estimated_time_to_regain_access));
  return minutes > 0 ? minutes * 60_000 : null;
}

function parse<T>(schema: z.ZodType<T>, text: string | undefined): T | null {
  if (text === undefined) return null;
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
