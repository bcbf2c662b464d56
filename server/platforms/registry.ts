import type { Platform } from "@/lib/platforms/platform";
import type { PlatformAdapter } from "./adapter";
import { blogAdapter } from "./blog/adapter";
import { blueskyAdapter } from "./bluesky/adapter";
import { facebookAdapter } from "./facebook/adapter";
import { instagramAdapter } from "./instagram/adapter";
import { linkedinAdapter } from "./linkedin/adapter";
import { tiktokAdapter } from "./tiktok/adapter";
import { whatsappAdapter } from "./whatsapp/adapter";
import { wordpressAdapter } from "./wordpress/adapter";
import { xAdapter } from "./x/adapter";
import { youtubeAdapter } from "./youtube/adapter";

export const adapters: Readonly<Record<Platform, PlatformAdapter>> = {
  x: xAdapter,
  youtube: youtubeAdapter,
  blog: blogAdapter,
  bluesky: blueskyAdapter,
  wordpress: wordpressAdapter,
  facebook: facebookAdapter,
  instagram: instagramAdapter,
  whatsapp: whatsappAdapter,
  tiktok: tiktokAdapter,
  linkedin: linkedinAdapter,
};

export function getAdapter(platform: Platform): PlatformAdapter {
  return adapters[platform];
}
