import type { Call } from "../context";
import { countUse } from "../counters";
import type { Operation } from "../faults";
import { findLiveToken, readBearer } from "../grants";
import { findProfile, type Profile } from "../profiles";
import { underFaults } from "../strike";
import { faultAnswers, invalidToken, scopeMissing, tooFast } from "./answers";

export interface Gate {
  /** Any one of them is enough. */
  scopes: readonly string[];
  /** Calls that one person's token may make in a minute, counted under this name. */
  limit: { name: string; perMinute: number };
  fault: Operation["scope"];
}

export interface Caller {
  creator: Profile;
  scopes: readonly string[];
}

export function asCreator(
  call: Call,
  gate: Gate,
  work: (caller: Caller) => Response | Promise<Response>,
): Response | Promise<Response> {
  const { context } = call;
  const bearer = readBearer(call.request);
  const token = bearer ? findLiveToken(context, "tiktok", "access", bearer) : null;
  const creator = token?.account_id ? findProfile(context.db, token.account_id) : null;
  if (!token || !creator) return invalidToken(context);
  const scopes = token.scope.split(" ");
  if (!gate.scopes.some((scope) => scopes.includes(scope))) return scopeMissing(context);
  const operation: Operation = { platform: "tiktok", accountId: creator.id, scope: gate.fault };
  return underFaults(call, operation, faultAnswers(context), () => {
    const { name, perMinute } = gate.limit;
    const minute = countUse(context, `tiktok:${name}:${creator.id}`, perMinute, 60_000);
    return minute.isAllowed ? work({ creator, scopes }) : tooFast(context);
  });
}
