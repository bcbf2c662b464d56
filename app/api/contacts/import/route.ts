import { ImportAnswer, ImportQuery } from "@/lib/contracts/contacts";
import { importContacts } from "@/server/contacts/import-contacts";
import { route } from "@/server/http/route";

export const POST = route({
  scope: "contacts:write",
  query: ImportQuery,
  run: (ctx, { query, request }) => importContacts(ctx, request.body, query.preview),
  view: ImportAnswer,
});
