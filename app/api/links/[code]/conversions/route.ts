import { ConversionsTakenBack, WithCode } from "@/lib/contracts/links";
import { route } from "@/server/http/route";
import { takeBackConversions } from "@/server/links/take-back-conversions";

export const DELETE = route({
  scope: "campaigns:write",
  params: WithCode,
  run: (ctx, { params }) => takeBackConversions(ctx, params.code),
  view: ConversionsTakenBack,
});
