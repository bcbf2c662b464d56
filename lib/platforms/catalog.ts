import { blog } from "./entries/blog";
import { bluesky } from "./entries/bluesky";
import { facebook } from "./entries/facebook";
import { instagram } from "./entries/instagram";
import { linkedin } from "./entries/linkedin";
import { tiktok } from "./entries/tiktok";
import { whatsapp } from "./entries/whatsapp";
import { wordpress } from "./entries/wordpress";
import { x } from "./entries/x";
import { youtube } from "./entries/youtube";
import type { PlatformEntry } from "./entry";
import type { Platform } from "./platform";

/** One row per platform: what it takes, what it tells, what connecting it needs. */
export const catalog: Record<Platform, PlatformEntry> = {
  facebook,
  instagram,
  x,
  linkedin,
  tiktok,
  youtube,
  whatsapp,
  bluesky,
  wordpress,
  blog,
};
