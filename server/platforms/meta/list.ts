import { PlatformCallError } from "../adapter";
import { read } from "./attempt";
import { judge, type Refusals } from "./errors";
import { type Caller, type Fields, graphGet, readPage } from "./graph";

export const signIn: Refusals = { label: "Facebook", judge };

const MAX_LIST_PAGES = 20;

export interface Listing {
  items: unknown[];
  /** False: there may be more, so that what is not listed is not proved to be absent. */
  isComplete: boolean;
}

/** Every page of a list. Throws PlatformCallError. */
export async function listAll(caller: Caller, path: string, query: Fields): Promise<Listing> {
  const items: unknown[] = [];
  let after: string | null = null;
  for (let page = 0; page < MAX_LIST_PAGES; page++) {
    const asked: Fields = after === null ? query : { ...query, after };
    const told = readPage(await read(signIn, () => graphGet(caller, path, asked)));
    if (!told) {
      throw new PlatformCallError("unavailable", "bad_answer", "Facebook's list can't be read");
    }
    items.push(...told.items);
    if (told.after === null) return { items, isComplete: true };
    after = told.after;
  }
  return { items, isComplete: false };
}

/**
 * A role in one business says nothing of the next: what this one does not show is simply not offered.
 * A failure that passes is thrown, as it says nothing of any role.
 */
export async function listAllowed(caller: Caller, path: string, query: Fields): Promise<Listing> {
  try {
    return await listAll(caller, path, query);
  } catch (error) {
    const isRefusal =
      error instanceof PlatformCallError && ["reconnect", "refused"].includes(error.kind);
    if (!isRefusal) throw error;
    return { items: [], isComplete: false };
  }
}

export const joinListings = (listings: readonly Listing[]): Listing => ({
  items: listings.flatMap(({ items }) => items),
  isComplete: listings.every(({ isComplete }) => isComplete),
});
