import { z } from "zod";

const DidDocument = z.object({ id: z.string(), service: z.array(z.unknown()) });
const Entry = z.object({ id: z.string(), serviceEndpoint: z.string() });

/** The server that holds an account's records, or null where the document names none. */
export function readPds(document: unknown, did: string): string | null {
  const known = DidDocument.safeParse(document).data;
  if (known?.id !== did) return null;
  for (const candidate of known.service) {
    const entry = Entry.safeParse(candidate).data;
    if (entry?.id !== "#atproto_pds" && entry?.id !== `${did}#atproto_pds`) continue;
    const endpoint = entry.serviceEndpoint.replace(/\/+$/, "");
    return /^https?:\/\//.test(endpoint) && URL.canParse(endpoint) ? endpoint : null;
  }
  return null;
}
