import type { Call, SandboxContext } from "../context";
import { countInWindow } from "../counters";
import type { Operation } from "../faults";
import { findLiveToken, readBearer } from "../grants";
import { findProfile, type Profile } from "../profiles";
import { underFaults } from "../strike";
import { faultAnswers, insufficientPermissions, quotaExceeded, unauthorized } from "./errors";

const prefix = "https://www.googleapis.com/auth/";

export const scopes = {
  upload: [`${prefix}youtube.upload`, `${prefix}youtube`, `${prefix}youtube.force-ssl`],
  read: [`${prefix}youtube.readonly`, `${prefix}youtube`, `${prefix}youtube.force-ssl`],
  manage: [`${prefix}youtube`, `${prefix}youtube.force-ssl`],
  analytics: [`${prefix}yt-analytics.readonly`],
} as const;

export interface Gate {
  /** Any one of them is enough. */
  scopes: readonly string[];
  cost: number;
  /** Uploads have a bucket of their own. */
  bucket?: "units" | "uploads";
  fault: Operation["scope"];
}

const quotas = { units: 10_000, uploads: 100 };
const pacific = new Intl.DateTimeFormat("en-CA", {
  timeZone: "America/Los_Angeles",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
});

/** Quota belongs to the project and starts again at midnight Pacific. */
function takeQuota(context: SandboxContext, bucket: "units" | "uploads", cost: number): boolean {
  const day = Number(pacific.format(context.now()).replaceAll("-", ""));
  return countInWindow(context, `youtube:${bucket}`, day, cost) <= quotas[bucket];
}

export function asChannel(
  call: Call,
  gate: Gate,
  work: (channel: Profile) => Response | Promise<Response>,
): Response | Promise<Response> {
  const { context } = call;
  const bearer = readBearer(call.request);
  const token = bearer ? findLiveToken(context, "youtube", "access", bearer) : null;
  const channel = token?.account_id ? findProfile(context.db, token.account_id) : null;
  if (!token || !channel) return unauthorized();
  const granted = token.scope.split(" ");
  if (!gate.scopes.some((scope) => granted.includes(scope))) {
    return insufficientPermissions();
  }
  const operation = { platform: "youtube" as const, accountId: channel.id, scope: gate.fault };
  return underFaults(call, operation, faultAnswers, () =>
    takeQuota(context, gate.bucket ?? "units", gate.cost) ? work(channel) : quotaExceeded(),
  );
}
