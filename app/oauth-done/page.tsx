import type { Metadata } from "next";
import { OAuthDone } from "@/components/accounts/oauth-done";
import { OAuthProblem, OAuthReport } from "@/lib/contracts/accounts";

export const metadata: Metadata = { title: "Connection" };

type Search = Promise<Record<string, string | string[] | undefined>>;

/** Only known words are taken from the address: a crafted link can't put text on this page. */
export default async function OAuthDonePage({ searchParams }: { searchParams: Search }) {
  const { platform, status, error, count } = await searchParams;
  const problem = OAuthProblem.safeParse(error).data ?? null;
  const told = OAuthReport.safeParse({
    platform: platform ?? "",
    status,
    problem: null,
    count,
  }).data;
  const report =
    told && !error
      ? told
      : {
          platform: String(platform ?? ""),
          status: "failed" as const,
          problem: problem ?? "failed",
          count: 0,
        };
  return <OAuthDone report={report} />;
}
