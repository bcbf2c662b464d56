import { ResetPassword } from "@/lib/contracts/auth";
import { resetPassword } from "@/server/auth/reset-password";
import { publicRoute } from "@/server/http/public-route";

export const POST = publicRoute({
  limit: { key: "reset-password", max: 20, windowMs: 15 * 60_000 },
  body: ResetPassword,
  run: resetPassword,
});
