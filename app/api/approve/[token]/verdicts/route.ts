import { ReviewAnswer, ReviewByLink, WithLinkToken } from "@/lib/contracts/approvals";
import { reviewByLink } from "@/server/approvals/review-by-link";
import { linkRoute } from "@/server/http/link-route";

export const POST = linkRoute({
  limit: { key: "approval-verdict", max: 120, windowMs: 15 * 60_000 },
  params: WithLinkToken,
  body: ReviewByLink,
  run: (runtime, { params, body, requestId }) =>
    reviewByLink(runtime, { token: params.token, body, requestId }),
  view: ReviewAnswer,
});
