import { withQuery } from "@/lib/api/fetcher";
import { beginOfDay } from "@/lib/domain/begin-of-day";

/** As typed: days are calendar days in the workspace's zone, "" is no filter. */
export type AuditFilter = {
  text: string;
  actor: string;
  action: string;
  subjectId: string;
  fromDay: string;
  toDay: string;
  /** "show", or "" to leave them out. */
  renewals: string;
};

export const NO_FILTER: AuditFilter = {
  text: "",
  actor: "",
  action: "",
  subjectId: "",
  fromDay: "",
  toDay: "",
  renewals: "",
};

/** The first instant of a day in a zone, or of the day after it. */
function startOf(day: string, zone: string, daysLater = 0): string | undefined {
  const start = beginOfDay(day, zone, daysLater);
  return Number.isNaN(start.getTime()) ? undefined : start.toISOString();
}

export function auditPath(filter: AuditFilter, zone: string, cursor: string | null): string {
  const { fromDay, toDay, renewals, ...rest } = filter;
  return withQuery("/api/audit", {
    ...rest,
    from: startOf(fromDay, zone),
    to: startOf(toDay, zone, 1),
    renewals: renewals === "show" ? undefined : "hide",
    cursor,
  });
}

export const isFiltered = (filter: AuditFilter): boolean => Object.values(filter).some(Boolean);
