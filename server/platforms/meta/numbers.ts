import { z } from "zod";
import type { Identity } from "../adapter";
import type { Caller } from "./graph";
import { joinListings, type Listing, listAllowed } from "./list";

const Node = z.object({ id: z.string().min(1) });
const PhoneNumber = z.object({
  id: z.string().min(1),
  display_phone_number: z.string().catch(""),
  verified_name: z.string().catch(""),
});

const OWNERS = ["owned_whatsapp_business_accounts", "client_whatsapp_business_accounts"];

interface FoundNumbers {
  identities: Identity[];
  isComplete: boolean;
}

/** WhatsApp numbers of every business that the person let us see. Throws PlatformCallError. */
export async function listNumbers(caller: Caller): Promise<FoundNumbers> {
  const found = new Map<string, Identity>();
  const accounts = await listAccounts(caller);
  let { isComplete } = accounts;
  const fields = "id,display_phone_number,verified_name,quality_rating";
  for (const wabaId of new Set(accounts.items.flatMap(readNodeId))) {
    const listed = await listAllowed(caller, `/${wabaId}/phone_numbers`, { fields, limit: "100" });
    isComplete &&= listed.isComplete;
    for (const item of listed.items) {
      const number = PhoneNumber.safeParse(item).data;
      if (number) found.set(number.id, toIdentity(number, wabaId));
    }
  }
  return { identities: [...found.values()], isComplete };
}

async function listAccounts(caller: Caller): Promise<Listing> {
  const businesses = await listAllowed(caller, "/me/businesses", { fields: "id", limit: "100" });
  const listings: Listing[] = [{ items: [], isComplete: businesses.isComplete }];
  for (const id of businesses.items.flatMap(readNodeId)) {
    for (const edge of OWNERS) {
      const query = { fields: "id,name", limit: "100" };
      listings.push(await listAllowed(caller, `/${id}/${edge}`, query));
    }
  }
  return joinListings(listings);
}

function readNodeId(item: unknown): string[] {
  const node = Node.safeParse(item).data;
  return node ? [node.id] : [];
}

function toIdentity(number: z.infer<typeof PhoneNumber>, wabaId: string): Identity {
  return {
    platform: "whatsapp",
    externalId: number.id,
    handle: number.display_phone_number || number.id,
    displayName: number.verified_name || number.display_phone_number || number.id,
    avatarUrl: null,
    extra: { wabaId },
  };
}
