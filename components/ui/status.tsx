import type { Icon } from "@phosphor-icons/react";
import {
  CheckCircleIcon,
  CircleDashedIcon,
  ClockIcon,
  HourglassHighIcon,
  InfoIcon,
  PaperPlaneTiltIcon,
  PauseIcon,
  PencilSimpleLineIcon,
  PlugsIcon,
  ProhibitIcon,
  QuestionIcon,
  SkipForwardIcon,
  StampIcon,
  TrashIcon,
  WarningIcon,
  XCircleIcon,
} from "@phosphor-icons/react/ssr";
import type { ReactNode } from "react";
import { cx } from "@/components/ui/class-names";

export type StatusTone = "plain" | "ok" | "info" | "need" | "bad";

type Look = { icon: Icon; fill?: boolean; tone: StatusTone; word: string };

const POST_LOOKS = {
  draft: { icon: PencilSimpleLineIcon, tone: "plain", word: "Draft" },
  planned: { icon: CircleDashedIcon, tone: "plain", word: "Planned" },
  awaiting_approval: { icon: StampIcon, fill: true, tone: "need", word: "Awaiting approval" },
  queued: { icon: ClockIcon, tone: "plain", word: "Queued" },
  publishing: { icon: PaperPlaneTiltIcon, fill: true, tone: "info", word: "Publishing" },
  pending: { icon: HourglassHighIcon, tone: "info", word: "Processing" },
  published: { icon: CheckCircleIcon, fill: true, tone: "ok", word: "Published" },
  blocked: { icon: PlugsIcon, fill: true, tone: "need", word: "Waits for the account" },
  failed: { icon: XCircleIcon, fill: true, tone: "bad", word: "Failed" },
  unknown: { icon: QuestionIcon, tone: "need", word: "Checking" },
  parked: { icon: QuestionIcon, tone: "need", word: "Did it go out?" },
  canceled: { icon: ProhibitIcon, tone: "plain", word: "Canceled" },
  skipped: { icon: SkipForwardIcon, tone: "plain", word: "Skipped" },
  paused: { icon: PauseIcon, fill: true, tone: "plain", word: "Paused" },
  deleted: { icon: TrashIcon, tone: "plain", word: "Removed" },
} satisfies Record<string, Look>;

export type PostStatusKey = keyof typeof POST_LOOKS;

/** The same word as the badge's, where there is room for a word only. */
export const postStatusWord = (status: PostStatusKey): string => POST_LOOKS[status].word;

const TONE_ICONS: Record<StatusTone, Icon> = {
  plain: CircleDashedIcon,
  ok: CheckCircleIcon,
  info: InfoIcon,
  need: WarningIcon,
  bad: XCircleIcon,
};

export type StatusProps = {
  tone: StatusTone;
  /** Default: the tone's own. Give it class "i". */
  icon?: ReactNode;
  children: ReactNode;
  className?: string;
};

/** Icon and word. Only `need` and `bad` are filled: a fill means "your turn". */
export function Status({ tone, icon, children, className }: StatusProps) {
  const Default = TONE_ICONS[tone];
  const fallback = (
    <Default className="i" weight={tone === "plain" ? "regular" : "fill"} aria-hidden="true" />
  );
  return (
    <span className={cx("st", tone !== "plain" && tone, className)}>
      {icon ?? fallback}
      {children}
    </span>
  );
}

/** A post's status, in its one form everywhere. */
export function PostStatus({ status, word }: { status: PostStatusKey; word?: ReactNode }) {
  const look: Look = POST_LOOKS[status];
  return (
    <Status tone={look.tone} icon={<LookIcon look={look} />}>
      {word ?? look.word}
    </Status>
  );
}

/** The mark alone, for calendar chips; its word is for screen readers. */
export function PostStatusIcon({ status }: { status: PostStatusKey }) {
  const look: Look = POST_LOOKS[status];
  return <LookIcon look={look} label={look.word} />;
}

function LookIcon({ look, label }: { look: Look; label?: string }) {
  const Mark = look.icon;
  const naming = label ? { "aria-label": label, role: "img" } : { "aria-hidden": true };
  return <Mark className="i" weight={look.fill ? "fill" : "regular"} {...naming} />;
}
