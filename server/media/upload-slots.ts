import { AppError } from "@/server/errors";

const most = 4;
const taken = new Map<string, number>();

/**
 * Files that come in at the same time fill disk and memory before anybody has counted them, so that
 * one workspace has few at once, in each process; `key` names it. @throws AppError `too_many`
 */
export async function inUploadSlot<T>(key: string, work: () => Promise<T>): Promise<T> {
  const others = taken.get(key) ?? 0;
  if (others >= most) {
    const message = `${most} files are coming in already. Wait until one is done and try again.`;
    throw new AppError("too_many", message, { retryAfterSeconds: 5 });
  }
  taken.set(key, others + 1);
  try {
    return await work();
  } finally {
    const left = (taken.get(key) ?? 1) - 1;
    if (left > 0) taken.set(key, left);
    else taken.delete(key);
  }
}
