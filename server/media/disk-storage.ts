import { createReadStream } from "node:fs";
import { mkdir, open, rename, rm } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { mediaPath } from "@/server/media/media-path";
import { readPart } from "@/server/media/read-part";
import type { Storage } from "@/server/media/storage";

/** Files below DATA_DIR/media. */
export function createDiskStorage(dataDir: string): Storage {
  return {
    async put(key, file) {
      const target = mediaPath(dataDir, key);
      await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
      await syncFile(file);
      await rename(file, target);
    },
    read: (key, start, end) => readPart(mediaPath(dataDir, key), start, end),
    stream(key, start, end) {
      const file = createReadStream(mediaPath(dataDir, key), { start, end: end - 1 });
      return Readable.toWeb(file) as unknown as ReadableStream<Uint8Array>;
    },
    remove: (key) => rm(mediaPath(dataDir, key), { force: true }),
  };
}

/** Its row is about to say that it is there, so it has to survive a power cut. */
async function syncFile(file: string): Promise<void> {
  const handle = await open(file, "r+");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
