import type { Metadata } from "next";
import { LinkSettings } from "@/components/links/link-settings";
import { ReadOnly } from "@/components/settings/read-only";
import { getPageContext } from "@/server/http/page-context";

export const metadata: Metadata = { title: "Links" };

export default async function LinksPage() {
  const { actor } = await getPageContext();
  const canChange = actor.scopes.has("workspace:write");
  return (
    <>
      {canChange ? null : <ReadOnly what="the workspace’s links" />}
      <LinkSettings canChange={canChange} />
    </>
  );
}
