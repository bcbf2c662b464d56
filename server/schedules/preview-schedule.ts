import type { PreviewSchedule, SchedulePreview } from "@/lib/contracts/schedules";
import { nextRuns } from "@/lib/domain/slots";
import type { Ctx } from "@/server/context";
import { checkWhen } from "./check-when";
import { describeWhen } from "./to-schedule-view";

const PREVIEWED_RUNS = 10;

/** What a schedule would do, before it is saved. */
export async function previewSchedule(ctx: Ctx, input: PreviewSchedule): Promise<SchedulePreview> {
  const now = ctx.now();
  const { timeZone } = input;
  const when = { ...checkWhen(input.when, timeZone, now), timeZone };
  const runs = nextRuns({ ...when, after: now, count: PREVIEWED_RUNS });
  return { runs: runs.map((run) => run.toISOString()), words: describeWhen(when) };
}
