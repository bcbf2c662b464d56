import { z } from "zod";
import type { SandboxContext } from "../context";
import { isTid, POSTS } from "./addresses";
import { findBlob } from "./blobs";

const did = z.string().regex(/^did:(?:plc:[a-z2-7]{24}|web:\S+)$/, "must be a valid did");
const uri = z.string().regex(/^\w[\w+.-]*:\S+$/, "must be a uri");
const cid = z.string().regex(/^b[a-z2-7]{58}$/, "must be a cid string");
const atUri = z
  .string()
  .regex(/^at:\/\/did:[a-z]+:[^/\s]+\/[a-zA-Z.]+\/[\w.~:-]+$/, "must be a valid at-uri");
const datetime = z.iso.datetime({ offset: true, error: "must be an valid atproto datetime" });

const reference = z.object({ uri: atUri, cid });
const blob = z.object({
  $type: z.literal("blob"),
  ref: z.object({ $link: cid }),
  mimeType: z.string(),
  size: z.int().min(0),
});

const image = z.object({
  image: blob,
  alt: z.string(),
  aspectRatio: z.object({ width: z.int().min(1), height: z.int().min(1) }).optional(),
});
const embed = z.discriminatedUnion("$type", [
  z.object({ $type: z.literal("app.bsky.embed.images"), images: z.array(image).max(4) }),
  z.object({
    $type: z.literal("app.bsky.embed.external"),
    external: z.object({
      uri,
      title: z.string(),
      description: z.string(),
      thumb: blob.optional(),
    }),
  }),
  z.object({ $type: z.literal("app.bsky.embed.record"), record: reference }),
]);

const facet = z.object({
  index: z.object({ byteStart: z.int().min(0), byteEnd: z.int().min(0) }),
  features: z.array(
    z.discriminatedUnion("$type", [
      z.object({ $type: z.literal("app.bsky.richtext.facet#link"), uri }),
      z.object({ $type: z.literal("app.bsky.richtext.facet#mention"), did }),
      z.object({ $type: z.literal("app.bsky.richtext.facet#tag"), tag: z.string().max(640) }),
    ]),
  ),
});

/** Records are open: what the schema does not name is kept and not looked at. */
const PostRecord = z.looseObject({
  $type: z.literal(POSTS, { error: `must be ${POSTS}` }),
  text: z.string(),
  createdAt: datetime,
  facets: z.array(facet).optional(),
  reply: z.object({ root: reference, parent: reference }).optional(),
  embed: embed.optional(),
  langs: z.array(z.string()).max(3).optional(),
  tags: z.array(z.string().max(640)).max(8).optional(),
});
export type PostRecord = z.infer<typeof PostRecord>;

const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });
const countGraphemes = (text: string) => [...segmenter.segment(text)].length;

interface Refusal {
  ok: false;
  error: string;
  message: string;
}
export type Checked = { ok: true; record: PostRecord } | Refusal;

/** As the server reads a post before it keeps it. */
export function checkRecord(context: SandboxContext, owner: string, input: unknown): Checked {
  const parsed = PostRecord.safeParse(input);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return refuse(`${issue?.message} at ${["$", ...(issue?.path ?? [])].join(".")}`);
  }
  const record = parsed.data;
  const problem = checkText(record.text) ?? checkFacets(record);
  if (problem) return refuse(problem);
  return checkBlobs(context, owner, record) ?? { ok: true, record };
}

const refuse = (why: string): Refusal => ({
  ok: false,
  error: "InvalidRequest",
  message: `Invalid ${POSTS} record: ${why}`,
});

function checkText(text: string): string | null {
  const bytes = Buffer.byteLength(text);
  if (bytes > 3000) return `string too big (maximum 3000, got ${bytes}) at $.text`;
  const graphemes = countGraphemes(text);
  return graphemes > 300 ? `grapheme too big (maximum 300, got ${graphemes}) at $.text` : null;
}

/** Stricter than the real server, which keeps a bad range that readers then see as plain text. */
function checkFacets({ text, facets = [] }: PostRecord): string | null {
  const bytes = Buffer.from(text);
  const isInside = (at: number) => at < bytes.length && ((bytes[at] ?? 0) & 0xc0) === 0x80;
  for (const [index, { index: range, features }] of facets.entries()) {
    const { byteStart, byteEnd } = range;
    const place = `$.facets.${index}`;
    if (byteStart >= byteEnd || byteEnd > bytes.length) return `range outside the text at ${place}`;
    if (isInside(byteStart) || isInside(byteEnd)) return `range cuts a character at ${place}`;
    for (const feature of features) {
      if ("tag" in feature && countGraphemes(feature.tag) > 64) {
        return `grapheme too big (maximum 64) at ${place}.features`;
      }
    }
  }
  return null;
}

interface Held {
  blob: z.infer<typeof blob>;
  place: string;
  maxBytes: number;
}

export function listBlobs({ embed }: Pick<PostRecord, "embed">): Held[] {
  if (embed?.$type === "app.bsky.embed.images") {
    return embed.images.map((held, index) => ({
      blob: held.image,
      place: `$.embed.images.${index}.image`,
      maxBytes: 2_000_000,
    }));
  }
  if (embed?.$type !== "app.bsky.embed.external" || !embed.external.thumb) return [];
  return [{ blob: embed.external.thumb, place: "$.embed.external.thumb", maxBytes: 1_000_000 }];
}

function checkBlobs(context: SandboxContext, owner: string, record: PostRecord): Refusal | null {
  for (const { blob, place, maxBytes } of listBlobs(record)) {
    if (!blob.mimeType.startsWith("image/")) {
      return refuse(`mime type "${blob.mimeType}" of blob is not accepted (image/*) at ${place}`);
    }
    if (blob.size > maxBytes) {
      return refuse(`blob too big (maximum ${maxBytes}, got ${blob.size}) at ${place}`);
    }
    const stored = findBlob(context, owner, blob.ref.$link);
    if (!stored) {
      const message = `Could not find blob: ${blob.ref.$link}`;
      return { ok: false, error: "BlobNotFound", message };
    }
    const message = "What is said of the blob does not match the stored one.";
    if (stored.mimeType !== blob.mimeType) return { ok: false, error: "InvalidMimeType", message };
    if (stored.size !== blob.size) return { ok: false, error: "InvalidSize", message };
  }
  return null;
}

export function checkKey(rkey: string): string | null {
  return isTid(rkey) ? null : `Invalid record key for ${POSTS}: must be a TID, got ${rkey}`;
}
