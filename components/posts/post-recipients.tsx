"use client";

import { useState } from "react";
import {
  describeParts,
  format,
  STATE_LOOKS,
  type StatePart,
  toParts,
} from "@/components/posts/recipient-words";
import { useRecipients } from "@/components/posts/use-recipients";
import { useZone } from "@/components/providers/zone";
import { Button } from "@/components/ui/button";
import { ErrorMessage } from "@/components/ui/error-message";
import { LinkButton } from "@/components/ui/link-button";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Status } from "@/components/ui/status";
import { Time } from "@/components/ui/time";
import type { PostView } from "@/lib/contracts/posts";
import type { RecipientPage, RecipientView } from "@/lib/contracts/recipients";
import { describeReach } from "@/lib/domain/reach-words";
import type { RecipientState } from "@/lib/domain/recipient-status";
import { catalog } from "@/lib/platforms/catalog";

/** Who gets a post that goes to people one by one, and how far it has come with each. */
export function PostRecipients({ post }: { post: Pick<PostView, "id" | "platform" | "status"> }) {
  if (catalog[post.platform].audience !== "contacts") return null;
  return (
    <section className="grid gap-3" aria-label="Recipients">
      <h3 className="h">Recipients</h3>
      <Recipients postId={post.id} isOver={OVER.includes(post.status)} />
    </section>
  );
}

const OVER: readonly string[] = ["canceled", "skipped", "deleted"];

function Recipients({ postId, isOver }: { postId: string; isOver: boolean }) {
  const [state, setState] = useState<RecipientState | null>(null);
  const query = useRecipients(postId, state);
  if (query.isPending) return <SkeletonRows rows={4} label="Loading recipients" />;
  if (query.isError) {
    return (
      <ErrorMessage
        title="The recipients can’t be shown."
        action={<Button onClick={() => void query.refetch()}>Try again</Button>}
      >
        {query.error.message}
      </ErrorMessage>
    );
  }
  const [first] = query.data.pages;
  const people = query.data.pages.flatMap(({ items }) => items);
  if (!first || first.reachable !== null) {
    return isOver ? (
      <p className="t2">Nobody was written to.</p>
    ) : (
      <Reach reachable={first?.reachable ?? 0} />
    );
  }
  return (
    <>
      <Summary parts={toParts(first.counts)} chosen={state} onChoose={setState} />
      {people.length === 0 ? (
        <p className="row wrap">
          <span className="t2">Nobody is in this state now.</span>
          <Button size="sm" onClick={() => setState(null)}>
            Show everybody
          </Button>
        </p>
      ) : (
        <ul data-testid="recipients" aria-busy={query.isPlaceholderData}>
          {people.map((person) => (
            <Person key={person.id} person={person} />
          ))}
        </ul>
      )}
      {query.hasNextPage ? (
        <div className="pages">
          <span className="grow">
            {format(people.length)} of {format(totalOf(first.counts, state))} people
          </span>
          <Button
            size="sm"
            loading={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            Show more
          </Button>
        </div>
      ) : null}
    </>
  );
}

const totalOf = (counts: RecipientPage["counts"], state: RecipientState | null) =>
  state ? counts[state] : Object.values(counts).reduce((sum, number) => sum + number, 0);

function Reach({ reachable }: { reachable: number }) {
  if (reachable > 0) return <p className="t2">{describeReach(reachable)}</p>;
  return (
    <ErrorMessage
      title={describeReach(0)}
      action={
        <LinkButton size="sm" href="/contacts">
          Open contacts
        </LinkButton>
      }
    >
      Import contacts with the day and the place of their consent.
    </ErrorMessage>
  );
}

type SummaryProps = {
  parts: readonly StatePart[];
  chosen: RecipientState | null;
  onChoose: (state: RecipientState | null) => void;
};

/** The bar and its key; a part of the key shows its people alone. */
function Summary({ parts, chosen, onChoose }: SummaryProps) {
  return (
    <div className="grid gap-2">
      <div className="split" role="img" aria-label={describeParts(parts)}>
        {parts.map(({ state, share }) => (
          <i
            key={state}
            style={{
              ["--c" as string]: STATE_LOOKS[state].color,
              flex: `${share} 1 0`,
              minWidth: 3,
            }}
          />
        ))}
      </div>
      <ul className="row wrap" aria-label="Show one state only">
        {parts.map(({ state, count }) => {
          const isChosen = state === chosen;
          return (
            <li key={state}>
              <Button
                size="sm"
                variant={isChosen ? undefined : "quiet"}
                aria-pressed={isChosen}
                icon={<Dot color={STATE_LOOKS[state].color} />}
                onClick={() => onChoose(isChosen ? null : state)}
              >
                {format(count)} {STATE_LOOKS[state].word.toLowerCase()}
              </Button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function Dot({ color }: { color: string }) {
  return (
    <span
      aria-hidden="true"
      style={{ width: 8, height: 8, borderRadius: 2, background: color, flex: "none" }}
    />
  );
}

function Person({ person }: { person: RecipientView }) {
  const zone = useZone();
  const { name, phone, state, reason, at } = person;
  const { tone, word } = STATE_LOOKS[state];
  return (
    <li className="grid gap-0.5 border-t border-line-soft py-2 first:border-t-0">
      <div className="row">
        <span className="grow cut">
          <b className="b">{name ?? phone}</b>
          {name ? <span className="t3 nw"> {phone}</span> : null}
        </span>
        <Status tone={tone}>{word}</Status>
      </div>
      {reason || at ? (
        <div className="row t3 xs">
          <span className="grow">{reason}</span>
          {at ? <Time at={at} zone={zone} /> : null}
        </div>
      ) : null}
    </li>
  );
}
