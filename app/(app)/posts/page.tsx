import type { Metadata } from "next";
import { PostsPage } from "@/components/posts/posts-page";
import { getPageContext } from "@/server/http/page-context";

export const metadata: Metadata = { title: "Posts" };

export default async function Page() {
  const ctx = await getPageContext();
  return <PostsPage canWrite={ctx.actor.scopes.has("posts:write")} />;
}
