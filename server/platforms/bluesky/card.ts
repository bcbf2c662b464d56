import type { CallContext } from "../adapter";
import { EgressError } from "../http";
import { readHead } from "./read-head";

/** What a page says about itself, for the card under a post. */
export interface Card {
  uri: string;
  title: string;
  description: string;
  imageUrl: string | null;
}

const PAGE_MAX_BYTES = 2_000_000;
const IMAGE_MAX_BYTES = 1_000_000;
const TIMEOUT_MS = 5_000;
const TITLE_MAX = 300;
const DESCRIPTION_MAX = 600;

/** Null wherever the page can't be read: a post goes out without its card rather than not at all. */
export async function fetchCard({ http }: CallContext, uri: string): Promise<Card | null> {
  try {
    const response = await http.request(uri, {
      headers: { accept: "text/html,application/xhtml+xml" },
      timeoutMs: TIMEOUT_MS,
      maxBytes: PAGE_MAX_BYTES,
      redirect: "follow",
      trust: "typed",
    });
    const type = response.headers["content-type"] ?? "";
    if (response.status !== 200 || !/html/i.test(type)) return null;
    return toCard(uri, decodePage(response.bytes, type));
  } catch (error) {
    if (error instanceof EgressError) return null;
    throw error;
  }
}

export interface CardImage {
  mimeType: string;
  bytes: Uint8Array;
}

export async function fetchCardImage(
  { http }: CallContext,
  url: string,
): Promise<CardImage | null> {
  try {
    const response = await http.request(url, {
      headers: { accept: "image/jpeg,image/png,image/webp" },
      timeoutMs: TIMEOUT_MS,
      maxBytes: IMAGE_MAX_BYTES,
      redirect: "follow",
      trust: "typed",
    });
    const mimeType = sniffImage(response.bytes);
    return response.status === 200 && mimeType ? { mimeType, bytes: response.bytes } : null;
  } catch (error) {
    if (error instanceof EgressError) return null;
    throw error;
  }
}

function sniffImage(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.subarray(0, 12)).toString("latin1");
  if (head.startsWith("\u00ff\u00d8\u00ff")) return "image/jpeg";
  if (head.startsWith("\u0089PNG")) return "image/png";
  return head.startsWith("RIFF") && head.endsWith("WEBP") ? "image/webp" : null;
}

function decodePage(bytes: Uint8Array, type: string): string {
  const named = /charset="?([\w-]+)/i.exec(type)?.[1];
  const head = Buffer.from(bytes.subarray(0, 2048)).toString("latin1");
  const charset = named ?? /<meta[^>]+charset=["']?([\w-]+)/i.exec(head)?.[1] ?? "utf-8";
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}

/** Null for a page without a title. */
export function toCard(uri: string, html: string): Card | null {
  const head = readHead(html);
  const read = (name: string) => toText(head.meta.get(name) ?? "");
  const title = read("og:title") || read("twitter:title") || toText(head.title);
  if (!title) return null;
  const description = read("og:description") || read("description");
  const image = read("og:image") || read("twitter:image");
  return {
    uri,
    title: cut(title, TITLE_MAX),
    description: cut(description, DESCRIPTION_MAX),
    imageUrl: image && URL.canParse(image, uri) ? new URL(image, uri).href : null,
  };
}

function cut(text: string, max: number): string {
  const letters = Array.from(text);
  return letters.length <= max ? text : `${letters.slice(0, max - 1).join("")}…`;
}

const NAMED: Record<string, string> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  ndash: "–",
  mdash: "—",
  hellip: "…",
  lsquo: "‘",
  rsquo: "’",
  ldquo: "“",
  rdquo: "”",
};

function toText(source: string): string {
  return source
    .replace(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|(\w{2,10}));/gi, (entity, hex, decimal, name) => {
      if (name) return NAMED[String(name).toLowerCase()] ?? entity;
      const code = hex ? Number.parseInt(String(hex), 16) : Number(decimal);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "";
    })
    .replace(/\s+/g, " ")
    .trim();
}
