import { catalog } from "@/lib/platforms/catalog";
import type { Platform } from "@/lib/platforms/platform";

export const HOUR_MS = 3_600_000;

/** How old a post was when it was last read; where the counts come in by themselves, how old it is. */
export function ageHoursOf(
  platform: string,
  post: { publishedAt: number | null; pulledAt: number | null },
  now: Date,
): number {
  if (post.publishedAt === null) return 0;
  const isPulled = Object.values(catalog[platform as Platform].metrics).includes("pull");
  const at = isPulled && post.pulledAt !== null ? post.pulledAt : now.getTime();
  return Math.max(at - post.publishedAt, 0) / HOUR_MS;
}
