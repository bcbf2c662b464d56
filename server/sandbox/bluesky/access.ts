import type { Call } from "../context";
import { type Allowance, countUse } from "../counters";
import type { Operation } from "../faults";
import { type AccessToken, readBearer } from "../grants";
import { findProfile, type Profile } from "../profiles";
import { findRow } from "../store";
import { underFaults } from "../strike";
import { authMissing, faultAnswers, problem, rateLimitExceeded } from "./problems";

const hourMs = 3_600_000;

export interface Gate {
  fault: Operation["scope"];
  /** Points of the hourly and daily allowance for writes; absent: it is a read. */
  points?: number;
}

export interface Caller {
  profile: Profile;
  token: AccessToken;
}

/** The live token of this kind, or the answer to any other. Ended ones are told apart from unknown ones. */
export function readToken(call: Call, kind: "access" | "refresh"): Caller | Response {
  const { context } = call;
  const bearer = readBearer(call.request);
  if (!bearer) return authMissing();
  const token = findRow<AccessToken>(
    context.db,
    "select * from tokens where token = ? and platform = 'bluesky'",
    bearer,
  );
  const profile = token?.account_id ? findProfile(context.db, token.account_id) : null;
  if (!token || !profile) return problem(400, "InvalidToken", "Token could not be verified");
  if (token.kind !== kind) return problem(400, "InvalidToken", "Bad token scope");
  if (token.ended_at !== null) return problem(400, "ExpiredToken", "Token has been revoked");
  const isLate = token.expires_at !== null && token.expires_at <= context.now().getTime();
  return isLate ? problem(400, "ExpiredToken", "Token has expired") : { profile, token };
}

export function limitHeaders(allowance: Allowance, windowMs: number): Record<string, string> {
  return {
    "ratelimit-limit": String(allowance.limit),
    "ratelimit-remaining": String(allowance.remaining),
    "ratelimit-reset": String(allowance.resetsAt),
    "ratelimit-policy": `${allowance.limit};w=${windowMs / 1000}`,
  };
}

/** Token, limits and injected faults, in the order in which a server looks at them. */
export async function asAccount(
  call: Call,
  gate: Gate,
  work: (profile: Profile) => Response | Promise<Response>,
): Promise<Response> {
  const { context } = call;
  const caller = readToken(call, "access");
  if (caller instanceof Response) return caller;
  const { profile } = caller;
  const headers = spend(call, profile, gate.points ?? 0);
  if (headers instanceof Response) return headers;
  const operation = { platform: "bluesky", accountId: profile.id, scope: gate.fault };
  const answers = faultAnswers(context.now().getTime());
  return underFaults(call, operation, answers, async () => {
    const response = await work(profile);
    for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
    return response;
  });
}

function spend(call: Call, profile: Profile, points: number): Record<string, string> | Response {
  if (points === 0) return {};
  const { context } = call;
  const daily = countUse(context, `bluesky:day:${profile.id}`, 35_000, 24 * hourMs, points);
  if (!daily.isAllowed) return rateLimitExceeded(limitHeaders(daily, 24 * hourMs));
  const hourly = countUse(context, `bluesky:hour:${profile.id}`, 5_000, hourMs, points);
  const headers = limitHeaders(hourly, hourMs);
  return hourly.isAllowed ? headers : rateLimitExceeded(headers);
}
