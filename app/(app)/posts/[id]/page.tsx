import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PostCurve } from "@/components/analytics/post-curve";
import { PostPage } from "@/components/posts/post-page";
import { catalog } from "@/lib/platforms/catalog";
import { getPageContext } from "@/server/http/page-context";
import { findPost } from "@/server/posts/get-post";

interface Props {
  params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const post = await findPost(await getPageContext(), (await params).id);
  return { title: post ? `Post on ${catalog[post.platform].label}` : "Post" };
}

export default async function Page({ params }: Props) {
  const ctx = await getPageContext();
  const post = await findPost(ctx, (await params).id);
  if (!post) notFound();
  return (
    <PostPage
      initial={post}
      canWrite={ctx.actor.scopes.has("posts:write")}
      curve={<PostCurve postId={post.id} />}
    />
  );
}
