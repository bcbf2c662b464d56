import { DisconnectedPlatform, DisconnectPlatform, WithPlatform } from "@/lib/contracts/accounts";
import { disconnectPlatform } from "@/server/accounts/disconnect-platform";
import { route } from "@/server/http/route";

export const DELETE = route({
  scope: "accounts:write",
  params: WithPlatform,
  query: DisconnectPlatform,
  run: (ctx, { params, query }) => disconnectPlatform(ctx, params.platform, query),
  view: DisconnectedPlatform,
});
