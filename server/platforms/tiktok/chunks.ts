// TikTok takes 5 to 64 MB; this keeps one in memory and gets through slow lines in time.
const CHUNK_BYTES = 8 * 1024 * 1024;

export interface ChunkPlan {
  total: number;
  chunkSize: number;
  count: number;
}

/** From `start` up to but not including `end`. */
export interface Chunk {
  start: number;
  end: number;
}

/** Equal chunks, of which the last takes the remainder too. A small file goes whole. */
export function planChunks(total: number): ChunkPlan {
  if (total < CHUNK_BYTES) return { total, chunkSize: total, count: 1 };
  return { total, chunkSize: CHUNK_BYTES, count: Math.floor(total / CHUNK_BYTES) };
}

/** What is to be sent when TikTok has `from` bytes: up to the end of the chunk that byte is in. */
export function nextChunk({ total, chunkSize, count }: ChunkPlan, from: number): Chunk {
  const index = Math.min(count - 1, Math.floor(from / chunkSize));
  const end = index === count - 1 ? total : (index + 1) * chunkSize;
  return { start: from, end };
}

/** How many bytes TikTok has, from the `Content-Range` of a refusal; null where it does not say. */
export function toProgress(contentRange: string | undefined): number | null {
  const match = /^bytes[ =](?:(\d+)-(\d+)|\*)\/(?:\d+|\*)$/i.exec(contentRange?.trim() ?? "");
  if (!match) return null;
  return match[2] === undefined ? 0 : Number(match[2]) + 1;
}
