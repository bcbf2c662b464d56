import type { Call } from "../context";
import { countUse } from "../counters";
import type { Operation } from "../faults";
import { readToken, refuseProof } from "../meta/access";
import { badToken, endedToken } from "../meta/graph-error";
import type { Params } from "../meta/params";
import { findMark, findPerson } from "../meta/tokens";
import type { Profile } from "../profiles";
import { underFaults } from "../strike";
import { faultAnswers, whatsappError } from "./problems";

const messagesPerSecond = 80;

export interface Gate {
  number: Profile;
  scope: "whatsapp_business_messaging" | "whatsapp_business_management";
  fault: Operation["scope"];
}

/** A number is used with the token of a person who has a role in its business. */
export function asNumber(
  call: Call,
  params: Params,
  { number, scope, fault }: Gate,
  work: () => Response | Promise<Response>,
): Response | Promise<Response> {
  const { context } = call;
  const given = readToken(call, params);
  if (!given) return badToken("An access token is required to request this resource.");
  const refusal = refuseProof(context, params, given);
  if (refusal) return refusal;
  const person = findPerson(context, given);
  if (!person) return endedToken();
  const mark = { kind: "access" as const, accountId: number.id, grantId: person.token.grant_id };
  if (!findMark(context, mark)) return endedToken();
  const answers = faultAnswers(number.id);
  if (!person.scopes.includes(scope)) return answers.permissionMissing();
  if (fault === "publish") {
    const key = `whatsapp:${number.id}`;
    if (!countUse(context, key, messagesPerSecond, 1_000).isAllowed) {
      return whatsappError(130_429, "Rate limit hit", { status: 429 });
    }
  }
  const operation = { platform: "whatsapp", accountId: number.id, scope: fault };
  return underFaults(call, operation, answers, work);
}
