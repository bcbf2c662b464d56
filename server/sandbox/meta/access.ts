import type { Call, SandboxContext } from "../context";
import { countUse } from "../counters";
import type { Operation } from "../faults";
import { readBearer } from "../grants";
import type { Profile } from "../profiles";
import { underFaults } from "../strike";
import {
  badToken,
  endedToken,
  faultAnswers,
  graphError,
  missingObject,
  missingScope,
} from "./graph-error";
import type { Params } from "./params";
import { findPageAccess, findPerson, mayActOn, type Person } from "./tokens";

const hourMs = 3_600_000;
const callsPerHour = 4_800;

/** As a header or as a parameter; uploads write another word before it. */
export function readToken(call: Call, params: Params | null): string | null {
  const upload = /^OAuth ([\x21-\x7e]+)$/i.exec(call.request.headers.get("authorization") ?? "");
  return readBearer(call.request) ?? upload?.[1] ?? params?.values.get("access_token") ?? null;
}

export interface Gate {
  account: Profile;
  platform: "facebook" | "instagram";
  scopes: readonly string[];
  fault: Operation["scope"];
}

/** Token, scope, call limit and injected faults, in the order in which the Graph answers them. */
export async function asAccount(
  call: Call,
  params: Params | null,
  gate: Gate,
  work: () => Response | Promise<Response>,
): Promise<Response> {
  const { context } = call;
  const { account, platform } = gate;
  const given = readToken(call, params);
  if (!given) return badToken("An access token is required to request this resource.");
  const access = findPageAccess(context, given);
  if (!access) {
    return findPerson(context, given)
      ? graphError(210, "(#210) A page access token is required to request this resource.", {
          status: 403,
        })
      : endedToken();
  }
  if (!mayActOn(context, access, account)) {
    return platform === "instagram" ? endedToken() : missingObject(account.id);
  }
  if (gate.scopes.some((scope) => !access.scopes.includes(scope))) return missingScope(gate.scopes);
  const usage = countUse(context, `meta:${account.id}`, callsPerHour, hourMs);
  const answers = faultAnswers(platform, account.id);
  if (!usage.isAllowed) return answers.rateLimited(usage.resetsAt * 1000 - toNow(context));
  const operation = { platform, accountId: account.id, scope: gate.fault };
  const response = await underFaults(call, operation, answers, work);
  const percent = Math.floor((100 * (usage.limit - usage.remaining)) / usage.limit);
  const told = { call_count: percent, total_cputime: 0, total_time: percent };
  response.headers.set("x-app-usage", JSON.stringify(told));
  return response;
}

const toNow = (context: SandboxContext) => context.now().getTime();

export function asPerson(
  call: Call,
  params: Params | null,
  work: (person: Person) => Response | Promise<Response>,
): Response | Promise<Response> {
  const given = readToken(call, params);
  if (!given) return badToken("An active access token must be used to query information.");
  const person = findPerson(call.context, given);
  return person ? work(person) : endedToken();
}
