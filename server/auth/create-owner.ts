import { sql } from "drizzle-orm";
import { hashPassword } from "@/server/crypto/tokens";
import { OWNER_LOCK } from "@/server/db/advisory-locks";
import { auditLog } from "@/server/db/schema/facts";
import { rollupZones } from "@/server/db/schema/rollups";
import { memberships, users } from "@/server/db/schema/users";
import { workspaces } from "@/server/db/schema/workspaces";
import { conflict } from "@/server/errors";
import type { Runtime } from "@/server/runtime";
import { DEFAULT_SETTINGS } from "@/server/workspaces/default-settings";

export interface NewOwner {
  name: string;
  email: string;
  password: string;
  workspace: string;
  timeZone: string;
}

export async function isEmptyInstall(runtime: Pick<Runtime, "database">): Promise<boolean> {
  const rows = await runtime.database.db.select({ id: users.id }).from(users).limit(1);
  return rows.length === 0;
}

/** The first person: owner of the first workspace. @throws AppError `conflict` once anybody exists. */
export async function createOwner(
  runtime: Pick<Runtime, "database" | "clock">,
  input: NewOwner,
): Promise<{ userId: string; workspaceId: string }> {
  const passwordHash = await hashPassword(input.password);
  return runtime.database.db.transaction(async (tx) => {
    // Two setups at the same moment: the second waits here and then finds a user.
    await tx.execute(sql`select pg_advisory_xact_lock(${OWNER_LOCK})`);
    const [existing] = await tx.select({ id: users.id }).from(users).limit(1);
    if (existing) throw conflict("This server already has an owner. Sign in instead.");
    const [workspace] = await tx
      .insert(workspaces)
      .values({ name: input.workspace, timeZone: input.timeZone, settings: DEFAULT_SETTINGS })
      .returning();
    const [user] = await tx
      .insert(users)
      .values({ email: input.email.toLowerCase(), name: input.name, passwordHash })
      .returning();
    if (!workspace || !user) throw new Error("nothing was inserted");
    // Nothing is counted yet: its days need no more than this to be kept.
    await tx.insert(rollupZones).values({ workspaceId: workspace.id, zone: workspace.timeZone });
    await tx
      .insert(memberships)
      .values({ workspaceId: workspace.id, userId: user.id, role: "owner" });
    await tx.insert(auditLog).values({
      workspaceId: workspace.id,
      actorKind: "user",
      actorId: user.id,
      actorName: user.name,
      action: "workspace.created",
      subjectType: "workspace",
      subjectId: workspace.id,
      subjectName: workspace.name,
      at: runtime.clock.now(),
    });
    return { userId: user.id, workspaceId: workspace.id };
  });
}
