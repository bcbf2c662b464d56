import { z } from "zod";
import type { PublishOutcome } from "@/lib/domain/publish-outcome";
import { toStoredAnswer } from "../http-answer";
import { stayInDoubt } from "../in-doubt";
import { whileSettling } from "../settling";
import { type Answer, get, ITEM_FIELDS, Item, post } from "./api";
import { isRoleTooLow } from "./errors";
import { done, failed, type Step, takeStep } from "./step";
import { resolveTerms } from "./terms";
import {
  toBody,
  toCollection,
  toPermalink,
  toRelease,
  toTermNames,
  toVisibility,
} from "./to-wordpress";
import { findFiles, listFileMarkers, uploadAll, uploadFile } from "./upload";
import type { Work } from "./work";

// WordPress knows no idempotency key. So a post first becomes a draft nobody sees, under a slug made
// from our key by which it is found again; then one change by id, harmless to repeat, brings it out.

export const Receipt = z.discriminatedUnion("stage", [
  z.object({ stage: z.literal("media"), mediaIds: z.array(z.number()) }),
  z.object({ stage: z.literal("drafting"), startedAt: z.iso.datetime() }),
  z.object({
    stage: z.literal("releasing"),
    id: z.number(),
    startedAt: z.iso.datetime().optional(),
  }),
  z.object({ stage: z.literal("file"), startedAt: z.iso.datetime() }),
]);

export const LOOK_AGAIN_MS = 30_000;

interface Read {
  item: Item;
  answer: Answer | null;
}

function readItem(answer: Answer): Read | null {
  const item = Item.safeParse(answer.body).data;
  return item ? { item, answer } : null;
}

export function publishDraft(work: Work): Promise<PublishOutcome> {
  return work.draft.format === "media" ? publishFile(work) : publishEntry(work);
}

async function publishEntry(work: Work): Promise<PublishOutcome> {
  const body = await prepare(work);
  if (!body.ok) return body.outcome;
  const known = await findDraft(work);
  if (!known.ok) return known.outcome;
  const draft = known.value ? done(known.value) : await createDraft(work, body.value);
  if (!draft.ok) return draft.outcome;
  return release(work, draft.value.id, body.value);
}

/** Everything the post points to must be on the site before the post is. */
async function prepare(work: Work): Promise<Step<object>> {
  const { session, site, draft } = work;
  const files = await uploadAll(work);
  if (!files.ok) return files;
  const isPost = toCollection(draft.format) === "posts";
  const names = (list: string | undefined) => (isPost ? toTermNames(list) : []);
  const categories = await resolveTerms(
    session,
    site,
    "categories",
    names(draft.options.categories),
  );
  if (!categories.ok) return categories;
  const tags = await resolveTerms(session, site, "tags", names(draft.options.tags));
  if (!tags.ok) return tags;
  const terms = { categories: categories.value, tags: tags.value };
  return done(toBody(draft, files.value, terms));
}

/** The hidden draft of an earlier try; null where there is none. */
export async function findDraft({
  session,
  site,
  draft,
  marker,
}: Work): Promise<Step<Item | null>> {
  const path = `/${toCollection(draft.format)}`;
  const query = { slug: marker, status: "any", context: "edit", _fields: ITEM_FIELDS };
  const found = await takeStep(
    session,
    "none",
    () => get(session, site, path, query),
    ({ body }) => z.array(Item).safeParse(body).data ?? null,
  );
  if (!found.ok) return found;
  return done(found.value.sort((a, b) => a.id - b.id)[0] ?? null);
}

async function createDraft(work: Work, body: object): Promise<Step<Item>> {
  const { session, site, draft, marker } = work;
  const path = `/${toCollection(draft.format)}`;
  await work.saveReceipt({ stage: "drafting", startedAt: session.now().toISOString() });
  const sent = { ...body, status: "draft", slug: marker };
  const created = await takeStep(
    session,
    "creates",
    () => post(session, site, path, { _fields: ITEM_FIELDS }, sent),
    readItem,
  );
  if (!created.ok) return failed(toPageRefusal(work, created.outcome));
  const { item } = created.value;
  const dropped = findDropped(sent, item);
  if (!dropped) return done(item);
  return failed({
    kind: "rejected",
    code: "dropped_by_site",
    message: `The site left out the ${dropped}. The post was kept as a draft there and not published.`,
  });
}

/** Ids that the site does not know it drops without a word, so what came back is compared. */
function findDropped(sent: Partial<Item>, got: Item): string | null {
  const lacks = (wanted: number[] = [], have: number[] | undefined) =>
    have !== undefined && wanted.some((id) => !have.includes(id));
  if (lacks(sent.categories, got.categories)) return "categories";
  if (lacks(sent.tags, got.tags)) return "tags";
  if (sent.featured_media && got.featured_media === 0) return "featured image";
  return null;
}

/** Pages need more rights than posts: an account that lacks them is still good for posts. */
function toPageRefusal({ draft }: Work, outcome: PublishOutcome): PublishOutcome {
  if (toCollection(draft.format) !== "pages" || !isRoleTooLow(outcome)) return outcome;
  const message =
    "This user may not publish pages on the site. Connect an editor, or publish it as a post.";
  return { ...outcome, kind: "rejected", message };
}

/** One change that may be made any number of times: the draft becomes what was asked for. */
async function release(work: Work, id: number, body: object): Promise<PublishOutcome> {
  const { session, site, draft } = work;
  const path = `/${toCollection(draft.format)}/${id}`;
  await work.saveReceipt({ stage: "releasing", id, startedAt: session.now().toISOString() });
  const sent = { ...body, ...toRelease(draft.options) };
  const released = await takeStep(
    session,
    "creates",
    () => post(session, site, path, { _fields: ITEM_FIELDS }, sent),
    readItem,
  );
  return released.ok ? toPublished(released.value) : toPageRefusal(work, released.outcome);
}

/**
 * What became of a change whose answer was never seen. It may still be under way on a slow site, so
 * that from here on nothing is called unposted: a new post beside it would be a second one.
 */
export async function checkRelease(
  work: Work,
  { id, startedAt }: { id: number; startedAt?: string | undefined },
): Promise<PublishOutcome> {
  const { session, site, draft, marker } = work;
  const path = `/${toCollection(draft.format)}/${id}`;
  const query = { context: "edit", _fields: ITEM_FIELDS };
  const seen = await takeStep(session, "none", () => get(session, site, path, query), readItem);
  if (!seen.ok) return stayInDoubt(seen.outcome, LOOK_AGAIN_MS);
  const { item } = seen.value;
  if (item.status === "trash") {
    const message = "The post lies in the site's trash. Look there whether it was published.";
    return { kind: "unknown", code: "trashed", message };
  }
  // The slug that finds the draft goes with the change, so where it stands nothing has changed yet.
  const isHidden = item.status === "draft" && draft.options.status !== "draft";
  if (item.slug !== marker && !isHidden) return toPublished(seen.value);
  const settling = startedAt ? whileSettling(session, startedAt, "the site") : null;
  if (settling) return settling;
  // The receipt that names the post must stay the last one.
  const body = await prepare({ ...work, saveReceipt: async () => undefined });
  const outcome = body.ok ? await release(work, item.id, body.value) : body.outcome;
  return stayInDoubt(outcome, LOOK_AGAIN_MS);
}

function toPublished({ item, answer }: Read): PublishOutcome {
  return {
    kind: "published",
    externalId: String(item.id),
    permalink: toPermalink(item.source_url) ?? toPermalink(item.link),
    visibility: toVisibility(item.status),
    ...(answer ? { response: toStoredAnswer(answer.response) } : {}),
  };
}

/** A file alone is public as soon as it is up. */
async function publishFile(work: Work): Promise<PublishOutcome> {
  const { draft, session } = work;
  const [media] = draft.media;
  const [marker] = listFileMarkers(work);
  if (!media || !marker) {
    const message = "There is no file to publish. Add one.";
    return { kind: "rejected", code: "media_required", message, field: "media" };
  }
  const known = await findFile(work);
  if (!known.ok) return known.outcome;
  if (known.value) return toPublished({ item: known.value, answer: null });
  await work.saveReceipt({ stage: "file", startedAt: session.now().toISOString() });
  const title = draft.title?.trim() || media.fileName.replace(/\.[^.]*$/, "");
  const words = { title, caption: draft.text.trim() };
  const sent = await uploadFile(work, media, marker, words, "creates");
  return sent.ok ? toPublished({ item: sent.value, answer: null }) : sent.outcome;
}

export async function findFile(work: Work): Promise<Step<Item | null>> {
  const markers = listFileMarkers(work);
  const known = await findFiles(work, markers);
  return known.ok ? done(known.value.get(markers[0] ?? "") ?? null) : known;
}
