import { ArrowSquareOutIcon, HourglassHighIcon } from "@phosphor-icons/react/ssr";
import { describeHolds, describeRemoved, describeWaiting } from "@/components/posts/post-waits";
import {
  describeStatus,
  isUpcoming,
  noteOf,
  statusKeyOf,
  timingOf,
  troubleOf,
} from "@/components/posts/post-words";
import { useZone } from "@/components/providers/zone";
import { ErrorMessage } from "@/components/ui/error-message";
import { LinkButton } from "@/components/ui/link-button";
import { PlatformMark } from "@/components/ui/platform-mark";
import { SandboxTag } from "@/components/ui/sandbox-tag";
import { PostStatus } from "@/components/ui/status";
import type { PostDetail, PostView } from "@/lib/contracts/posts";
import { wayOn } from "@/lib/domain/way-on";
import { catalog } from "@/lib/platforms/catalog";

/** A slot that has no row yet waits for nothing and was never out. */
type Standing = PostView &
  Partial<Pick<PostDetail, "waiting" | "removed" | "heldBy" | "ownContent">>;

/** Where a post stands, what is in its way, and what to do about it. */
export function PostStanding({ post, canWrite }: { post: Standing; canWrite: boolean }) {
  const zone = useZone();
  const { label } = catalog[post.platform];
  const removed = describeRemoved(post, zone);
  const whyThen = timingOf(post);
  return (
    <section className="grid gap-3">
      <div className="row wrap">
        <PostStatus status={statusKeyOf(post)} />
        {post.permalink && post.status !== "deleted" ? (
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
      {whyThen ? (
        <p className="t2" data-testid="post-timing">
          {whyThen}
        </p>
      ) : null}
      {post.heldBy?.length ? (
        <p className="t2" data-testid="post-held">
          {describeHolds(post.heldBy, zone)}
        </p>
      ) : null}
      {removed ? <p className="t2">{removed} Its results are kept.</p> : null}
      {noteOf(post) ? <p className="t2">{noteOf(post)}</p> : null}
      <ReviewLink post={post} />
      <Problem post={post} canWrite={canWrite} />
      {post.conflict && isUpcoming(post) ? (
        <p className="danger-c b">{describeConflict(post, label)}</p>
      ) : null}
      <Facts post={post} />
    </section>
  );
}

const toMinutes = (gap: number) => (gap < 1 ? "Less than a minute" : `${Math.floor(gap)} min`);

function describeConflict({ conflict, accountHandle }: PostView, label: string): string {
  return conflict?.kind === "daily_cap"
    ? `${label} allows ${conflict.cap} posts ${conflict.format ? `of the kind “${conflict.format}” ` : ""}in 24 hours, and this comes after them. Move it, or it waits until there is room.`
    : `${toMinutes(conflict?.gapMinutes ?? 0)} from another post of ${accountHandle}. Move one of them, or the later one waits.`;
}

function Problem({ post, canWrite }: { post: Standing; canWrite: boolean }) {
  const zone = useZone();
  const { waiting } = post;
  const trouble = troubleOf(post);
  const waits = waiting ? describeWaiting(post, waiting, zone) : null;
  if (waits && (trouble === null || waiting?.kind !== "retry")) return <Waits words={waits} />;
  if (trouble === null) return null;
  const stuck = { ...post, hasVariants: post.campaignId !== null };
  return (
    <ErrorMessage title={trouble} action={canWrite ? <WayOut post={post} /> : null}>
      {waits ?? wayOn(stuck, catalog[post.platform].label)}
    </ErrorMessage>
  );
}

/** Where what stands in the way is mended. */
function WayOut({ post: { status, accountStatus, campaignId, variant } }: { post: Standing }) {
  if (status === "blocked" || accountStatus === "action_required") {
    return (
      <LinkButton size="sm" href="/accounts">
        Open accounts
      </LinkButton>
    );
  }
  if (status !== "failed" || !campaignId || !variant) return null;
  return (
    <LinkButton size="sm" href={`/campaigns/${campaignId}?variant=${variant.id}`}>
      Edit variant {variant.letter}
    </LinkButton>
  );
}

/** Where the variants wait that it may post; a text of its own is approved right here. */
function ReviewLink({ post }: { post: Standing }) {
  const { status, campaignId, platform, ownContent } = post;
  if (status !== "awaiting_approval" || !campaignId || ownContent) return null;
  return (
    <div className="row">
      <LinkButton size="sm" href={`/approvals?campaignId=${campaignId}&platform=${platform}`}>
        Review its variants
      </LinkButton>
    </div>
  );
}

/** Nothing is wrong with the post itself, and nobody has to act. */
function Waits({ words }: { words: string }) {
  return (
    <p className="row t2" data-testid="post-waits">
      <HourglassHighIcon className="i" aria-hidden="true" />
      <span className="grow">{words}</span>
    </p>
  );
}

function Facts({ post }: { post: PostView }) {
  return (
    <dl className="facts">
      <dt>Account</dt>
      <dd className="row">
        <PlatformMark platform={post.platform} label={catalog[post.platform].label} />
        <span className="cut" title={post.accountHandle}>
          {post.accountHandle}
        </span>
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
