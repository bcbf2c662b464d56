"use client";

import type { ReactNode } from "react";
import { AttemptList } from "@/components/posts/attempt-list";
import { OverridePanel } from "@/components/posts/override-panel";
import { PostAd } from "@/components/posts/post-ad";
import { PostLinks } from "@/components/posts/post-links";
import { PostRecipients } from "@/components/posts/post-recipients";
import { PostCounts, PostReason } from "@/components/posts/post-result";
import { PostStanding } from "@/components/posts/post-standing";
import { PostedContent } from "@/components/posts/posted-content";
import { RemovePost } from "@/components/posts/remove-post";
import type { SettleKind } from "@/components/posts/settle-parked";
import type { PostDetail } from "@/lib/contracts/posts";

type PostBodyProps = {
  post: PostDetail;
  canWrite: boolean;
  /** For a post that waits to be settled: what was chosen already. */
  settle?: SettleKind | null;
};

/** One post in a sheet. */
export function PostBody(props: PostBodyProps) {
  return (
    <div className="grid gap-5" data-testid="post-sheet">
      <PostFacts {...props} />
      <PostRecipients post={props.post} />
      <PostDecision {...props} />
      <PostAd key={`ad ${props.post.id}`} post={props.post} />
      <AttemptList post={props.post} attempts={props.post.attempts} />
    </div>
  );
}

/** One post on a page of its own: what it is beside what became of it. */
export function PostColumns({ curve, ...props }: PostBodyProps & { curve: ReactNode }) {
  const { post } = props;
  return (
    <div className="cols" data-testid="post-sheet">
      <div className="pad grid content-start gap-5">
        <PostFacts {...props} />
        {curve}
        <PostDecision {...props} />
      </div>
      <div className="pad grid content-start gap-5">
        <PostRecipients post={post} />
        <AttemptList post={post} attempts={post.attempts} />
        <PostAd key={`ad ${post.id}`} post={post} />
      </div>
    </div>
  );
}

function PostFacts({ post, canWrite }: PostBodyProps) {
  return (
    <>
      <PostStanding post={post} canWrite={canWrite} />
      <PostCounts counts={post.counts} />
      <PostedContent post={post} />
      <PostLinks post={post} />
    </>
  );
}

function PostDecision({ post, canWrite, settle }: PostBodyProps) {
  return (
    <>
      <PostReason decision={post.decision} />
      <OverridePanel key={post.id} post={post} canWrite={canWrite} settle={settle} />
      <RemovePost key={`remove ${post.id}`} post={post} canWrite={canWrite} />
    </>
  );
}
