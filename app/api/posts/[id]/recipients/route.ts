import { WithId } from "@/lib/contracts/common";
import { ListRecipients, RecipientPage } from "@/lib/contracts/recipients";
import { route } from "@/server/http/route";
import { listRecipients } from "@/server/posts/list-recipients";

export const GET = route({
  scope: "contacts:read",
  params: WithId,
  query: ListRecipients,
  run: (ctx, { params, query }) => listRecipients(ctx, params.id, query),
  view: RecipientPage,
});
