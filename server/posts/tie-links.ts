import { createHash } from "node:crypto";
import { inArray, sql } from "drizzle-orm";
import { armLetter } from "@/lib/domain/arm-letter";
import { checkText } from "@/lib/domain/check-text";
import { DEFAULT_TEMPLATE, type TagValues, toTag, toTarget } from "@/lib/domain/link-tags";
import {
  CODE_LENGTH,
  findLinks,
  type LinkSpan,
  renderLinks,
  type ShortLink,
  toShortUrl,
} from "@/lib/domain/short-links";
import { catalog } from "@/lib/platforms/catalog";
import { rulesOf } from "@/lib/platforms/find-format";
import type { Platform } from "@/lib/platforms/platform";
import type { Tx } from "@/server/db/client";
import { insertRows } from "@/server/db/insert-rows";
import { linkSettings, links } from "@/server/db/schema/links";
import { toJsonb } from "@/server/db/to-jsonb";
import { whyUnreachable } from "@/server/media/find-reach-problem";
import type { PostRow, Runtime } from "./claimed-post";

const MOST_LINKS = 100;

/**
 * Settles which addresses of each post's content go out short, in the transaction that makes the post
 * ours: whatever is tried or looked for after it has this text. The content itself, and with it what
 * was approved, stays as it is. Where no text holds an address nothing is asked, else one thing.
 * @param chosen posts whose content was chosen just now.
 */
export async function tieLinks(
  tx: Tx,
  runtime: Runtime,
  posts: readonly PostRow[],
  chosen: ReadonlySet<string>,
): Promise<PostRow[]> {
  const known = posts.map((post) => (isOutdated(post) ? { ...post, links: null } : post));
  const open = posts.filter((post) => isOpen(post, chosen) && spansOf(post).length > 0);
  const templates = await readTemplates(tx, open);
  if (templates.size === 0) return known;
  const drafts = (await describe(tx, open, templates)).flatMap((one) => toDraft(runtime, one));
  const stored = await storeLinks(tx, drafts, runtime.clock.now());
  const tied = new Map(drafts.map((draft) => [draft.post.id, toTied(draft, stored)]));
  return known.map((post) => tied.get(post.id) ?? post);
}

/** They were made for other words. */
const isOutdated = ({ links: tied, contentHash }: PostRow) =>
  tied !== null && tied.contentHash !== contentHash;

/** What was tried before goes out again as it was, whatever was switched since. */
const isOpen = (post: PostRow, chosen: ReadonlySet<string>) =>
  isOutdated(post) || (post.links === null && (post.attempt === 0 || chosen.has(post.id)));

/** None of a platform that is no longer built in: what becomes of its posts is said elsewhere. */
function spansOf({ platform, content }: PostRow): LinkSpan[] {
  const entry = catalog[platform as Platform] as (typeof catalog)[Platform] | undefined;
  return entry ? findLinks(entry, content?.text ?? "") : [];
}

/** Of the posts whose links go out short, what is added to them. */
async function readTemplates(tx: Tx, posts: readonly PostRow[]): Promise<Map<string, string>> {
  if (posts.length === 0) return new Map();
  const scopes = new Set(
    posts.flatMap((post) => [post.workspaceId, ...(post.campaignId ? [post.campaignId] : [])]),
  );
  const rows = await tx
    .select()
    .from(linkSettings)
    .where(inArray(linkSettings.scopeId, [...scopes]));
  const byScope = new Map(rows.map((row) => [row.scopeId, row]));
  return new Map(
    posts.flatMap((post) => {
      const [own, all] = [byScope.get(post.campaignId ?? ""), byScope.get(post.workspaceId)];
      if (!(own?.isOn ?? all?.isOn)) return [];
      return [[post.id, own?.template ?? all?.template ?? DEFAULT_TEMPLATE]];
    }),
  );
}

interface Described {
  post: PostRow;
  template: string;
  values: TagValues;
  sandbox: boolean;
}

async function describe(
  tx: Tx,
  posts: readonly PostRow[],
  templates: ReadonlyMap<string, string>,
): Promise<Described[]> {
  const on = posts.filter(({ id }) => templates.has(id));
  const asked = on.map(({ id, accountId, campaignId, variantId }) => ({
    ...{ id, account: accountId, campaign: campaignId, variant: variantId },
  }));
  const { rows } = (await tx.execute(sql`
    select r.id, c.name as campaign, v.ordinal, a.handle, a.sandbox
    from jsonb_to_recordset(${toJsonb(asked)}) as r(id uuid, account uuid, campaign uuid, variant uuid)
    join social_accounts a on a.id = r.account
    left join campaigns c on c.id = r.campaign
    left join variants v on v.id = r.variant`)) as unknown as { rows: Told[] };
  const told = new Map(rows.map((row) => [row.id, row]));
  return on.flatMap((post) => {
    const [row, template] = [told.get(post.id), templates.get(post.id)];
    if (!row || template === undefined) return [];
    const values = {
      platform: post.platform,
      campaign: toTag(row.campaign ?? ""),
      variant: row.ordinal === null ? "" : armLetter(row.ordinal).toLowerCase(),
      account: row.handle.replace(/^@/, ""),
    };
    return [{ post, template, values, sandbox: row.sandbox }];
  });
}

interface Told {
  id: string;
  campaign: string | null;
  ordinal: number | null;
  handle: string;
  sandbox: boolean;
}

interface TiedDraft {
  post: PostRow;
  items: (ShortLink & { code: string; target: string })[];
}

/**
 * Nothing where nobody could open the short links, or where the text would be too long with them: a
 * post never fails because of its links.
 */
function toDraft(runtime: Runtime, { post, template, values, sandbox }: Described): TiedDraft[] {
  const { APP_URL } = runtime.env;
  if (!sandbox && whyUnreachable(APP_URL)) return [];
  const items = spansOf(post)
    .filter(({ url }) => !url.startsWith(toShortUrl(APP_URL, "")))
    .slice(0, MOST_LINKS)
    .map((span) => {
      const code = toCode(post.id, span.url);
      const target = toTarget(span.url, { template, values, code });
      return { ...span, short: toShortUrl(APP_URL, code), code, target };
    });
  return items.length > 0 && fits(post, items) ? [{ post, items }] : [];
}

function fits({ platform, content }: PostRow, items: readonly ShortLink[]): boolean {
  const entry = catalog[platform as Platform];
  const rules = rulesOf(entry, content?.format ?? null);
  const text = content?.text ?? "";
  const count = (words: string) => checkText(entry, rules, words).length;
  return count(renderLinks(text, items)) <= count(text);
}

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** Made of the post and the address alone: whoever makes it again makes the same. */
function toCode(postId: string, url: string): string {
  let rest = createHash("sha256").update(`${postId}\n${url}`).digest().readBigUInt64BE();
  let code = "";
  while (code.length < CODE_LENGTH) {
    code += ALPHABET[Number(rest % 62n)];
    rest /= 62n;
  }
  return code;
}

/** Returns the codes that are these posts' own. */
async function storeLinks(
  tx: Tx,
  drafts: readonly TiedDraft[],
  now: Date,
): Promise<Map<string, string>> {
  const rows = new Map(
    drafts.flatMap(({ post, items }) =>
      items.map(({ code, url, target }) => {
        const { id: postId, workspaceId, campaignId } = post;
        return [code, { code, workspaceId, postId, campaignId, url, target, createdAt: now }];
      }),
    ),
  );
  if (rows.size === 0) return new Map();
  await insertRows(
    tx,
    links,
    [...rows.values()],
    sql`on conflict (code) do update set target = excluded.target
      where links.post_id = excluded.post_id and links.url = excluded.url`,
  );
  const stored = await tx
    .select({ code: links.code, postId: links.postId, url: links.url })
    .from(links)
    .where(inArray(links.code, [...rows.keys()]));
  return new Map(stored.map(({ code, postId, url }) => [code, `${postId} ${url}`]));
}

/** An address whose code another link has already goes out as it is written. */
function toTied({ post, items }: TiedDraft, stored: ReadonlyMap<string, string>): PostRow {
  const own = items
    .filter(({ code, url }) => stored.get(code) === `${post.id} ${url}`)
    .map(({ start, end, url, short }) => ({ start, end, url, short }));
  const { contentHash } = post;
  if (own.length === 0 || contentHash === null) return post;
  return { ...post, links: { contentHash, items: own } };
}
