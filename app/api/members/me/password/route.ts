import { ChangePassword, SignInName } from "@/lib/contracts/auth";
import { changePassword } from "@/server/auth/change-password";
import { route } from "@/server/http/route";

export const POST = route({
  scope: "workspace:read",
  body: ChangePassword,
  run: (ctx, { body }) => changePassword(ctx, body),
  view: SignInName,
});
