import { SearchQuery, SearchResults } from "@/lib/contracts/workspace";
import { route } from "@/server/http/route";
import { listSearchResults } from "@/server/workspaces/list-search-results";

export const GET = route({
  scope: "campaigns:read",
  query: SearchQuery,
  run: (ctx, { query }) => listSearchResults(ctx, query.q),
  view: SearchResults,
});
