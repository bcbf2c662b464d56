import type { Metadata } from "next";
import { AccountPicker } from "@/components/accounts/account-picker";
import { ChoiceQuery } from "@/lib/contracts/accounts";

export const metadata: Metadata = { title: "Choose accounts", referrer: "no-referrer" };

type Search = Promise<Record<string, string | string[] | undefined>>;

export default async function OAuthChoosePage({ searchParams }: { searchParams: Search }) {
  const asked = ChoiceQuery.safeParse(await searchParams);
  return <AccountPicker token={asked.data?.choice ?? null} />;
}
