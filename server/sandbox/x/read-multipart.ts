export interface FormPart {
  bytes: Buffer;
  /** Content type of the part, or nothing. */
  type: string;
  text: string;
}

/**
 * The parts of a multipart form, by name; null where it is none, or is larger than `maxBytes`. Written
 * out because clients send bytes without a file name, which the platform's own parser takes for text.
 */
export async function readMultipart(
  request: Request,
  maxBytes: number,
): Promise<Map<string, FormPart> | null> {
  const type = request.headers.get("content-type") ?? "";
  const boundary = /^multipart\/form-data;.*\bboundary="?([^";]+)"?/i.exec(type)?.[1];
  if (!boundary) return null;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) return null;
    chunks.push(chunk);
  }
  return splitForm(Buffer.concat(chunks), boundary);
}

function splitForm(body: Buffer, boundary: string): Map<string, FormPart> {
  const parts = new Map<string, FormPart>();
  const mark = Buffer.from(`--${boundary}`);
  let start = body.indexOf(mark);
  while (start >= 0) {
    const end = body.indexOf(mark, start + mark.length);
    if (end < 0) break;
    // Between the marks: a line end, the headers, an empty line, the bytes and a line end.
    const inner = body.subarray(start + mark.length + 2, end - 2);
    const headEnd = inner.indexOf("\r\n\r\n");
    const head = headEnd < 0 ? "" : inner.subarray(0, headEnd).toString("utf8");
    const name = /content-disposition:[^\r\n]*\bname="([^"]*)"/i.exec(head)?.[1];
    if (name !== undefined) {
      const bytes = inner.subarray(headEnd + 4);
      const type = /content-type:\s*([^\s;]+)/i.exec(head)?.[1] ?? "";
      parts.set(name, { bytes, type, text: bytes.toString("utf8") });
    }
    start = end;
  }
  return parts;
}
