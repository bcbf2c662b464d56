import { randomBytes } from "node:crypto";
import type { Ctx } from "@/server/context";
import { createDiskStorage } from "@/server/media/disk-storage";
import { readS3Settings } from "@/server/media/s3-settings";
import { createS3Storage } from "@/server/media/s3-storage";
import type { Storage } from "@/server/media/storage";

export type StorageHost = Pick<Ctx["runtime"], "env" | "egress">;

// The key itself tells which store holds a file, so that what was kept before a change stays readable.
const REMOTE = "s3/";

export function newStorageKey(env: StorageHost["env"]): string {
  const name = randomBytes(16).toString("hex");
  return `${readS3Settings(env) ? REMOTE : ""}${name.slice(0, 2)}/${name}`;
}

/** @throws Error when the file lies in a remote store whose settings were taken away. */
export function openStorage({ env, egress }: StorageHost, key: string): Storage {
  if (!key.startsWith(REMOTE)) return createDiskStorage(env.DATA_DIR);
  const settings = readS3Settings(env);
  if (!settings) throw new Error("a file lies in the object store, but S3_ENDPOINT is not set");
  return createS3Storage(settings, egress);
}
