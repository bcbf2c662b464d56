import type { Call, SandboxContext } from "../context";
import { countUse } from "../counters";
import type { Operation } from "../faults";
import { type AccessToken, findLiveToken, listGranted, readBearer } from "../grants";
import { findProfile, type Profile } from "../profiles";
import { findRow } from "../store";
import { underFaults } from "../strike";
import { isOrganization, members } from "./ids";
import { accessDenied, badParameter, faultAnswers, problem, tooManyRequests } from "./problems";

const dayMs = 86_400_000;
const firstVersion = 202_501;
const newestKnown = 202_609;

export interface Caller {
  member: Profile;
  scopes: readonly string[];
  /** The pages that this member may act for. */
  organizations: readonly string[];
}

export interface Gate {
  /** As its refusals name it: "posts.CREATE". */
  resource: string;
  /** One of these is enough; empty: any token. */
  scopes: readonly string[];
  fault: Operation["scope"];
  /** On whose behalf; faults are set for accounts. Absent: the member. */
  author?: string | undefined;
  dailyLimit?: number;
}

/** Token, version, scope, limits and injected faults, in the order in which LinkedIn answers them. */
export function asMember(
  call: Call,
  gate: Gate,
  work: (caller: Caller) => Response | Promise<Response>,
): Response | Promise<Response> {
  const { context } = call;
  const caller = findCaller(call);
  if (caller instanceof Response) return caller;
  const refusal = call.url.pathname.includes("/rest/") ? refuseHeaders(call) : null;
  if (refusal) return refusal;
  const isGranted =
    gate.scopes.length === 0 || gate.scopes.some((scope) => caller.scopes.includes(scope));
  const author = gate.author ?? caller.member.id;
  if (!isGranted || !mayActFor(caller, author)) return accessDenied(gate.resource);
  const { dailyLimit = 20_000 } = gate;
  const key = `linkedin:${gate.resource}:${caller.member.id}`;
  if (!countUse(context, key, dailyLimit, dayMs).isAllowed) return tooManyRequests(null);
  const operation = { platform: members, accountId: author, scope: gate.fault };
  return underFaults(call, operation, faultAnswers(context.now().getTime()), () => work(caller));
}

function findCaller({ context, request }: Call): Caller | Response {
  const given = readBearer(request);
  if (!given) return unauthorized(65_604, "EMPTY_ACCESS_TOKEN", "Empty oauth2 access token");
  const token = findLiveToken(context, members, "access", given);
  const member = token?.account_id ? findProfile(context.db, token.account_id) : null;
  if (!token || !member) return refuseToken(context, given);
  const chosen = listGranted(context, members, token.grant_id);
  return {
    member,
    scopes: token.scope.split(" "),
    organizations: chosen.filter(isOrganization),
  };
}

const unauthorized = (number: number, code: string, message: string) =>
  problem(401, code, message, number);

function refuseToken(context: SandboxContext, given: string): Response {
  const row = findRow<AccessToken>(context.db, "select * from tokens where token = ?", given);
  if (!row || row.platform !== members) {
    return unauthorized(65_600, "INVALID_ACCESS_TOKEN", "Invalid access token");
  }
  const renewable = findRow(
    context.db,
    "select 1 from tokens where grant_id = ? and kind = 'refresh' and ended_at is null",
    row.grant_id,
  );
  return renewable
    ? unauthorized(65_602, "EXPIRED_ACCESS_TOKEN", "The token used in the request has expired")
    : unauthorized(
        65_601,
        "REVOKED_ACCESS_TOKEN",
        "The token used in the request has been revoked by the user",
      );
}

function refuseHeaders({ context, request }: Call): Response | null {
  const version = request.headers.get("linkedin-version");
  if (!version) {
    const message =
      "A version must be present. Please specify a version by adding the LinkedIn-Version header.";
    return problem(400, "VERSION_MISSING", message);
  }
  if (!isActive(version, context.now())) {
    const message = `Requested version ${version} is not active`;
    return problem(426, "NONEXISTENT_VERSION", message);
  }
  return request.headers.get("x-restli-protocol-version") === "2.0.0"
    ? null
    : badParameter("Header X-RestLi-Protocol-Version must be 2.0.0 for this resource.");
}

/** Each month's version lasts until the middle of the same month a year later. */
function isActive(version: string, now: Date): boolean {
  if (!/^\d{4}(?:0[1-9]|1[0-2])$/.test(version) || Number(version) < firstVersion) return false;
  const year = Number(version.slice(0, 4));
  const month = Number(version.slice(4));
  const current = now.getUTCFullYear() * 100 + now.getUTCMonth() + 1;
  if (Number(version) > Math.max(newestKnown, current)) return false;
  return now.getTime() < Date.UTC(year + 1, month - 1, 16);
}

export function mayActFor({ member, organizations }: Caller, urn: string): boolean {
  return urn === member.id || organizations.includes(urn);
}

/** Where this caller reached the server, for addresses in answers. */
export function toOwnAddress({ context, request }: Call): string {
  const base = new URL(context.baseUrl);
  const host = request.headers.get("host");
  const origin = host && host !== base.host ? `http://${host}` : base.origin;
  return `${origin}${base.pathname.replace(/\/$/, "")}/linkedin`;
}

/** Rest.li reads what stands in a path or a list undecoded: a bare colon is a mistake there. */
export function isEncoded(raw: string): boolean {
  return !/[:,()]/.test(raw);
}

/** The last segment of the path as it came; null when it holds a URN that was not encoded. */
export function refusePathKey({ url }: Call): Response | null {
  const raw = url.pathname.split("/").at(-1) ?? "";
  return isEncoded(raw) ? null : badParameter("Syntax exception in path variables");
}
