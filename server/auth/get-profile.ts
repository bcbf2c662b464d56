import type { ProfileView } from "@/lib/contracts/profile";
import { canonicalZone } from "@/lib/domain/zones";
import { findSelf } from "@/server/auth/find-self";
import type { Ctx } from "@/server/context";

export async function getProfile(ctx: Ctx): Promise<ProfileView> {
  const { timeZone } = await findSelf(ctx);
  return { timeZone: timeZone && canonicalZone(timeZone) };
}
