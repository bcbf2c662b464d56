import { RestingPlatforms } from "@/lib/contracts/accounts";
import { route } from "@/server/http/route";
import { listRestingPlatforms } from "@/server/limits/list-resting-platforms";

export const GET = route({
  scope: "accounts:read",
  run: (ctx) => listRestingPlatforms(ctx),
  view: RestingPlatforms,
});
