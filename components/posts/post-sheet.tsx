"use client";

import { ArrowSquareOutIcon } from "@phosphor-icons/react/ssr";
import { AttemptList } from "@/components/posts/attempt-list";
import { OverridePanel } from "@/components/posts/override-panel";
import { PostCounts, PostMedia, PostReason } from "@/components/posts/post-result";
import {
  describeStatus,
  noteOf,
  statusKeyOf,
  troubleOf,
  willChoose,
} from "@/components/posts/post-words";
import type { SettleKind } from "@/components/posts/settle-parked";
import { usePost } from "@/components/posts/use-posts";
import { useZone } from "@/components/providers/zone";
import { Arm } from "@/components/ui/arm";
import { AutoMark } from "@/components/ui/auto-mark";
import { Button } from "@/components/ui/button";
import { ErrorMessage } from "@/components/ui/error-message";
import { LinkButton } from "@/components/ui/link-button";
import { PlatformMark } from "@/components/ui/platform-mark";
import { SandboxTag } from "@/components/ui/sandbox-tag";
import { Sheet } from "@/components/ui/sheet";
import { SkeletonRows } from "@/components/ui/skeleton";
import { PostStatus } from "@/components/ui/status";
import { formatInZone } from "@/components/ui/zoned-format";
import type { PostDetail, PostView } from "@/lib/contracts/posts";
import { catalog } from "@/lib/platforms/catalog";

export type PostSheetProps = {
  postId: string | null;
  /** A slot beyond the days that are planned as rows; changing it makes the row. */
  projected?: PostView | null;
  /** The slot became a post of its own. */
  onMade?: (postId: string) => void;
  canWrite: boolean;
  /** For a post that waits to be settled: what was chosen already. */
  settle?: SettleKind | null;
  onClose: () => void;
};

/** One post: where it stands, what goes out, what the platform answered, and how to change it. */
export function PostSheet(props: PostSheetProps) {
  const { postId, projected = null, canWrite, settle, onMade, onClose } = props;
  const zone = useZone();
  const query = usePost(postId);
  const post = postId ? query.data : projected;
  const title = post
    ? `${catalog[post.platform].label}, ${formatInZone(post.dueAt, zone, "date-time")}`
    : "Post";
  return (
    <Sheet
      open={postId !== null || projected !== null}
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={title}
      description={zone}
    >
      {postId && query.isPending ? <SkeletonRows label="Loading the post" /> : null}
      {postId && query.isError ? (
        <ErrorMessage
          title="This post can’t be shown."
          action={<Button onClick={() => query.refetch()}>Try again</Button>}
        >
          {query.error.message}
        </ErrorMessage>
      ) : null}
      {postId && query.data ? (
        <Loaded post={query.data} canWrite={canWrite} settle={settle} />
      ) : null}
      {!postId && projected ? (
        <Projected post={projected} canWrite={canWrite} onMade={onMade} />
      ) : null}
    </Sheet>
  );
}

type LoadedProps = { post: PostDetail } & Pick<PostSheetProps, "canWrite" | "settle">;

function Loaded({ post, canWrite, settle }: LoadedProps) {
  return (
    <div className="grid gap-5" data-testid="post-sheet">
      <Standing post={post} />
      <PostCounts counts={post.counts} />
      <Content post={post} media={post.media} />
      <PostReason decision={post.decision} />
      <OverridePanel key={post.id} post={post} canWrite={canWrite} settle={settle} />
      <AttemptList post={post} attempts={post.attempts} />
    </div>
  );
}

type ProjectedProps = {
  post: PostView;
  canWrite: boolean;
  onMade?: (postId: string) => void;
};

function Projected({ post, canWrite, onMade }: ProjectedProps) {
  return (
    <div className="grid gap-5" data-testid="post-sheet">
      <Standing post={post} />
      <p className="t2">
        Drawn from the cadence. What you change here changes this slot alone; to change them all,
        change the schedule.
      </p>
      <OverridePanel
        key={post.id}
        post={post}
        canWrite={canWrite}
        onChanged={(changed) => onMade?.(changed.id)}
      />
    </div>
  );
}

function Standing({ post }: { post: PostView }) {
  const zone = useZone();
  const { label } = catalog[post.platform];
  return (
    <section className="grid gap-3">
      <div className="row wrap">
        <PostStatus status={statusKeyOf(post)} />
        {post.permalink ? (
          <LinkButton
            size="sm"
            className="push"
            href={post.permalink}
            target="_blank"
            rel="noreferrer"
            icon={<ArrowSquareOutIcon className="i" />}
          >
            See it on {label}
          </LinkButton>
        ) : null}
      </div>
      <p className="say" data-testid="post-standing">
        {describeStatus(post, zone)}
      </p>
      {noteOf(post) ? <p className="t2">{noteOf(post)}</p> : null}
      {troubleOf(post) ? <Problem post={post} /> : null}
      {post.conflict ? <p className="danger-c b">{describeConflict(post, label)}</p> : null}
      <Facts post={post} />
    </section>
  );
}

function describeConflict({ conflict, accountHandle }: PostView, label: string): string {
  return conflict?.kind === "daily_cap"
    ? `${label} allows ${conflict.cap} posts in 24 hours, and this comes after them. Move it, or it waits until there is room.`
    : `${conflict?.gapMinutes ?? 0} min from another post of ${accountHandle}. Move one of them.`;
}

const WAYS_ON: Partial<Record<PostView["status"], string>> = {
  failed: "Mend what it names, then try again below.",
  blocked: "Connect the account again; the post then goes out by itself.",
};

function Problem({ post }: { post: PostView }) {
  const action =
    post.status === "blocked" || post.accountStatus === "action_required" ? (
      <LinkButton size="sm" href="/accounts">
        Open accounts
      </LinkButton>
    ) : null;
  return (
    <ErrorMessage title={post.problem} action={action}>
      {WAYS_ON[post.status]}
    </ErrorMessage>
  );
}

function Facts({ post }: { post: PostView }) {
  return (
    <dl className="facts">
      <dt>Account</dt>
      <dd className="row">
        <PlatformMark platform={post.platform} label={catalog[post.platform].label} />
        <span className="cut">{post.accountHandle}</span>
        {post.sandbox ? <SandboxTag /> : null}
      </dd>
      <dt>Campaign</dt>
      <dd>
        {post.campaignId ? (
          <a href={`/campaigns/${post.campaignId}`}>{post.campaignName ?? "Campaign"}</a>
        ) : (
          "None"
        )}
      </dd>
    </dl>
  );
}

function Content({ post, media }: { post: PostView; media: PostDetail["media"] }) {
  const { variant } = post;
  return (
    <section className="grid gap-2">
      <div className="row">
        <h3 className="h">{post.publishedAt ? "What went out" : "What goes out"}</h3>
        {willChoose(post) ? <AutoMark>Will choose</AutoMark> : null}
      </div>
      {variant ? (
        <div className="row">
          <Arm letter={variant.letter} />
          <span className="m">{variant.label}</span>
        </div>
      ) : (
        <p className="t2">{openChoice(post)}</p>
      )}
      {post.title || post.text ? (
        <div className="quote">
          {post.title ? <p className="b">{post.title}</p> : null}
          {post.text ? <p className="whitespace-pre-line">{post.text}</p> : null}
        </div>
      ) : null}
      <PostMedia media={media} />
    </section>
  );
}

function openChoice(post: PostView): string {
  if (willChoose(post)) return "Bandwagon chooses the variant when the post goes out.";
  return post.optimizerOn ? "No variant was posted." : "The next variant in turn is posted.";
}
