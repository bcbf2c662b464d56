import { type Ctx, ROLE_SCOPES, type Role } from "@/server/context";
import { AppError } from "@/server/errors";

/** Nobody hands out more than they have: a narrow API token must not make an owner. */
export function assertMayGrant(ctx: Ctx, role: Role): void {
  const beyond = [...ROLE_SCOPES[role]].some((scope) => !ctx.actor.scopes.has(scope));
  if (beyond)
    throw new AppError(
      "forbidden",
      `This needs every right that the role ${role} has. Ask an owner.`,
    );
}
