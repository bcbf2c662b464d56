import { WithId } from "@/lib/contracts/common";
import { TemplateList } from "@/lib/contracts/templates";
import { listTemplates } from "@/server/accounts/list-templates";
import { route } from "@/server/http/route";

export const GET = route({
  scope: "accounts:read",
  params: WithId,
  run: (ctx, { params }) => listTemplates(ctx, params.id),
  view: TemplateList,
});
