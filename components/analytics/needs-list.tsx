import type { Icon } from "@phosphor-icons/react";
import {
  PlugsIcon,
  QuestionIcon,
  StampIcon,
  WarningCircleIcon,
  XCircleIcon,
} from "@phosphor-icons/react/ssr";
import { capital, inWords } from "@/components/analytics/figures-in-words";
import { Count } from "@/components/ui/count";
import { LinkButton } from "@/components/ui/link-button";
import { Section } from "@/components/ui/section";
import { formatInZone } from "@/components/ui/zoned-format";
import type { NeedView, OverviewView } from "@/lib/contracts/analytics";
import { catalog } from "@/lib/platforms/catalog";

interface Words {
  icon: Icon;
  fill?: boolean;
  isBad?: boolean;
  title: string;
  text: string;
  action: string;
  href: string;
  primary?: boolean;
}

/** What only a person can settle; without anything, nothing is shown but a quiet line. */
export function NeedsList({ overview }: { overview: OverviewView }) {
  const { needs, timeZone } = overview;
  const count = needs.length;
  return (
    <Section
      title="Needs you"
      note={count > 0 ? <Count value={count} need label="things" /> : null}
    >
      {count === 0 ? (
        <p className="t3">Nothing waits for you.</p>
      ) : (
        <ul className="need-list">
          {needs.map((need) => (
            <Need key={`${need.kind} ${need.id}`} words={toWords(need, timeZone)} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function Need({ words }: { words: Words }) {
  const Mark = words.icon;
  return (
    <li>
      <Mark
        className={`i lead-i ${words.isBad ? "danger-c" : "warn-c"}`}
        weight={words.fill ? "fill" : "regular"}
        aria-hidden="true"
      />
      <div>
        <b className="b">{words.title}</b>
        <p className="t2">{words.text}</p>
      </div>
      <div className="acts">
        <LinkButton size="sm" variant={words.primary ? "primary" : undefined} href={words.href}>
          {words.action}
        </LinkButton>
      </div>
    </li>
  );
}

function toWords(need: NeedView, zone: string): Words {
  const platform = need.platform ? catalog[need.platform].label : "The platform";
  const at = need.at ? formatInZone(need.at, zone, "day-time") : "";
  const post = `/posts?post=${need.id}`;
  switch (need.kind) {
    case "approval":
      return {
        icon: StampIcon,
        fill: true,
        title: `${need.count} ${need.count === 1 ? "post waits" : "posts wait"} for approval`,
        text: `The first goes out ${at}. If nobody approves it, it is skipped.`,
        action: `Review ${need.count} ${need.count === 1 ? "post" : "posts"}`,
        href: "/posts?status=awaiting_approval",
        primary: true,
      };
    case "uncertain":
      return {
        icon: QuestionIcon,
        title: "Did this post go out?",
        text: `${need.reason ?? `${platform} stopped answering.`} ${need.handle}, ${at}. It isn’t posted again until that is known.`,
        action: "Look at the post",
        href: post,
      };
    case "failed":
      return {
        icon: XCircleIcon,
        fill: true,
        isBad: true,
        title: `A post to ${platform} failed`,
        text: `${need.reason ?? "The platform refused it."} ${need.handle}, ${at}.`,
        action: "Look at the post",
        href: post,
      };
    case "conflict":
      return {
        icon: WarningCircleIcon,
        fill: true,
        isBad: true,
        title: `${capital(inWords(need.count))} ${platform} posts are ${gapInWords(need.gapMinutes)}`,
        text: `${need.handle}, ${at}. That is closer than this workspace wants.`,
        action: "Open the calendar",
        href: "/calendar",
      };
    case "account":
      return {
        icon: PlugsIcon,
        fill: true,
        title: need.at
          ? `${need.handle} loses access ${at}`
          : `${need.handle} must be connected again`,
        text: `${platform}: ${need.reason ?? "the access has ended."} Posts to it wait until then.`,
        action: "Reconnect",
        href: "/accounts",
      };
  }
}

const gapInWords = (minutes: number | null) =>
  !minutes ? "at the same time" : `${Math.round(minutes)} minutes apart`;
