import { z } from "zod";
import { isTimeZone } from "@/lib/domain/zones";

/** What a person sets for themselves. */
export const ProfileView = z.object({
  /** Times are read in it; null: in the workspace's. */
  timeZone: z.string().nullable(),
});
export type ProfileView = z.infer<typeof ProfileView>;

export const UpdateProfile = z.object({
  timeZone: z
    .string()
    .max(64)
    .refine(isTimeZone, "There is no such time zone. Choose one as Europe/Copenhagen.")
    .nullable(),
});
export type UpdateProfile = z.infer<typeof UpdateProfile>;
