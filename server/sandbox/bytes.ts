import { createHash } from "node:crypto";
import { appendFileSync, createReadStream, existsSync, rmSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";

/** Uploaded bytes rest in files only until they are complete; then their hash is all that stays. */
function pathOf(dataDir: string, name: string): string {
  return join(dataDir, "bytes", name.replace(/[^A-Za-z0-9_-]/g, "_"));
}

export function writeBytes(dataDir: string, name: string, bytes: Uint8Array): void {
  writeFileSync(pathOf(dataDir, name), bytes);
}

export function appendBytes(dataDir: string, name: string, bytes: Uint8Array): void {
  appendFileSync(pathOf(dataDir, name), bytes);
}

export function removeBytes(dataDir: string, name: string): void {
  rmSync(pathOf(dataDir, name), { force: true });
}

/** Cuts a file back, or makes it empty. */
export async function truncateBytes(dataDir: string, name: string, length: number): Promise<void> {
  const file = await open(pathOf(dataDir, name), "a+");
  await file.truncate(length);
  await file.close();
}

export interface Digest {
  hash: string;
  kind: "png" | "jpeg" | "gif" | "webp" | "mp4" | "webm" | "pdf" | "unknown";
}

/** Hashes the files as if they were one, and tells by the first bytes what they hold. */
export async function digestBytes(dataDir: string, names: readonly string[]): Promise<Digest> {
  const hash = createHash("sha256");
  let head = Buffer.alloc(0);
  for (const name of names) {
    if (!existsSync(pathOf(dataDir, name))) continue;
    for await (const chunk of createReadStream(pathOf(dataDir, name))) {
      const bytes = chunk as Buffer;
      if (head.length < 16) head = Buffer.concat([head, bytes.subarray(0, 16)]);
      hash.update(bytes);
    }
  }
  return { hash: hash.digest("hex"), kind: sniff(head) };
}

/** By the first bytes of a file. */
export function sniff(head: Buffer): Digest["kind"] {
  const ascii = head.toString("latin1");
  if (ascii.startsWith("\u0089PNG")) return "png";
  if (ascii.startsWith("\u00ff\u00d8\u00ff")) return "jpeg";
  if (ascii.startsWith("%PDF-")) return "pdf";
  if (ascii.startsWith("GIF8")) return "gif";
  if (ascii.startsWith("RIFF") && ascii.slice(8, 12) === "WEBP") return "webp";
  if (ascii.startsWith("\u001aE\u00df\u00a3")) return "webm";
  return ascii.slice(4, 8) === "ftyp" ? "mp4" : "unknown";
}
