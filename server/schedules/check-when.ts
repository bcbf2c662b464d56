import type { CreateSchedule } from "@/lib/contracts/schedules";
import { validateCron } from "@/lib/domain/slots";
import { isTimeZone } from "@/lib/domain/zones";
import { invalidField } from "@/server/errors";

type When = CreateSchedule["when"];

/** What a person typed, as the two columns that hold it. @throws AppError `invalid`. */
export function checkWhen(
  when: When,
  timeZone: string,
  now: Date,
): { cron: string | null; runAt: Date | null } {
  if (!isTimeZone(timeZone)) {
    throw invalidField(
      "timeZone",
      `There is no time zone called “${timeZone}”. Choose one from the list.`,
    );
  }
  if (when.kind === "once") {
    const runAt = new Date(when.runAt);
    if (runAt <= now) throw invalidField("when.runAt", "That time has passed. Choose a later one.");
    return { cron: null, runAt };
  }
  const cron = when.cron.trim().replace(/\s+/g, " ");
  const check = validateCron(cron, timeZone, now);
  if (!check.ok) throw invalidField("when.cron", check.message);
  return { cron, runAt: null };
}
