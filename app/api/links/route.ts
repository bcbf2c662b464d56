import { LinkList, LinksQuery } from "@/lib/contracts/links";
import { route } from "@/server/http/route";
import { listLinks } from "@/server/links/list-links";

export const GET = route({
  scope: "analytics:read",
  query: LinksQuery,
  run: (ctx, { query }) => listLinks(ctx, query),
  view: LinkList,
});
