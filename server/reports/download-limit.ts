import type { Limit } from "@/server/http/rate-limit";

/** Of one workspace and process: a file may read everything there is. */
export const DOWNLOADS: Limit = { max: 60, windowMs: 60_000 };
