import type { ReviewAnswer, ReviewByLink } from "@/lib/contracts/approvals";
import type { Ctx } from "@/server/context";
import type { Runtime } from "@/server/runtime";
import { findApprovalLink, type OpenLink } from "./find-approval-link";
import { reviewVariants } from "./review-variants";

interface Visit {
  token: string;
  body: ReviewByLink;
  requestId: string;
}

/** A verdict of somebody who holds a link: on this campaign's variants only, under the link's name. */
export async function reviewByLink(
  runtime: Runtime,
  { token, body, requestId }: Visit,
): Promise<ReviewAnswer> {
  const open = await findApprovalLink(runtime, token);
  const { name, ...review } = body;
  const { id, campaignId } = open.link;
  const ctx = linkContext(runtime, open, { name, requestId });
  return reviewVariants(ctx, review, { id, campaignId });
}

/** A person without an account: no id, no role, and a name that always says how they came in. */
function linkContext(
  runtime: Runtime,
  { link }: OpenLink,
  { name, requestId }: { name: string | null; requestId: string },
): Ctx {
  const who = name === null ? link.label : `${name}, ${link.label}`;
  const { workspaceId } = link;
  return {
    workspaceId,
    actor: {
      kind: "user",
      id: null,
      name: `${who} (by link)`,
      role: null,
      scopes: new Set(["posts:approve"]),
    },
    requestId,
    runtime,
    db: runtime.database.db,
    log: runtime.log.child({ requestId, workspaceId }),
    now: () => runtime.clock.now(),
  };
}
