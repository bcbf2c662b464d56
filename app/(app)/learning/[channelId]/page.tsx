import type { Metadata } from "next";
import { ChannelPage } from "@/components/learning/channel-page";
import { getPageContext } from "@/server/http/page-context";

export const metadata: Metadata = { title: "Learning" };

interface PageProps {
  params: Promise<{ channelId: string }>;
  searchParams: Promise<{ prompt?: string | string[] }>;
}

export default async function LearningChannelPage({ params, searchParams }: PageProps) {
  const [{ channelId }, { prompt }, { actor }] = await Promise.all([
    params,
    searchParams,
    getPageContext(),
  ]);
  const promptId = typeof prompt === "string" ? prompt : undefined;
  return (
    <ChannelPage
      key={`${channelId}/${promptId}`}
      channelId={channelId}
      promptId={promptId}
      canWrite={actor.scopes.has("learning:write")}
      canApprove={actor.scopes.has("posts:approve")}
    />
  );
}
