import type { CallContext } from "../adapter";
import { notSubscribed } from "../not-subscribed";
import type { SubscribeParams, SubscribeResult } from "../webhook-spec";
import { getMember, putSubscription, readMember, readSubscriptionEnd } from "./api";
import { isOrganization } from "./urns";

/**
 * LinkedIn tells of pages only. The address itself must stand in the app's settings there; this names
 * the page, the member who looks after it, and the app by its number.
 */
export async function subscribeToLinkedin(
  context: CallContext,
  params: SubscribeParams,
): Promise<SubscribeResult> {
  const { appId, accessToken, externalAccountId: entity, callbackUrl } = params;
  if (!isOrganization(entity)) return notSubscribed("LinkedIn tells of pages only.");
  if (!appId) return notSubscribed("The app's number is not set on this server.");
  if (!accessToken) return notSubscribed("The page must be connected again first.");
  const caller = { ...context, accessToken };
  const who = await getMember(caller);
  const member = who.status < 300 ? readMember(who) : undefined;
  if (!member) return notSubscribed(`LinkedIn answered ${who.status} to who this is.`, who.status);
  const user = `urn:li:person:${member.sub}`;
  const answer = await putSubscription(caller, { appId, user, entity }, callbackUrl);
  if (answer.status < 300) return { ok: true, until: readSubscriptionEnd(answer) };
  return notSubscribed(`LinkedIn answered ${answer.status} to the subscription.`, answer.status);
}
