import type { Metadata } from "next";
import { LearningPage } from "@/components/learning/learning-page";
import { getPageContext } from "@/server/http/page-context";

export const metadata: Metadata = { title: "Learning" };

export default async function Page() {
  const { actor } = await getPageContext();
  return <LearningPage canChange={actor.scopes.has("workspace:write")} />;
}
