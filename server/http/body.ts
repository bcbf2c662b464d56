import { AppError } from "@/server/errors";

const maxJsonBytes = 1024 * 1024;

/** Reads at most `maxBytes` of a request body. @throws AppError `bad_request` when it is larger. */
export async function readBytes(request: Request, maxBytes: number): Promise<Uint8Array> {
  const tooLarge = () =>
    new AppError(
      "bad_request",
      `The request is larger than ${Math.floor(maxBytes / 1024)} KB. Send less at a time.`,
    );
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

export async function readJson(request: Request): Promise<unknown> {
  return parseJson(await readJsonBytes(request));
}

export const readJsonBytes = (request: Request): Promise<Uint8Array> =>
  readBytes(request, maxJsonBytes);

/** No body is an empty object. @throws AppError `bad_request`. */
export function parseJson(bytes: Uint8Array): unknown {
  if (bytes.byteLength === 0) return {};
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new AppError(
      "bad_request",
      "The body is not valid JSON. Check for a missing quote, comma or brace.",
    );
  }
}
