import { type Counts, countAudience } from "./audience";
import type { SandboxContext, SandboxPlatform } from "./context";
import type { LedgerEntry } from "./ledger";
import { recordPublish } from "./ledger";
import { findProfile } from "./profiles";
import { getModule } from "./registered";
import { findRow, inTransaction, run } from "./store";

export interface PostRow {
  id: string;
  platform: SandboxPlatform;
  account_id: string;
  title: string | null;
  body: string;
  /** JSON of what only the platform's own folder reads. */
  detail: string;
  media_kind: string;
  content_hash: string;
  created_at: number;
  /** When the audience can first see it. Null: private, or refused. */
  published_at: number | null;
  /** When processing ends. Null: nothing to process. */
  ready_at: number | null;
  deleted_at: number | null;
}

export interface NewPost extends Omit<PostRow, "deleted_at"> {
  kind: LedgerEntry["kind"];
  evidence: Record<string, unknown>;
}

/** The post and its ledger entry stand or fall together. */
export function createPost(context: SandboxContext, post: NewPost, also?: () => void): void {
  inTransaction(context.db, () => {
    run(
      context.db,
      `insert into posts (id, platform, account_id, title, body, detail, media_kind, content_hash,
         created_at, published_at, ready_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      post.id,
      post.platform,
      post.account_id,
      post.title,
      post.body,
      post.detail,
      post.media_kind,
      post.content_hash,
      post.created_at,
      post.published_at,
      post.ready_at,
    );
    recordPublish(context, {
      platform: post.platform,
      accountId: post.account_id,
      externalId: post.id,
      kind: post.kind,
      contentHash: post.content_hash,
      evidence: post.evidence,
    });
    also?.();
  });
}

export function findPost(
  context: SandboxContext,
  platform: SandboxPlatform,
  id: string,
): PostRow | null {
  return findRow(
    context.db,
    "select * from posts where id = ? and platform = ? and deleted_at is null",
    id,
    platform,
  );
}

const none: Counts = { views: 0, likes: 0, shares: 0, comments: 0, clicks: 0, saves: 0 };

/** As they stand now, or stood at another time: some reports lag behind. */
export function countsOf(
  context: SandboxContext,
  post: PostRow,
  at = context.now().getTime(),
): Counts {
  const profile = findProfile(context.db, post.account_id);
  if (!profile || post.published_at === null) return none;
  return countAudience(
    context.seed,
    getModule(context, post.platform).audience,
    {
      postId: post.id,
      platform: post.platform,
      accountId: post.account_id,
      followers: profile.followers,
      title: post.title,
      text: post.body,
      mediaKind: post.media_kind,
      publishedAt: Math.max(post.published_at, post.ready_at ?? 0),
    },
    at,
  );
}
