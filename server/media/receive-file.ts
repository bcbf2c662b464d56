import { createHash, randomBytes } from "node:crypto";
import { type FileHandle, mkdir, open, readdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import { invalidField } from "@/server/errors";
import { mediaPath } from "@/server/media/media-path";
import { tooLarge, type UploadRule } from "@/server/media/media-rule";
import { SNIFF_BYTES, type SniffedType, sniffType } from "@/server/media/sniff";

export interface Incoming {
  body: AsyncIterable<Uint8Array>;
  /** As declared; only used to refuse early. */
  contentLength: number | null;
  /** What may come in, judged by its content. @throws AppError `invalid` */
  ruleFor(type: SniffedType | null): UploadRule;
}

export interface Received {
  file: string;
  type: SniffedType;
  bytes: number;
  sha256: string;
}

const LEFT_BEHIND_MS = 24 * 3_600_000;
const swept = new Set<string>();

/** A place on this disk for a file that is not ours yet. */
export async function newIncomingPath(dataDir: string): Promise<string> {
  const file = mediaPath(dataDir, `incoming/${randomBytes(16).toString("hex")}`);
  const folder = path.dirname(file);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (!swept.has(folder)) await sweep(folder);
  return file;
}

/** What a process left behind that was killed while a file came in. Once in a process's life. */
async function sweep(folder: string): Promise<void> {
  swept.add(folder);
  for (const name of await readdir(folder)) {
    const file = path.join(folder, name);
    const { mtimeMs } = await stat(file).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }));
    if (Date.now() - mtimeMs > LEFT_BEHIND_MS) await rm(file, { force: true });
  }
}

/** Streams a file to disk while judging it by its content; nothing of a refused file stays. */
export async function receiveFile(dataDir: string, incoming: Incoming): Promise<Received> {
  const file = await newIncomingPath(dataDir);
  const handle = await open(file, "wx", 0o600);
  try {
    const facts = await receive(handle, incoming);
    await handle.close();
    return { file, ...facts };
  } catch (error) {
    await handle.close().catch(() => {});
    await rm(file, { force: true });
    throw error;
  }
}

async function receive(handle: FileHandle, incoming: Incoming): Promise<Omit<Received, "file">> {
  const hash = createHash("sha256");
  let head: Buffer = Buffer.alloc(0);
  let rule: UploadRule | null = null;
  let bytes = 0;
  const judge = (): UploadRule => {
    const judged = incoming.ruleFor(sniffType(head));
    if ((incoming.contentLength ?? 0) > judged.maxBytes) throw tooLarge(judged);
    return judged;
  };
  for await (const chunk of incoming.body) {
    bytes += chunk.byteLength;
    if (rule === null) {
      head = Buffer.concat([head, chunk]);
      if (head.byteLength >= SNIFF_BYTES) rule = judge();
    }
    if (rule !== null && bytes > rule.maxBytes) throw tooLarge(rule);
    hash.update(chunk);
    await handle.writeFile(chunk);
  }
  if (bytes === 0) throw invalidField("media", "The file is empty. Choose another one.");
  const { type } = rule ?? judge();
  return { type, bytes, sha256: hash.digest("hex") };
}
