"use client";

import { isUpcoming, rowTroubleOf, statusKeyOf, willChoose } from "@/components/posts/post-words";
import { useOverride } from "@/components/posts/use-posts";
import { useZone } from "@/components/providers/zone";
import { Arm } from "@/components/ui/arm";
import { AutoMark } from "@/components/ui/auto-mark";
import { Button } from "@/components/ui/button";
import { PlatformMark } from "@/components/ui/platform-mark";
import { PostStatus } from "@/components/ui/status";
import { type Column, Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { toast } from "@/components/ui/toast";
import type { PostView } from "@/lib/contracts/posts";
import { catalog } from "@/lib/platforms/catalog";

export type PostTableProps = { posts: readonly PostView[]; toHref: (id: string) => string };

const COLUMNS: readonly Column<PostView>[] = [
  { key: "account", head: "Account", cell: (post) => <Account post={post} /> },
  { key: "status", head: "Status", cell: (post) => <PostStatus status={statusKeyOf(post)} /> },
  { key: "campaign", head: "Campaign", cell: (post) => <Campaign post={post} /> },
  { key: "variant", head: "Variant", cell: (post) => <Variant post={post} /> },
  { key: "when", head: "Time", cell: (post) => <When post={post} /> },
  { key: "attempts", head: "Attempts", num: true, cell: (post) => post.attempt },
  { key: "problem", head: "Problem", fill: true, cell: (post) => <Trouble post={post} /> },
];

export function PostTable({ posts, toHref }: PostTableProps) {
  return (
    <Table
      label="Posts"
      columns={COLUMNS}
      rows={posts}
      rowKey={(post) => post.id}
      rowHref={(post) => toHref(post.id)}
      phone={(post) => ({
        first: <Account post={post} />,
        aside: <PostStatus status={statusKeyOf(post)} />,
        second: (
          <span className="row">
            <Variant post={post} short />
            <span className="cut">
              {rowTroubleOf(post) ?? post.title ?? post.text ?? post.campaignName}
            </span>
            <span className="push t3">
              <When post={post} />
            </span>
          </span>
        ),
      })}
    />
  );
}

function Account({ post }: { post: PostView }) {
  return (
    <span className="row">
      <PlatformMark platform={post.platform} label={catalog[post.platform].label} />
      <span className="cut">{post.accountHandle}</span>
    </span>
  );
}

function Campaign({ post }: { post: PostView }) {
  const name = post.campaignName ?? "None";
  return (
    <span className="cut block max-w-[22ch]" title={name}>
      {name}
    </span>
  );
}

function Variant({ post, short }: { post: PostView; short?: boolean }) {
  if (post.variant) {
    return (
      <span className="row">
        <Arm letter={post.variant.letter} />
        {short ? null : <span className="cut max-w-[16ch]">{post.variant.label}</span>}
      </span>
    );
  }
  if (willChoose(post) && !post.held) {
    return short ? <AutoMark only label="Will choose" /> : <AutoMark>Will choose</AutoMark>;
  }
  if (short) return null;
  // Written for this post alone.
  const own = post.title ?? post.text;
  if (own) {
    return (
      <span className="cut block max-w-[22ch]" title={own}>
        {own}
      </span>
    );
  }
  return <span className="t3 nw">{variantWords(post)}</span>;
}

function variantWords(post: PostView): string {
  if (!isUpcoming(post)) return "None";
  return willChoose(post) ? "Not chosen yet" : "Next in turn";
}

function When({ post }: { post: PostView }) {
  const zone = useZone();
  if (post.status === "draft") return <span className="t3 nw">No time yet</span>;
  return <Time at={post.publishedAt ?? post.dueAt} zone={zone} />;
}

function Trouble({ post }: { post: PostView }) {
  const trouble = rowTroubleOf(post);
  if (!trouble) return null;
  return (
    <span className="row">
      <span className="cut" title={trouble}>
        {trouble}
      </span>
      {post.status === "failed" ? <Retry post={post} /> : null}
    </span>
  );
}

function Retry({ post }: { post: PostView }) {
  const { mutate, isPending } = useOverride();
  const retry = () =>
    mutate(
      { postId: post.id, action: { kind: "retry" } },
      { onSuccess: () => toast.success("Queued again") },
    );
  return (
    <Button size="sm" loading={isPending} onClick={retry}>
      Try again
    </Button>
  );
}
