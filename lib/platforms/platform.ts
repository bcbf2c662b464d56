import { z } from "zod";

export const PLATFORMS = [
  "x",
  "youtube",
  "blog",
  "bluesky",
  "wordpress",
  "facebook",
  "instagram",
  "whatsapp",
  "tiktok",
  "linkedin",
] as const;
export type Platform = (typeof PLATFORMS)[number];
export const Platform = z.enum(PLATFORMS, {
  error: ({ input }) => {
    const rest = `Use one of: ${PLATFORMS.join(", ")}.`;
    if (typeof input !== "string") return `Name a platform. ${rest}`;
    return `"${input.slice(0, 40)}" is not a platform here. ${rest}`;
  },
});
