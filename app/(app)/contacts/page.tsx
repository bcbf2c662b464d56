import type { Metadata } from "next";
import { ContactsPage } from "@/components/contacts/contacts-page";
import { getPageContext } from "@/server/http/page-context";

export const metadata: Metadata = { title: "Contacts" };

export default async function Page() {
  const { actor } = await getPageContext();
  return <ContactsPage canWrite={actor.scopes.has("contacts:write")} />;
}
