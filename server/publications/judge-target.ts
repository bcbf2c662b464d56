import type { PublishProblem } from "@/lib/contracts/publish";
import { catalog } from "@/lib/platforms/catalog";
import type { Platform } from "@/lib/platforms/platform";
import type { PostContent } from "@/server/db/schema/posts";
import { type FieldError, isAppError } from "@/server/errors";
import { assertAccountFits } from "@/server/schedules/assert-postable";
import { contentHash } from "@/server/variants/content-hash";
import { judgeContent, type Layer } from "./judge-content";
import type { Account, Ground } from "./read-ground";

export interface Target {
  accountId: string;
  /** Where the account is named in the request. */
  path: string;
  /** None: a variant of the campaign is posted. */
  layers: readonly Layer[];
  variantId: string | null;
  /** Nothing goes out yet: what stands in its way is only told. */
  isDraft: boolean;
  /** Due at this moment. */
  isNow: boolean;
}

export type Judged =
  | { ok: false; target: Target; account: Account | null; problem: PublishProblem }
  | {
      ok: true;
      target: Target;
      account: Account;
      /** Null: chosen among the campaign's variants when its time comes. */
      content: PostContent | null;
      contentHash: string | null;
      warnings: FieldError[];
    };

/** Whether this account can post that, with everything to mend at its field of the request. */
export function judgeTarget(ground: Ground, target: Target): Judged {
  const account = ground.accounts.get(target.accountId) ?? null;
  const refuse = (code: string, errors: FieldError[]): Judged => {
    const message = errors[0]?.message ?? "This account can't post that.";
    return { ok: false, target, account, problem: { code, message, errors } };
  };
  if (!account) {
    const message = "There is no such account in this workspace.";
    return refuse("not_found", [{ path: target.path, message }]);
  }
  const ended = whyEnded(account);
  if (ended) return refuse("account_disconnected", [{ path: target.path, message: ended }]);
  const holds = whyHeld(ground, account, target);
  if (target.isNow && holds.length > 0) return refuse("paused", holds);
  const { content, isForeign, errors, warnings } = judgeWhat(ground, account, target);
  const needs = whyNotNow(ground, account).map((message) => ({ path: target.path, message }));
  const all = [...needs, ...errors];
  if (isForeign || (!target.isDraft && all.length > 0)) {
    return refuse(needs.length > 0 ? "account_not_ready" : "invalid", all);
  }
  return {
    ok: true,
    target,
    account,
    content,
    contentHash: content && contentHash(content),
    warnings: [...all, ...warnings, ...holds],
  };
}

function judgeWhat(ground: Ground, account: Account, target: Target) {
  const { workspaceId } = account;
  const platform = account.platform as Platform;
  if (target.layers.length > 0) {
    return judgeContent(ground, { workspaceId, platform }, target.layers);
  }
  const errors = judgeCampaign(ground, account, target);
  return { content: null, isForeign: false, errors, warnings: [] };
}

function whyEnded({ status, handle, platform }: Account): string | null {
  if (status !== "disconnected") return null;
  const { label } = catalog[platform as Platform];
  return `${handle} on ${label} is disconnected. Connect it again first.`;
}

function whyNotNow(ground: Ground, { status, handle, platform }: Account): string[] {
  const { label, audience } = catalog[platform as Platform];
  const needs: string[] = [];
  if (status === "action_required") {
    needs.push(`Connect ${handle} on ${label} again before you post to it.`);
  }
  if (audience === "contacts" && ground.reachable === 0) {
    needs.push(
      `Nobody has agreed to get messages on ${label} yet. Import contacts with their consent first.`,
    );
  }
  return needs;
}

function judgeCampaign(ground: Ground, account: Account, target: Target): FieldError[] {
  const { campaign, variants } = ground;
  if (!campaign) return [{ path: "content", message: "Say what is posted." }];
  if (target.variantId !== null) return judgePinned(ground, account, target.variantId);
  try {
    assertAccountFits(campaign, account, variants);
    return [];
  } catch (error) {
    if (!isAppError(error)) throw error;
    return error.fields.map(({ path, message }) => ({
      path: path === "accountIds" ? target.path : path,
      message,
    }));
  }
}

function judgePinned({ variants }: Ground, { platform }: Account, variantId: string): FieldError[] {
  const path = "variantId";
  const found = variants.find(({ variant }) => variant.id === variantId);
  if (!found) return [{ path, message: "This campaign has no such variant." }];
  if (found.variant.platform !== platform) {
    const { label } = catalog[found.variant.platform as Platform];
    return [{ path, message: `This variant is written for ${label}. Leave this account out.` }];
  }
  const [issue] = found.issues;
  return issue ? [{ path, message: `This variant can't be posted yet. ${issue.message}` }] : [];
}

/** What is due now would come due in the pause, and nothing of that goes out afterwards. */
function whyHeld(
  { allPaused, campaign }: Ground,
  { paused, handle }: Account,
  { path, isNow }: Target,
): FieldError[] {
  const advice = isNow
    ? "Resume before you publish, or plan it for later."
    : "If that lasts until its time, it does not go out then.";
  const told = (field: string, what: string) => ({
    path: field,
    message: `${what} is paused. ${advice}`,
  });
  return [
    ...(allPaused ? [told("status", "Everything")] : []),
    ...(campaign?.status === "paused" ? [told("campaignId", "The campaign")] : []),
    ...(paused ? [told(path, handle)] : []),
  ].slice(0, 1);
}
