import { AuditPage, AuditQuery } from "@/lib/contracts/audit";
import { listAudit } from "@/server/audit/list-audit";
import { route } from "@/server/http/route";

export const GET = route({
  scope: "audit:read",
  query: AuditQuery,
  run: (ctx, { query }) => listAudit(ctx, query),
  view: AuditPage,
});
