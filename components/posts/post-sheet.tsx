"use client";

import { ArrowSquareOutIcon } from "@phosphor-icons/react/ssr";
import { OverridePanel } from "@/components/posts/override-panel";
import { PostBody } from "@/components/posts/post-body";
import { PostStanding } from "@/components/posts/post-standing";
import { titleOf } from "@/components/posts/post-words";
import type { SettleKind } from "@/components/posts/settle-parked";
import { usePost } from "@/components/posts/use-posts";
import { useZone } from "@/components/providers/zone";
import { Button } from "@/components/ui/button";
import { ErrorMessage } from "@/components/ui/error-message";
import { LinkButton } from "@/components/ui/link-button";
import { Sheet } from "@/components/ui/sheet";
import { SkeletonRows } from "@/components/ui/skeleton";
import type { PostView } from "@/lib/contracts/posts";

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
  const title = post ? titleOf(post, zone) : "Post";
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
        <>
          <PostBody post={query.data} canWrite={canWrite} settle={settle} />
          <LinkButton
            className="mt-5"
            size="sm"
            variant="quiet"
            href={`/posts/${query.data.id}`}
            icon={<ArrowSquareOutIcon className="i" />}
          >
            Open as page
          </LinkButton>
        </>
      ) : null}
      {!postId && projected ? (
        <Projected post={projected} canWrite={canWrite} onMade={onMade} />
      ) : null}
    </Sheet>
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
      <PostStanding post={post} canWrite={canWrite} />
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
