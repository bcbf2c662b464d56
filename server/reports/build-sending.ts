import type { Ctx } from "@/server/context";
import { type reportSchedules, reportSendings } from "@/server/db/schema/reports";
import { isAppError } from "@/server/errors";
import { isStillOurs, type Sending } from "./claim-sending";
import { toCsvText } from "./csv-response";
import type { Mail } from "./mail/send-mail";
import { readReport } from "./read-report";
import { renderMail } from "./render-mail";
import { SUMMARY_HEAD, toSummaryRows } from "./summary-rows";

type Schedule = typeof reportSchedules.$inferSelect;

/**
 * What is sent, made at the first try and kept: each further try sends the very same. Null: the lease
 * went to another meanwhile.
 */
export async function buildSending(
  ctx: Ctx,
  sending: Sending,
  schedule: Schedule,
): Promise<Mail | null> {
  const kept = toKept(sending);
  const made = kept ?? (await make(ctx, sending, schedule));
  if (!kept && !(await keep(ctx, sending, made))) return null;
  return {
    id: sending.id,
    to: sending.recipients,
    subject: made.subject,
    html: made.html,
    text: `${made.subject}. The numbers are in the attached table.`,
    attachments: [
      { filename: "results.csv", content: made.csv, contentType: "text/csv; charset=utf-8" },
    ],
  };
}

function toKept({ subject, html, csv }: Sending) {
  return subject !== null && html !== null && csv !== null ? { subject, html, csv } : null;
}

async function keep(ctx: Ctx, sending: Sending, made: Made): Promise<boolean> {
  const won = await ctx.db
    .update(reportSendings)
    .set(made)
    .where(isStillOurs(sending, "pending"))
    .returning({ id: reportSendings.id });
  return won.length > 0;
}

type Made = Awaited<ReturnType<typeof make>>;

async function make(ctx: Ctx, sending: Sending, schedule: Schedule) {
  const query = {
    ...schedule.query,
    from: sending.periodFrom.toISOString(),
    to: sending.periodTo.toISOString(),
    timeZone: schedule.timeZone,
  };
  const report = await readReport(ctx, query, { sandbox: schedule.sandbox });
  const { subject, html } = renderMail(report, {
    name: schedule.name,
    url: ctx.runtime.env.APP_URL,
  });
  return { subject, html, csv: toCsvText([SUMMARY_HEAD, ...toSummaryRows(report)]) };
}

/** Inner errors are for the log; what a person can act on is shown. */
export const toPlainReason = (error: unknown): string =>
  isAppError(error) ? error.message : "The report could not be made. The server’s log says why.";
