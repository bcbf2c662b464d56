import { z } from "zod";
import type { DraftMedia } from "../adapter";
import { get, ITEM_FIELDS, Item, upload } from "./api";
import type { Effect } from "./errors";
import { done, type Step, takeStep } from "./step";
import { escapeHtml, toFileMarker, toFileName, type UploadedFile } from "./to-wordpress";
import type { Work } from "./work";

const Files = z.array(Item);

interface Words {
  title: string;
  caption: string;
}

/** What an earlier try already brought there, by the slug that each file was given. */
export async function findFiles(
  { session, site }: Work,
  markers: readonly string[],
): Promise<Step<Map<string, Item>>> {
  if (markers.length === 0) return done(new Map());
  // Editing rights are asked for, since a visitor would be shown less and so prove nothing.
  const query = {
    slug: markers.join(","),
    per_page: "100",
    context: "edit",
    _fields: ITEM_FIELDS,
  };
  const found = await takeStep(
    session,
    "none",
    () => get(session, site, "/media", query),
    ({ body }) => Files.safeParse(body).data ?? null,
  );
  if (!found.ok) return found;
  return done(new Map(found.value.filter(isWhole).map((file) => [file.slug, file])));
}

const isWhole = (file: Item) => Boolean(file.source_url);

export const listFileMarkers = ({ draft, marker }: Work) =>
  draft.media.map((media, place) => toFileMarker(marker, place, media.sha256));

async function toForm(media: DraftMedia, slug: string, words: Words): Promise<FormData> {
  const form = new FormData();
  form.set("slug", slug);
  form.set("title[raw]", escapeHtml(words.title));
  if (words.caption) form.set("caption[raw]", escapeHtml(words.caption));
  if (media.altText?.trim()) form.set("alt_text", media.altText.trim());
  const bytes = new Uint8Array(await media.read(0, media.bytes));
  form.set("file", new Blob([bytes], { type: media.mimeType }), toFileName(media));
  return form;
}

export async function uploadFile(
  { session, site }: Work,
  media: DraftMedia,
  slug: string,
  words: Words,
  effect: Effect,
): Promise<Step<Item>> {
  const form = await toForm(media, slug, words);
  return takeStep(
    session,
    effect,
    () => upload(session, site, { _fields: ITEM_FIELDS }, form),
    ({ body }) => {
      const file = Item.safeParse(body).data;
      return file && isWhole(file) ? file : null;
    },
  );
}

/** Brings every file of the draft to the library, each once however often this is begun. */
export async function uploadAll(work: Work): Promise<Step<UploadedFile[]>> {
  const markers = listFileMarkers(work);
  const known = await findFiles(work, markers);
  if (!known.ok) return known;
  const files: UploadedFile[] = [];
  for (const [place, media] of work.draft.media.entries()) {
    const marker = markers[place] ?? "";
    let file = known.value.get(marker);
    if (!file) {
      await work.saveReceipt({ stage: "media", mediaIds: files.map(({ id }) => id) });
      const words = { title: media.fileName.replace(/\.[^.]*$/, ""), caption: "" };
      const sent = await uploadFile(work, media, marker, words, "none");
      if (!sent.ok) return sent;
      file = sent.value;
    }
    files.push({ id: file.id, url: file.source_url ?? "", media });
  }
  return done(files);
}
