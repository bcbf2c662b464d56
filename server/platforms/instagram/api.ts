import { z } from "zod";
import type { Session } from "../adapter";
import type { EgressResponse } from "../http";
import { graphGet, graphPost, readPage } from "../meta/graph";
import type { ContainerForm, StoredMedia } from "./to-instagram";

const id = (value: string) => encodeURIComponent(value);

export const createContainer = (session: Session, form: ContainerForm) =>
  graphPost(session, `/${id(session.externalAccountId)}/media`, form);

const Container = z.object({
  status_code: z.string(),
  status: z.string().catch(""),
});
export const getContainer = (session: Session, containerId: string) =>
  graphGet(session, `/${id(containerId)}`, { fields: "status_code,status" });
export const readContainer = (response: EgressResponse) =>
  Container.safeParse(response.json()).data;

export const publishContainer = (session: Session, containerId: string) =>
  graphPost(session, `/${id(session.externalAccountId)}/media_publish`, {
    creation_id: containerId,
  });

export const getQuota = (session: Session) =>
  graphGet(session, `/${id(session.externalAccountId)}/content_publishing_limit`, {
    fields: "quota_usage,config",
  });

const Quota = z.object({
  quota_usage: z.number(),
  config: z.object({ quota_total: z.number() }),
});
export const readQuota = (response: EgressResponse) =>
  Quota.safeParse(readPage(response)?.items[0]).data;

export const getPermalink = (session: Session, mediaId: string) =>
  graphGet(session, `/${id(mediaId)}`, { fields: "permalink,media_product_type,timestamp" });

const Permalink = z.object({ permalink: z.string().min(1) });
export const readPermalink = (response: EgressResponse) =>
  Permalink.safeParse(response.json()).data?.permalink ?? null;

const Media = z.object({
  id: z.string().min(1),
  caption: z.string().catch(""),
  media_type: z.string().catch(""),
  timestamp: z.string().catch(""),
  permalink: z.string().nullish().catch(null),
  children: z
    .object({ data: z.array(z.unknown()) })
    .optional()
    .catch(undefined),
});

/** Stories are listed apart, and for a day only. */
export function listMedia(session: Session, edge: "media" | "stories", after: string | null) {
  return graphGet(session, `/${id(session.externalAccountId)}/${edge}`, {
    fields: "id,caption,media_type,timestamp,permalink,children{id}",
    limit: "25",
    ...(after === null ? {} : { after }),
  });
}

export function readMediaList(response: EgressResponse) {
  const page = readPage(response);
  if (!page) return null;
  const media = page.items.flatMap((item) => {
    const told = Media.safeParse(item).data;
    return told ? [toStoredMedia(told)] : [];
  });
  return { media, after: page.after };
}

const toStoredMedia = (told: z.infer<typeof Media>): StoredMedia => ({
  id: told.id,
  caption: told.caption,
  type: told.media_type,
  createdAt: Date.parse(told.timestamp) || 0,
  permalink: told.permalink ?? null,
  children: told.children?.data.length ?? 0,
});

const Product = z.object({ media_product_type: z.string().catch("FEED") });
export const readProduct = (response: EgressResponse) =>
  Product.safeParse(response.json()).data?.media_product_type ?? null;

export const getInsights = (session: Session, mediaId: string, metrics: readonly string[]) =>
  graphGet(session, `/${id(mediaId)}/insights`, { metric: metrics.join(",") });
