import { PlatformSetupList } from "@/lib/contracts/accounts";
import { listPlatformSetups } from "@/server/accounts/platform-setup";
import { route } from "@/server/http/route";

export const GET = route({
  scope: "accounts:read",
  run: (ctx) => listPlatformSetups(ctx),
  view: PlatformSetupList,
});
