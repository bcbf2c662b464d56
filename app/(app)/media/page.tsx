import type { Metadata } from "next";
import { MediaPage } from "@/components/media/media-page";
import { getPageContext } from "@/server/http/page-context";

export const metadata: Metadata = { title: "Media" };

export default async function Page() {
  const ctx = await getPageContext();
  return <MediaPage canWrite={ctx.actor.scopes.has("media:write")} />;
}
