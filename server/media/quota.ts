import { eq, sql } from "drizzle-orm";
import type { Reader } from "@/server/db/client";
import { mediaAssets } from "@/server/db/schema/campaigns";
import { invalidField } from "@/server/errors";

const GB = 1024 ** 3;
/** What the files of one workspace may take together. */
export const QUOTA_BYTES = 5 * GB;

/** Bytes that a workspace's files take. */
export async function readUsedBytes(reader: Reader, workspaceId: string): Promise<number> {
  const [row] = await reader
    .select({ bytes: sql<number>`coalesce(sum(${mediaAssets.bytes}), 0)`.mapWith(Number) })
    .from(mediaAssets)
    .where(eq(mediaAssets.workspaceId, workspaceId));
  return row?.bytes ?? 0;
}

/** @throws AppError `invalid` when this many bytes more are too many. */
export async function assertQuota(
  reader: Reader,
  workspaceId: string,
  more: number,
): Promise<void> {
  const left = await readBytesLeft(reader, workspaceId);
  if (more > left) throw libraryFull(left);
}

export const readBytesLeft = async (reader: Reader, workspaceId: string) =>
  Math.max(0, QUOTA_BYTES - (await readUsedBytes(reader, workspaceId)));

export const libraryFull = (leftBytes: number) =>
  invalidField(
    "media",
    `This workspace's library is full: ${Math.floor(leftBytes / 1024 ** 2)} MB of ${QUOTA_BYTES / GB} GB are left. Delete files that are not used any more.`,
  );
