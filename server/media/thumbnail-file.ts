import { randomBytes } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { mediaPath } from "@/server/media/media-path";

// Made again from the file whenever it is missing, so each machine keeps its own.
const pathOf = (dataDir: string, mediaId: string) =>
  mediaPath(dataDir, `thumbnails/${mediaId}.webp`);

export const findThumbnail = (dataDir: string, mediaId: string): Promise<Buffer | null> =>
  readFile(pathOf(dataDir, mediaId)).catch(() => null);

export async function keepThumbnail(
  dataDir: string,
  mediaId: string,
  thumbnail: Uint8Array,
): Promise<void> {
  const file = pathOf(dataDir, mediaId);
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const partial = `${file}.${randomBytes(4).toString("hex")}`;
  await writeFile(partial, thumbnail, { mode: 0o600 });
  await rename(partial, file);
}

export const dropThumbnail = (dataDir: string, mediaId: string): Promise<void> =>
  rm(pathOf(dataDir, mediaId), { force: true });
