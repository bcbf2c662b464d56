import { z } from "zod";
import type { Identity } from "../adapter";
import type { Caller } from "./graph";
import { joinListings, type Listing, listAll, listAllowed } from "./list";
import { listNumbers } from "./numbers";

const Picture = z.object({ data: z.object({ url: z.string() }) });
const Linked = z.object({
  id: z.string().min(1),
  username: z.string().catch(""),
  name: z.string().catch(""),
  profile_picture_url: z.string().nullish().catch(null),
});
const Page = z.object({
  id: z.string().min(1),
  name: z.string().catch(""),
  username: z.string().catch(""),
  access_token: z.string().min(1).optional().catch(undefined),
  tasks: z.array(z.string()).optional().catch(undefined),
  picture: Picture.optional().catch(undefined),
  instagram_business_account: Linked.optional().catch(undefined),
});
type Page = z.infer<typeof Page>;

const Business = z.object({ id: z.string().min(1) });
const Permission = z.object({ permission: z.string(), status: z.string() });

const PAGE_FIELDS = "id,name,username,access_token,tasks,picture{url}";
const LINKED_FIELDS = "instagram_business_account{id,username,name,profile_picture_url}";
const POSTING_TASKS = ["CREATE_CONTENT", "MANAGE", "MODERATE"];

/** What the person really allowed: boxes may have been unticked. */
export async function listGranted(caller: Caller) {
  const { items } = await listAll(caller, "/me/permissions", {});
  return items.flatMap((item) => {
    const told = Permission.safeParse(item).data;
    return told?.status === "granted" ? [told.permission] : [];
  });
}

interface Person extends Caller {
  /** When the person's own token ends; absent or null: it is not known. */
  expiresAt?: Date | null;
}

interface FoundIdentities {
  identities: Identity[];
  /** True: an account that is not among them is surely out of the person's reach. */
  isComplete: boolean;
}

/**
 * Pages that the person may post to, the Instagram accounts behind them, and numbers, as far as was
 * allowed. Throws PlatformCallError.
 */
export async function findIdentities(caller: Person): Promise<FoundIdentities> {
  const granted = await listGranted(caller);
  const canPages = granted.includes("pages_manage_posts");
  const canInstagram = granted.includes("instagram_content_publish");
  const pages = canPages || canInstagram ? await listPages(caller, granted) : nothing;
  const canMessage = ["whatsapp_business_messaging", "business_management"].every((scope) =>
    granted.includes(scope),
  );
  const numbers = canMessage ? await listNumbers(caller) : nothing;
  const found = toPages(pages.items).flatMap((page) => {
    const linked = page.instagram_business_account;
    return [
      ...(canPages && mayPost(page) ? [toPageIdentity(page, caller.accessToken)] : []),
      ...(canInstagram && linked ? [toInstagramIdentity(page, linked, caller.accessToken)] : []),
    ];
  });
  return {
    identities: [...found, ...numbers.identities.map((number) => withPersonToken(caller, number))],
    isComplete: pages.isComplete && numbers.isComplete,
  };
}

const nothing = { items: [], identities: [], isComplete: true };

/** A number has no token of its own: it lives as long as the person's, which nothing renews. */
function withPersonToken({ accessToken, expiresAt }: Person, number: Identity): Identity {
  const tokens = { accessToken, refreshToken: null, expiresAt: expiresAt ?? null };
  return { ...number, tokens };
}

async function listPages(caller: Caller, granted: readonly string[]): Promise<Listing> {
  const linked = granted.includes("instagram_basic") ? `,${LINKED_FIELDS}` : "";
  const query = { fields: `${PAGE_FIELDS}${linked}`, limit: "100" };
  const own = await listAll(caller, "/me/accounts", query);
  if (!granted.includes("business_management")) return own;
  return joinListings([own, await listBusinessPages(caller, query)]);
}

function toPages(found: readonly unknown[]): Page[] {
  const pages = new Map<string, Page>();
  for (const item of found) {
    const page = Page.safeParse(item).data;
    // Without a token of its own a page cannot be posted to.
    if (page?.access_token && !pages.has(page.id)) pages.set(page.id, page);
  }
  return [...pages.values()];
}

/** An extra: what a business does not let us list is simply not offered. */
async function listBusinessPages(caller: Caller, query: Record<string, string>): Promise<Listing> {
  const businesses = await listAllowed(caller, "/me/businesses", { fields: "id", limit: "100" });
  const listings: Listing[] = [{ items: [], isComplete: businesses.isComplete }];
  for (const item of businesses.items) {
    const business = Business.safeParse(item).data;
    if (!business) continue;
    for (const edge of ["owned_pages", "client_pages"]) {
      listings.push(await listAllowed(caller, `/${business.id}/${edge}`, query));
    }
  }
  return joinListings(listings);
}

/** Absent tasks: an older kind of role, which Facebook judges when we post. */
function mayPost(page: Page): boolean {
  return !page.tasks || page.tasks.some((task) => POSTING_TASKS.includes(task));
}

function toPageIdentity(page: Page, personToken: string): Identity {
  return {
    platform: "facebook",
    tokens: toPageTokens(page, page.id, personToken),
    externalId: page.id,
    handle: page.username || page.name || page.id,
    displayName: page.name || page.username || page.id,
    avatarUrl: page.picture?.data.url ?? null,
  };
}

function toInstagramIdentity(
  page: Page,
  linked: z.infer<typeof Linked>,
  personToken: string,
): Identity {
  return {
    platform: "instagram",
    tokens: toPageTokens(page, linked.id, personToken),
    externalId: linked.id,
    handle: linked.username || linked.id,
    displayName: linked.name || linked.username || linked.id,
    avatarUrl: linked.profile_picture_url ?? null,
    extra: { pageId: page.id, pageName: page.name },
  };
}

/** A page's token has no end of its own; a dead one is made anew from the person's. */
function toPageTokens(page: Page, accountId: string, personToken: string) {
  return {
    accessToken: page.access_token ?? "",
    refreshToken: toRenewal({ accountId, personToken }),
    expiresAt: null,
  };
}

export interface Renewal {
  accountId: string | null;
  personToken: string;
}

/** What is kept for renewing: which account, and the token of the person behind it. */
export function toRenewal({ accountId, personToken }: Renewal): string {
  return `${accountId} ${personToken}`;
}

export function readRenewal(kept: string): Renewal {
  const space = kept.indexOf(" ");
  if (space < 0) return { accountId: null, personToken: kept };
  return { accountId: kept.slice(0, space), personToken: kept.slice(space + 1) };
}
