import { eq } from "drizzle-orm";
import type { ProfileView, UpdateProfile } from "@/lib/contracts/profile";
import { canonicalZone } from "@/lib/domain/zones";
import { findSelf } from "@/server/auth/find-self";
import type { Ctx } from "@/server/context";
import { users } from "@/server/db/schema/users";

/** A person's own choice, in all their workspaces. It is nobody else's matter, and not audited. */
export async function updateProfile(ctx: Ctx, input: UpdateProfile): Promise<ProfileView> {
  const { id } = await findSelf(ctx);
  const timeZone = input.timeZone && canonicalZone(input.timeZone);
  await ctx.db.update(users).set({ timeZone, updatedAt: ctx.now() }).where(eq(users.id, id));
  return { timeZone };
}
