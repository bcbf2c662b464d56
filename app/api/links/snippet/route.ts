import { SnippetView } from "@/lib/contracts/links";
import { route } from "@/server/http/route";
import { getSnippet, makeConversionKey, removeConversionKey } from "@/server/links/conversion-key";

export const GET = route({ scope: "workspace:read", run: getSnippet, view: SnippetView });

export const POST = route({ scope: "workspace:write", run: makeConversionKey, view: SnippetView });

export const DELETE = route({
  scope: "workspace:write",
  run: removeConversionKey,
  view: SnippetView,
});
