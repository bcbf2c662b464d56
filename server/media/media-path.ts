import path from "node:path";

/** Where a stored file lies. A key that would lead out of the folder is a fault of ours, so it throws. */
export function mediaPath(dataDir: string, storageKey: string): string {
  const root = path.resolve(dataDir, "media");
  const file = path.resolve(root, storageKey);
  if (!file.startsWith(root + path.sep))
    throw new Error("a storage key led out of the media folder");
  return file;
}
