import type { Icon } from "@phosphor-icons/react";
import {
  CheckCircleIcon,
  ClockIcon,
  PaperPlaneTiltIcon,
  QuestionIcon,
  TrayIcon,
  XCircleIcon,
} from "@phosphor-icons/react/ssr";
import type { StatusTone } from "@/components/ui/status";
import type { ReportScheduleView, ReportSendingView } from "@/lib/contracts/reports";

export const WEEKDAYS = [
  "Monday",
  "Tuesday",
  "Wednesday",
  "Thursday",
  "Friday",
  "Saturday",
  "Sunday",
] as const;

export const hourInWords = (hour: number) => `${String(hour).padStart(2, "0")}:00`;

type When = Pick<ReportScheduleView, "cadence" | "weekday" | "hour" | "timeZone">;

/** "Each Monday at 08:00, Europe/Copenhagen". */
export function cadenceInWords({ cadence, weekday, hour, timeZone }: When): string {
  const days = {
    daily: "Each day",
    weekly: `Each ${WEEKDAYS[weekday - 1] ?? "Monday"}`,
    monthly: "On the first of each month",
  };
  return `${days[cadence]} at ${hourInWords(hour)}, ${timeZone.replaceAll("_", " ")}`;
}

type Look = {
  icon: Icon;
  tone: StatusTone;
  word: string;
  /** What the button says that sends it, where a person may. */
  again: string | null;
};

export const SENDING_WORDS: Record<ReportSendingView["status"], Look> = {
  pending: { icon: ClockIcon, tone: "plain", word: "Waits", again: null },
  sending: { icon: PaperPlaneTiltIcon, tone: "info", word: "Is sent", again: null },
  sent: { icon: CheckCircleIcon, tone: "ok", word: "Sent", again: null },
  stored: { icon: TrayIcon, tone: "plain", word: "Kept here", again: "Send now" },
  failed: { icon: XCircleIcon, tone: "bad", word: "Not sent", again: "Send again" },
  unknown: { icon: QuestionIcon, tone: "need", word: "Did it arrive?", again: "Send again" },
};
