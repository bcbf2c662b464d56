"use client";

import { SlidersHorizontalIcon } from "@phosphor-icons/react/ssr";
import { useState } from "react";
import { TopBar } from "@/components/layout/top-bar";
import { channelsLead } from "@/components/learning/channel-words";
import { ChannelsTable } from "@/components/learning/channels-table";
import { HowItLearns } from "@/components/learning/how-it-learns";
import { resultRule } from "@/components/learning/run-words";
import { SaidLead } from "@/components/learning/said-lead";
import { SettingsSheet } from "@/components/learning/settings-sheet";
import { useLearningChannels } from "@/components/learning/use-learning";
import { useRealtime } from "@/components/providers/realtime";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorMessage } from "@/components/ui/error-message";
import { LinkButton } from "@/components/ui/link-button";
import { LiveDot } from "@/components/ui/live-dot";
import { Section } from "@/components/ui/section";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Status } from "@/components/ui/status";

/** Every channel with what it has learnt about writing. */
export function LearningPage({ canChange }: { canChange: boolean }) {
  const [setting, setSetting] = useState(false);
  const query = useLearningChannels();
  const { state } = useRealtime();
  const pages = query.data?.pages;
  const items = pages?.flatMap((page) => page.items);
  const settings = pages?.[0]?.settings;
  const rules = (
    <Button
      icon={<SlidersHorizontalIcon className="i" aria-hidden="true" />}
      onClick={() => setSetting(true)}
    >
      Rules
    </Button>
  );
  return (
    <>
      <TopBar
        title="Learning"
        meta={
          <LiveDot at={query.dataUpdatedAt || null} state={state === "lost" ? "off" : "live"} />
        }
        actions={settings ? rules : undefined}
        phoneActions={settings ? rules : undefined}
      />
      {items && items.length > 0 ? <SaidLead said={channelsLead(items)} /> : null}
      <div>
        {settings && !settings.enabled ? <SwitchedOff /> : null}
        <Section>
          {query.isPending ? <SkeletonRows rows={4} label="Loading channels" /> : null}
          {query.isError && !items ? (
            <ErrorMessage
              title="The channels could not be loaded"
              action={<Button onClick={() => query.refetch()}>Try again</Button>}
            >
              {query.error.message}
            </ErrorMessage>
          ) : null}
          {items?.length === 0 ? <NothingYet /> : null}
          {items && items.length > 0 ? <ChannelsTable channels={items} /> : null}
          {items && items.length > 0 && settings ? (
            <p className="t3 xs pt-3">A post’s result is {resultRule(settings)}.</p>
          ) : null}
          {query.hasNextPage ? (
            <Button
              size="sm"
              onClick={() => void query.fetchNextPage()}
              loading={query.isFetchingNextPage}
            >
              Show more channels
            </Button>
          ) : null}
        </Section>
        <HowItLearns />
      </div>
      {settings && setting ? (
        <SettingsSheet
          settings={settings}
          canChange={canChange}
          onClose={() => setSetting(false)}
        />
      ) : null}
    </>
  );
}

function NothingYet() {
  return (
    <EmptyState
      title="Nothing to learn from yet"
      action={<LinkButton href="/campaigns">Open campaigns</LinkButton>}
    >
      Each account starts to learn with its first generated variant. Connect an account and let
      Bandwagon write for it.
    </EmptyState>
  );
}

function SwitchedOff() {
  return (
    <Section>
      <Status tone="plain">
        Learning is switched off for this workspace. The leaders write everything.
      </Status>
    </Section>
  );
}
