import { CreateReportLink, ReportLinkCreated, ReportLinkList } from "@/lib/contracts/reports";
import { route } from "@/server/http/route";
import { createReportLink } from "@/server/reports/create-report-link";
import { listReportLinks } from "@/server/reports/list-report-links";

export const GET = route({
  scope: "analytics:read",
  run: (ctx) => listReportLinks(ctx),
  view: ReportLinkList,
});

/** For who may both see results and change things: the verb asks for the first. */
export const POST = route({
  scope: "analytics:write",
  body: CreateReportLink,
  run: (ctx, { body }) => createReportLink(ctx, body),
  view: ReportLinkCreated,
  status: 201,
});
