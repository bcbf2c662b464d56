import type { PublishOutcome } from "@/lib/domain/publish-outcome";
import type { Platform } from "@/lib/platforms/platform";
import type { Draft, IdempotencyKey, PlatformAdapter, Session } from "@/server/platforms/adapter";
import type { PublishParts } from "@/server/posts/publish-post";

export interface Call {
  kind: "publish" | "resume";
  draft: Draft;
  key: IdempotencyKey;
}

type Answer = (call: Call, calls: readonly Call[]) => PublishOutcome | Promise<PublishOutcome>;

export const published = (externalId: string): PublishOutcome => ({
  kind: "published",
  externalId,
  permalink: `https://example.com/${externalId}`,
  visibility: "live",
});

/** A platform in memory: it answers what it is told to, at once, and keeps what it was asked. */
export function createFakePlatform(
  answer: Answer = (_, calls) => published(`id-${calls.length}`),
): {
  calls: Call[];
  parts: PublishParts;
} {
  const calls: Call[] = [];
  const take = async (call: Call) => {
    calls.push(call);
    return answer(call, calls);
  };
  const adapter = (platform: Platform): PlatformAdapter => ({
    platform,
    endpoints: () => ({ authorize: "", token: "", revoke: "", api: "", upload: "", site: "" }),
    connect: { kind: "credentials", fields: [], test: () => Promise.reject(new Error("unused")) },
    check: () => [],
    publish: async (_session, draft, key, saveReceipt) => {
      await saveReceipt({ stage: "creating" });
      return take({ kind: "publish", draft, key });
    },
    resume: (_session, key, _receipt, draft) => take({ kind: "resume", draft, key }),
    engagement: () => Promise.resolve(new Map()),
  });
  const session = { accessToken: "token" } as Session;
  return {
    calls,
    parts: {
      adapters: { x: adapter("x"), youtube: adapter("youtube"), blog: adapter("blog") },
      openSession: () => Promise.resolve({ ok: true, session }),
      reopenSession: () => Promise.resolve({ ok: true, session }),
      openMedia: () => Promise.reject(new Error("this world has no files")),
    },
  };
}
