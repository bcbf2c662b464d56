import type { Metadata } from "next";
import { getPageContext } from "@/server/http/page-context";
import { PostsScreen } from "./posts-screen";

export const metadata: Metadata = { title: "Posts" };

export default async function Page() {
  const ctx = await getPageContext();
  return <PostsScreen canWrite={ctx.actor.scopes.has("posts:write")} />;
}
