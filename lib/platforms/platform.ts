import { z } from "zod";

/** In the order in which people see them. */
export const PLATFORMS = [
  "facebook",
  "instagram",
  "x",
  "linkedin",
  "tiktok",
  "youtube",
  "whatsapp",
  "bluesky",
  "wordpress",
  "blog",
] as const;
export type Platform = (typeof PLATFORMS)[number];
export const Platform = z.enum(PLATFORMS, {
  error: ({ input }) => {
    const rest = `Use one of: ${PLATFORMS.join(", ")}.`;
    if (typeof input !== "string") return `Name a platform. ${rest}`;
    return `"${input.slice(0, 40)}" is not a platform here. ${rest}`;
  },
});
