"use client";

import { useState } from "react";
import { GuestItem } from "@/components/approvals/guest-item";
import { useGuest } from "@/components/approvals/use-guest";
import { ZoneProvider } from "@/components/providers/zone";
import { ErrorMessage } from "@/components/ui/error-message";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { PlatformMark } from "@/components/ui/platform-mark";
import { Time } from "@/components/ui/time";
import { Wheel } from "@/components/ui/wheel";
import type { LinkedApproval } from "@/lib/contracts/approvals";
import { catalog } from "@/lib/platforms/catalog";

type GuestPageProps = { token: string; initial: LinkedApproval };

/** One campaign for somebody without an account: what would be posted, and their word on it. */
export function GuestPage({ token, initial }: GuestPageProps) {
  const guest = useGuest(token, initial);
  const [name, setName] = useState("");
  const { workspace, campaign, items, timeZone, expiresAt } = guest.approval;
  const groups = Map.groupBy(items, ({ platform }) => platform);
  return (
    <ZoneProvider zone={timeZone}>
      <main className="guest">
        <span className="brand">
          <Wheel />
          Bandwagon
        </span>
        <header className="grid gap-2">
          <p className="t2">{workspace} asks for your approval</p>
          <h1>{campaign}</h1>
          <GuestLead approval={guest.approval} />
        </header>
        {guest.isOver ? (
          <ErrorMessage title="This link is over">
            It expired or was taken back while the page was open. Ask {workspace} for a new one.
          </ErrorMessage>
        ) : null}
        <Field label="Your name" hint="Stands beside what you decide. You may leave it empty.">
          <Input
            value={name}
            autoComplete="name"
            maxLength={80}
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
        {[...groups].map(([platform, group]) => (
          <section className="guest-group" key={platform} aria-label={catalog[platform].label}>
            <div className="row">
              <PlatformMark platform={platform} />
              <h2 className="h">{catalog[platform].label}</h2>
            </div>
            {group.map((item) => (
              <GuestItem
                key={item.id}
                item={item}
                author={workspace}
                problem={guest.problems.get(item.id)}
                isBusy={guest.busy === item.id}
                onDecide={(verdict, comment) => guest.decide(item, { verdict, comment, name })}
              />
            ))}
          </section>
        ))}
        <footer className="xs t3">
          This page works until <Time at={expiresAt} zone={timeZone} withZone />. It shows this
          campaign and nothing else.
        </footer>
      </main>
    </ZoneProvider>
  );
}

/** What is left to do here. */
function GuestLead({ approval: { items } }: { approval: LinkedApproval }) {
  const waiting = items.filter(({ state }) => state === "waiting").length;
  if (items.length === 0) return <p className="say">There is nothing to look at yet.</p>;
  if (waiting === 0) {
    return (
      <p className="say" role="status">
        Nothing waits for you any more. You can close this page, or change a decision below.
      </p>
    );
  }
  return (
    <p className="say" role="status">
      {waiting === 1 ? "One text waits" : `${waiting} texts wait`} for your word. Nothing is posted
      before it is approved.
    </p>
  );
}
