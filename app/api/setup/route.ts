import { Setup } from "@/lib/contracts/auth";
import { setUpFirstOwner } from "@/server/auth/set-up-first-owner";
import { publicRoute } from "@/server/http/public-route";

export const POST = publicRoute({
  limit: { key: "setup", max: 20, windowMs: 15 * 60_000 },
  body: Setup,
  run: setUpFirstOwner,
});
