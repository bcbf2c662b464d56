"use client";

import { ArrowLeftIcon } from "@phosphor-icons/react/ssr";
import type { ReactNode } from "react";
import { TopBar } from "@/components/layout/top-bar";
import { PostColumns } from "@/components/posts/post-body";
import { titleOf } from "@/components/posts/post-words";
import { usePost } from "@/components/posts/use-posts";
import { useZone } from "@/components/providers/zone";
import { LinkButton } from "@/components/ui/link-button";
import type { PostDetail } from "@/lib/contracts/posts";

type PostPageProps = {
  initial: PostDetail;
  canWrite: boolean;
  /** How it does beside the account's other posts. */
  curve: ReactNode;
};

/** What the sheet shows, under an address of its own. */
export function PostPage({ initial, canWrite, curve }: PostPageProps) {
  const zone = useZone();
  const { data: post = initial } = usePost(initial.id, initial);
  const title = titleOf(post, zone);
  return (
    <>
      <TopBar title={title} crumbs={[{ href: "/posts", label: "Posts" }]} meta={zone} />
      <div className="pad m-only pb-0!">
        <LinkButton size="sm" variant="quiet" href="/posts" icon={<ArrowLeftIcon className="i" />}>
          All posts
        </LinkButton>
      </div>
      {/* The parts below are the third level, as in the sheet. */}
      <h2 className="sr">The post</h2>
      <PostColumns post={post} canWrite={canWrite} curve={post.publishedAt ? curve : null} />
    </>
  );
}
