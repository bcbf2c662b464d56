import type { Call, SandboxContext } from "../context";
import { countUse } from "../counters";
import type { Operation } from "../faults";
import { findLiveToken, readBearer } from "../grants";
import { findProfile, type Profile } from "../profiles";
import { getApp } from "../registered";
import { underFaults } from "../strike";
import { faultAnswers, missingScope, tooManyRequests, unauthorized } from "./problems";

const quarterHourMs = 15 * 60_000;

export interface Gate {
  /** Name of the limit, as one endpoint has it. */
  bucket: string;
  limit: number;
  windowMs?: number;
  scopes: readonly string[];
  fault: Operation["scope"];
}

/** Token, scope, rate limit and injected faults, in the order in which X answers them. */
export function asUser(
  call: Call,
  gate: Gate,
  work: (user: Profile) => Response | Promise<Response>,
): Response | Promise<Response> {
  const { context } = call;
  const bearer = readBearer(call.request);
  const token = bearer ? findLiveToken(context, "x", "access", bearer) : null;
  const user = token?.account_id ? findProfile(context.db, token.account_id) : null;
  if (!token || !user) return unauthorized();
  const granted = token.scope.split(" ");
  const missing = gate.scopes.find((scope) => !granted.includes(scope));
  if (missing) return missingScope(missing);

  const allowance = countUse(
    context,
    `x:${gate.bucket}:${user.id}`,
    gate.limit,
    gate.windowMs ?? quarterHourMs,
  );
  const headers = {
    "x-rate-limit-limit": String(allowance.limit),
    "x-rate-limit-remaining": String(allowance.remaining),
    "x-rate-limit-reset": String(allowance.resetsAt),
  };
  if (!allowance.isAllowed) return tooManyRequests(headers);
  const operation = { platform: "x" as const, accountId: user.id, scope: gate.fault };
  const answers = faultAnswers(context.now().getTime());
  return underFaults(call, operation, answers, async () => {
    const response = await work(user);
    for (const [name, value] of Object.entries(headers)) {
      if (!response.headers.has(name)) response.headers.set(name, value);
    }
    return response;
  });
}

export const isAppToken = (context: SandboxContext, bearer: string): boolean =>
  bearer === getApp(context, "x").bearerToken ||
  findLiveToken(context, "x", "app", bearer) !== null;

/** Webhooks belong to the app, not to a user. */
export function asApp(
  call: Call,
  work: () => Response | Promise<Response>,
): Response | Promise<Response> {
  return isAppToken(call.context, readBearer(call.request) ?? "") ? work() : unauthorized();
}
