import { AcceptInvitation } from "@/lib/contracts/members";
import { publicRoute } from "@/server/http/public-route";
import { acceptInvitation } from "@/server/members/accept-invitation";

export const POST = publicRoute({
  limit: { key: "accept-invitation", max: 20, windowMs: 15 * 60_000 },
  body: AcceptInvitation,
  run: acceptInvitation,
});
