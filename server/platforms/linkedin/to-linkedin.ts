import type { Draft, DraftMedia } from "../adapter";
import { toLittleText } from "./little-text";

export type AssetKind = "images" | "documents" | "videos";

/** A file that was uploaded for a post. */
export interface Asset {
  kind: AssetKind;
  urn: string;
}

interface MediaRef {
  id: string;
  altText?: string;
  title?: string;
}

interface Article {
  source: string;
  title: string;
  description?: string;
  thumbnail?: string;
}

type Content = { media: MediaRef } | { multiImage: { images: MediaRef[] } } | { article: Article };

export interface PostBody {
  author: string;
  commentary: string;
  visibility: "PUBLIC";
  distribution: {
    feedDistribution: "MAIN_FEED";
    targetEntities: [];
    thirdPartyDistributionChannels: [];
  };
  content?: Content;
  lifecycleState: "PUBLISHED";
  isReshareDisabledByAuthor: false;
}

const KINDS: Record<DraftMedia["kind"], AssetKind> = {
  image: "images",
  document: "documents",
  video: "videos",
};
export const toAssetKind = ({ kind }: DraftMedia): AssetKind => KINDS[kind];

export const toCommentary = ({ text }: Draft) =>
  toLittleText(text.replace(/\r\n?/g, "\n").normalize("NFC").trim());

export function toPostBody(author: string, draft: Draft, assets: readonly Asset[]): PostBody {
  const content = toContent(draft, assets);
  return {
    author,
    commentary: toCommentary(draft),
    visibility: "PUBLIC",
    distribution: {
      feedDistribution: "MAIN_FEED",
      targetEntities: [],
      thirdPartyDistributionChannels: [],
    },
    ...(content ? { content } : {}),
    lifecycleState: "PUBLISHED",
    isReshareDisabledByAuthor: false,
  };
}

function toContent(draft: Draft, assets: readonly Asset[]): Content | null {
  const [first, ...rest] = assets;
  if (draft.format === "article") return { article: toArticle(draft, first) };
  if (!first) return null;
  if (rest.length > 0) {
    const images = assets.map(({ urn }, at) => ({ id: urn, ...toAltText(draft.media[at]) }));
    return { multiImage: { images } };
  }
  const [file] = draft.media;
  if (first.kind === "images") return { media: { id: first.urn, ...toAltText(file) } };
  const title = draft.title?.trim() || (first.kind === "documents" ? file?.fileName : undefined);
  return { media: { id: first.urn, ...(title ? { title } : {}) } };
}

function toAltText(file: DraftMedia | undefined): { altText?: string } {
  const altText = file?.altText?.trim();
  return altText ? { altText } : {};
}

function toArticle(draft: Draft, thumbnail: Asset | undefined): Article {
  const source = findLink(draft) ?? "";
  const description = draft.options.description?.trim();
  return {
    source,
    title: draft.title?.trim() || source,
    ...(description ? { description } : {}),
    ...(thumbnail ? { thumbnail: thumbnail.urn } : {}),
  };
}

/** The link that was given, or the first of the text; null where there is none. */
export function findLink({ options, text }: Draft): string | null {
  const given = options.link?.trim();
  if (given) return isLink(given) ? given : null;
  const found = /https?:\/\/[^\s<>"]+/i.exec(text)?.[0].replace(/[.,;:!?'”’]+$/, "");
  // A closing bracket belongs to the sentence, unless the address opened one.
  const link = found?.includes("(") ? found : found?.replace(/[)\]]+[.,;:!?]*$/, "");
  return link && isLink(link) ? link : null;
}

const isLink = (text: string) => /^https?:\/\/\S+$/i.test(text) && URL.canParse(text);
