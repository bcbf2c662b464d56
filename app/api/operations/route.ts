import { OperationsView } from "@/lib/contracts/operations";
import { route } from "@/server/http/route";
import { readOperations } from "@/server/operations/read-operations";

/** For those who can do something about it: owners and editors. */
export const GET = route({
  scope: "posts:write",
  run: (ctx) => readOperations(ctx),
  view: OperationsView,
});
