import type { Metadata } from "next";
import { AccountsPage } from "@/components/accounts/accounts-page";
import { getPageContext } from "@/server/http/page-context";

export const metadata: Metadata = { title: "Accounts" };

export default async function Page() {
  const { actor, runtime } = await getPageContext();
  const firstWorld = runtime.env.SANDBOX === "on" ? "sandbox" : "real";
  return <AccountsPage canWrite={actor.scopes.has("accounts:write")} firstWorld={firstWorld} />;
}
