import type { CallContext } from "../adapter";
import { notSubscribed } from "../not-subscribed";
import type { SubscribeParams, SubscribeResult } from "../webhook-spec";
import { judge, readGraphError } from "./errors";
import { type Caller, type Fields, graphPost } from "./graph";

/** For Instagram the page behind the account is subscribed, which is who its token belongs to. */
const FIELDS = "feed";

/**
 * Asks for the events of one page. Where they go and what they are signed with stands in the app's
 * settings at Meta, so that this is all a single account needs. It does not run out.
 */
export async function subscribeToMeta(
  context: CallContext,
  params: Pick<SubscribeParams, "accessToken">,
): Promise<SubscribeResult> {
  if (!params.accessToken) return notSubscribed("The page's own access is needed.");
  const caller = { ...context, accessToken: params.accessToken };
  return subscribe(caller, "/me/subscribed_apps", { subscribed_fields: FIELDS });
}

/** Numbers are told of through the business account that they belong to. */
export async function subscribeBusinessAccount(
  context: CallContext,
  params: Pick<SubscribeParams, "accessToken" | "details">,
): Promise<SubscribeResult> {
  const { wabaId } = params.details;
  if (!params.accessToken || typeof wabaId !== "string") {
    return notSubscribed("The business account is not known. Connect the number again.");
  }
  const caller = { ...context, accessToken: params.accessToken };
  return subscribe(caller, `/${wabaId}/subscribed_apps`, {});
}

async function subscribe(caller: Caller, path: string, form: Fields): Promise<SubscribeResult> {
  const response = await graphPost(caller, path, form);
  if (response.status < 300) return { ok: true, until: null };
  const error = readGraphError(response);
  const isPassing = ["transient", "throttled", "expired"].includes(judge(error).kind);
  return { ok: false, reason: `Meta refused the subscription: ${error.message}`, isPassing };
}
