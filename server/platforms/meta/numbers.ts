import { z } from "zod";
import type { Identity } from "../adapter";
import { PlatformCallError } from "../adapter";
import type { Caller } from "./graph";

const Node = z.object({ id: z.string().min(1) });
const PhoneNumber = z.object({
  id: z.string().min(1),
  display_phone_number: z.string().catch(""),
  verified_name: z.string().catch(""),
});

type ListAll = (
  caller: Caller,
  path: string,
  query: Record<string, string>,
) => Promise<readonly unknown[]>;

const OWNERS = ["owned_whatsapp_business_accounts", "client_whatsapp_business_accounts"];

/** WhatsApp numbers of every business that the person let us see. */
export async function listNumbers(caller: Caller, list: ListAll): Promise<Identity[]> {
  const found = new Map<string, Identity>();
  for (const wabaId of await listAccounts(caller, list)) {
    const fields = "id,display_phone_number,verified_name,quality_rating";
    for (const item of await list(caller, `/${wabaId}/phone_numbers`, { fields, limit: "100" })) {
      const number = PhoneNumber.safeParse(item).data;
      if (number) found.set(number.id, toIdentity(number, wabaId));
    }
  }
  return [...found.values()];
}

async function listAccounts(caller: Caller, list: ListAll): Promise<string[]> {
  const ids = new Set<string>();
  for (const business of await list(caller, "/me/businesses", { fields: "id", limit: "100" })) {
    const owner = Node.safeParse(business).data;
    for (const edge of owner ? OWNERS : []) {
      for (const account of await listTolerantly(caller, list, `/${owner?.id}/${edge}`)) {
        const waba = Node.safeParse(account).data;
        if (waba) ids.add(waba.id);
      }
    }
  }
  return [...ids];
}

/** A role in one business says nothing of the next: what is refused is simply not offered. */
async function listTolerantly(caller: Caller, list: ListAll, path: string) {
  try {
    return await list(caller, path, { fields: "id,name", limit: "100" });
  } catch (error) {
    if (error instanceof PlatformCallError && error.kind !== "unavailable") return [];
    throw error;
  }
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
