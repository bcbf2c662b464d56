"use client";

import { describePosts } from "@/components/posts/post-words";
import { type PostFilter, usePostPages } from "@/components/posts/use-posts";
import { useZone } from "@/components/providers/zone";
import { Lead } from "@/components/ui/lead";

/** What is true of the posts that are shown. */
export function PostsLead({ filter }: { filter: PostFilter }) {
  const zone = useZone();
  const { data } = usePostPages(filter);
  const posts = data?.pages.flatMap((page) => page.items);
  return <Lead>{posts ? describePosts(posts, filter, zone) : "Your posts"}</Lead>;
}
