import { ListPublications, PublicationPage } from "@/lib/contracts/publish";
import { route } from "@/server/http/route";
import { listPublications } from "@/server/publications/list-publications";

export const GET = route({
  scope: "posts:read",
  query: ListPublications,
  run: (ctx, { query }) => listPublications(ctx, query),
  view: PublicationPage,
});
