import type { PublishResult } from "@/lib/contracts/publish";
import type { PostStatus } from "@/lib/domain/post-status";
import type { Platform } from "@/lib/platforms/platform";
import type { Judged } from "./judge-target";

/** What became of a request for one account; without a post nothing did. */
export function toResult(
  judged: Judged,
  post: { id: string; status: PostStatus } | undefined,
): PublishResult {
  const { target, account } = judged;
  return {
    accountId: target.accountId,
    platform: (account?.platform ?? null) as Platform | null,
    ok: judged.ok && post !== undefined,
    postId: post?.id ?? null,
    status: post?.status ?? null,
    warnings: judged.ok ? judged.warnings : [],
    problem: judged.ok ? null : judged.problem,
  };
}
