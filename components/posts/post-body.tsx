"use client";

import { AttemptList } from "@/components/posts/attempt-list";
import { OverridePanel } from "@/components/posts/override-panel";
import { PostAd } from "@/components/posts/post-ad";
import { PostRecipients } from "@/components/posts/post-recipients";
import { PostCounts, PostMedia, PostReason } from "@/components/posts/post-result";
import { PostStanding } from "@/components/posts/post-standing";
import { willChoose } from "@/components/posts/post-words";
import { RemovePost } from "@/components/posts/remove-post";
import type { SettleKind } from "@/components/posts/settle-parked";
import { Arm } from "@/components/ui/arm";
import { AutoMark } from "@/components/ui/auto-mark";
import type { PostDetail, PostView } from "@/lib/contracts/posts";

type PostBodyProps = {
  post: PostDetail;
  canWrite: boolean;
  /** For a post that waits to be settled: what was chosen already. */
  settle?: SettleKind | null;
};

/** One post, in a sheet or on a page of its own. */
export function PostBody({ post, canWrite, settle }: PostBodyProps) {
  return (
    <div className="grid gap-5" data-testid="post-sheet">
      <PostStanding post={post} />
      <PostCounts counts={post.counts} />
      <Content post={post} media={post.media} />
      <PostRecipients post={post} />
      <PostReason decision={post.decision} />
      <OverridePanel key={post.id} post={post} canWrite={canWrite} settle={settle} />
      <RemovePost key={`remove ${post.id}`} post={post} canWrite={canWrite} />
      <PostAd key={`ad ${post.id}`} post={post} />
      <AttemptList post={post} attempts={post.attempts} />
    </div>
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
