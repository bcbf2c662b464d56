"use client";

import type { Icon } from "@phosphor-icons/react";
import {
  CheckCircleIcon,
  PauseIcon,
  PlugsIcon,
  QuestionIcon,
  StampIcon,
  WarningCircleIcon,
  XCircleIcon,
} from "@phosphor-icons/react/ssr";
import Link from "next/link";
import type { ReactNode } from "react";
import { capital, inWords } from "@/components/analytics/figures-in-words";
import { usePauseState } from "@/components/layout/pause-state";
import { Button } from "@/components/ui/button";
import { Count } from "@/components/ui/count";
import { LinkButton } from "@/components/ui/link-button";
import { Section } from "@/components/ui/section";
import { formatInZone } from "@/components/ui/zoned-format";
import type { NeedView, OverviewView } from "@/lib/contracts/overview";
import { uncertainWords } from "@/lib/domain/uncertain-words";
import { catalog } from "@/lib/platforms/catalog";

interface Words {
  icon: Icon;
  fill?: boolean;
  isBad?: boolean;
  title: string;
  text: string;
  /** The first is the way on. */
  actions: { label: string; href: string }[];
  primary?: boolean;
}

/** What only a person can settle; without anything, nothing is shown but a quiet line. */
export function NeedsList({ overview, canPause }: { overview: OverviewView; canPause: boolean }) {
  const { needs, now, timeZone, skippedWhilePaused: skipped } = overview;
  const count = needs.length;
  return (
    <Section
      title="Needs you"
      note={count > 0 ? <Count value={count} need label="things" /> : null}
    >
      {count === 0 ? (
        <p className="row t2">
          <CheckCircleIcon className="i ok-c" weight="fill" aria-hidden="true" />
          Nothing waits for you.
        </p>
      ) : (
        <ul className="need-list">
          {needs.map((need) => (
            <Need key={`${need.kind} ${need.id}`} words={toWords(need, timeZone, now)}>
              {need.kind === "paused" && canPause ? <Resume /> : null}
            </Need>
          ))}
        </ul>
      )}
      {skipped > 0 ? (
        <p className="t2 pt-3" data-testid="skipped-notice">
          {skipped} {skipped === 1 ? "slot was" : "slots were"} skipped: paused at{" "}
          {skipped === 1 ? "its" : "their"} time.{" "}
          <Link href="/posts?status=skipped">Show {skipped === 1 ? "it" : "them"}</Link>
        </p>
      ) : null}
    </Section>
  );
}

function Resume() {
  const state = usePauseState();
  if (!state) return null;
  return (
    <Button size="sm" variant="primary" loading={state.busy} onClick={state.ask}>
      Resume
    </Button>
  );
}

function Need({ words, children }: { words: Words; children?: ReactNode }) {
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
        {children}
        {words.actions.map(({ label, href }) => (
          <LinkButton
            key={href}
            size="sm"
            variant={words.primary ? "primary" : undefined}
            href={href}
          >
            {label}
          </LinkButton>
        ))}
      </div>
    </li>
  );
}

function toWords(need: NeedView, zone: string, now: string): Words {
  const platform = need.platform ? catalog[need.platform].label : "The platform";
  const at = need.at ? formatInZone(need.at, zone, "day-time") : "";
  const goesOut = goesOutWords(need, now);
  switch (need.kind) {
    case "paused":
      return {
        icon: PauseIcon,
        fill: true,
        title: "Everything is paused",
        text: `${need.reason} paused it ${at}. What comes due meanwhile is not posted later.`,
        actions: [],
      };
    case "approval":
      return {
        icon: StampIcon,
        fill: true,
        title: `${need.count} ${need.count === 1 ? "post waits" : "posts wait"} for approval`,
        text: `The first ${goesOut} ${at}. It can’t go out before somebody approves it.`,
        actions: [
          {
            label: `Review ${need.count} ${need.count === 1 ? "post" : "posts"}`,
            href: "/approvals",
          },
        ],
        primary: true,
      };
    case "own_approval":
      return toOwnApprovalWords(need, at, goesOut);
    case "uncertain":
      return toUncertainWords(need, platform, at);
    case "failed":
      return {
        icon: XCircleIcon,
        fill: true,
        isBad: true,
        title:
          need.count === 1
            ? `A post to ${platform} failed`
            : `${capital(inWords(need.count))} posts to ${platform} failed`,
        text: `${need.reason ?? "The platform refused it."} ${need.handle}, ${need.count === 1 ? "" : "the last "}${at}.`,
        actions: [lookAt(need)],
      };
    case "conflict":
      return {
        icon: WarningCircleIcon,
        fill: true,
        isBad: true,
        title:
          need.count === 1
            ? `Two ${platform} posts are ${gapInWords(need.gapMinutes)}`
            : `${platform} posts are too close in ${inWords(need.count)} places`,
        text: `${need.handle}, ${need.count === 1 ? "" : "first "}${at}. That is closer than this workspace wants, so the later one waits.`,
        actions: [{ label: "Open the calendar", href: "/calendar" }],
      };
    case "account":
      return {
        icon: PlugsIcon,
        fill: true,
        title: need.at
          ? `${need.handle} loses access ${at}`
          : `${need.handle} must be connected again`,
        text: `${platform}: ${need.reason ?? "the access has ended."} Posts to it wait until then.`,
        actions: [{ label: "Reconnect", href: "/accounts" }],
      };
  }
}

const goesOutWords = ({ at }: NeedView, now: string) => (at && at <= now ? "was due" : "goes out");

/** Of these no variant is reviewed: each is approved on its own page. */
function toOwnApprovalWords(need: NeedView, at: string, goesOut: string): Words {
  const isOne = need.count === 1;
  return {
    icon: StampIcon,
    fill: true,
    title: isOne
      ? "A post with a text of its own waits for approval"
      : `${need.count} posts with texts of their own wait for approval`,
    text: `${isOne ? "It" : "The first"} ${goesOut} ${at}. It can’t go out before somebody approves it.`,
    actions: [lookAt(need)],
    primary: true,
  };
}

/** One post is settled from here; several are looked at one by one. */
function toUncertainWords(need: NeedView, platform: string, at: string): Words {
  const isOne = need.count === 1;
  const settle = (kind: string) => `/posts?post=${need.id}&settle=${kind}`;
  return {
    icon: QuestionIcon,
    title: isOne ? "Did this post go out?" : `Did these ${inWords(need.count)} posts go out?`,
    text: `${need.handle}, ${at}. ${uncertainWords(platform)}`,
    actions: isOne
      ? [
          { label: "It is there", href: settle("found") },
          { label: "It isn’t, post again", href: settle("again") },
          { label: "Forget it", href: settle("forget") },
        ]
      : [lookAt(need)],
  };
}

function lookAt({ kind, id, count, accountId }: NeedView) {
  if (count === 1) return { label: "Look at the post", href: `/posts?post=${id}` };
  const label = `Look at ${count} posts`;
  if (kind === "own_approval") return { label, href: "/posts?status=awaiting_approval" };
  const status = kind === "failed" ? "failed" : "parked";
  return { label, href: `/posts?status=${status}&accountId=${accountId}` };
}

const gapInWords = (minutes: number | null) =>
  !minutes ? "at the same time" : `${Math.round(minutes)} minutes apart`;
