import { createHmac } from "node:crypto";
import type { Call, SandboxContext } from "../context";
import { countUse } from "../counters";
import type { Operation } from "../faults";
import { isSameSecret, readBearer } from "../grants";
import type { Profile } from "../profiles";
import { getApp } from "../registered";
import { underFaults } from "../strike";
import {
  badToken,
  endedToken,
  faultAnswers,
  graphError,
  missingObject,
  missingScope,
  toBusinessUsage,
} from "./graph-error";
import type { Params } from "./params";
import { app, findPageAccess, findPerson, mayActOn, type Person } from "./tokens";

const hourMs = 3_600_000;
const callsPerHour = 4_800;

/** As a header or as a parameter; uploads write another word before it. */
export function readToken(call: Call, params: Params | null): string | null {
  const upload = /^OAuth ([\x21-\x7e]+)$/i.exec(call.request.headers.get("authorization") ?? "");
  return readBearer(call.request) ?? upload?.[1] ?? params?.values.get("access_token") ?? null;
}

/** Only a proof that is given is checked: whether it is demanded is a setting of the app. */
export function refuseProof(
  context: SandboxContext,
  params: Params | null,
  token: string,
): Response | null {
  const given = params?.values.get("appsecret_proof");
  if (given === undefined) return null;
  const { clientSecret } = getApp(context, app);
  const expected = createHmac("sha256", clientSecret).update(token).digest("hex");
  return isSameSecret(given, expected)
    ? null
    : graphError(100, "Invalid appsecret_proof provided in the API argument", {
        type: "GraphMethodException",
      });
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
  const refusal = refuseProof(context, params, given);
  if (refusal) return refusal;
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
  const told = toBusinessUsage(platform, account.id, { percent, waitMs: 0 });
  for (const [name, value] of Object.entries(told)) {
    if (!response.headers.has(name)) response.headers.set(name, value);
  }
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
  const refusal = refuseProof(call.context, params, given);
  if (refusal) return refusal;
  const person = findPerson(call.context, given);
  return person ? work(person) : endedToken();
}
