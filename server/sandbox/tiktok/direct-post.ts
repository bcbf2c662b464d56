import { z } from "zod";
import type { SandboxContext } from "../context";
import type { Profile } from "../profiles";
import { invalidParam, refuse } from "./answers";
import { hasPostedEnough, listAudiences } from "./creators";

/** What every direct post says of itself. */
export const settings = {
  privacy_level: z.string(),
  disable_comment: z.boolean().optional(),
  brand_content_toggle: z.boolean().optional(),
  brand_organic_toggle: z.boolean().optional(),
};

export function refuseDirect(
  context: SandboxContext,
  creator: Profile,
  info: { privacy_level: string; brand_content_toggle?: boolean | undefined },
): Response | null {
  const { privacy_level: privacy, brand_content_toggle: isPaid } = info;
  if (!listAudiences(creator).includes(privacy)) {
    const message = "The privacy level is not among the options of this creator.";
    return refuse(context, 403, "privacy_level_option_mismatch", message);
  }
  if (isPaid && privacy === "SELF_ONLY") {
    return invalidParam(context, "Branded content visibility cannot be set to private.");
  }
  if (!hasPostedEnough(context, creator)) return null;
  return refuse(context, 403, "spam_risk_too_many_posts", "The daily post cap is reached.");
}
