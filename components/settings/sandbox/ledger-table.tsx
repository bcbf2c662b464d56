"use client";

import Link from "next/link";
import { useZone } from "@/components/providers/zone";
import { PlatformMark } from "@/components/ui/platform-mark";
import { type Column, Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import type { LedgerLine } from "@/lib/contracts/sandbox";

/** All that one post has become there: one message each, a thread, an album. */
type Entry = { line: LedgerLine; count: number };

/** One row for each post, where its latest part stands. What belongs to no post stands alone. */
export function groupByPost(lines: readonly LedgerLine[]): Entry[] {
  const entries: Entry[] = [];
  const ofPost = new Map<string, Entry>();
  for (const line of lines) {
    const known = line.postId === null ? undefined : ofPost.get(line.postId);
    if (known) {
      known.count += 1;
      continue;
    }
    const entry = { line, count: 1 };
    entries.push(entry);
    if (line.postId !== null) ofPost.set(line.postId, entry);
  }
  return entries;
}

const whatOf = ({ line, count }: Entry) =>
  `${line.kind.replaceAll("_", " ")}${count > 1 ? ` ×${count}` : ""}`;

export function LedgerTable({ lines }: { lines: readonly LedgerLine[] }) {
  const zone = useZone();
  const when = ({ line }: Entry) => <Time at={line.at} zone={zone} />;
  const columns: Column<Entry>[] = [
    { key: "who", head: "Account", cell: ({ line }) => <Account line={line} /> },
    { key: "what", head: "What", cell: whatOf },
    { key: "id", head: "Its id there", cell: ({ line }) => <ExternalId line={line} /> },
    { key: "post", head: "Post here", cell: ({ line }) => <Post line={line} /> },
    { key: "at", head: "Accepted", cell: when, num: true },
  ];
  return (
    <Table
      label="What the sandbox accepted"
      columns={columns}
      rows={groupByPost(lines)}
      rowKey={({ line }) => String(line.seq)}
      phone={(entry) => ({
        first: <Account line={entry.line} />,
        aside: when(entry),
        second: (
          <span className="row row-2 wrap">
            {whatOf(entry)}
            <ExternalId line={entry.line} />
            <Post line={entry.line} />
          </span>
        ),
      })}
    />
  );
}

function Account({ line }: { line: LedgerLine }) {
  return (
    <span className="row row-2">
      <PlatformMark platform={line.platform} label={line.label} />
      <b className="b cut">{line.handle}</b>
    </span>
  );
}

/** Leads to the imitated platform's page of it, where that is known. */
function ExternalId({ line }: { line: LedgerLine }) {
  const id = (
    <code className="cut font-mono text-xs" title={line.externalId}>
      {shorten(line.externalId)}
    </code>
  );
  if (!line.permalink) return id;
  return (
    <a href={line.permalink} target="_blank" rel="noreferrer">
      {id}
      <span className="sr"> on {line.label}, in a new tab</span>
    </a>
  );
}

const longest = 28;
const shorten = (id: string) => (id.length > longest ? `…${id.slice(-longest)}` : id);

function Post({ line }: { line: LedgerLine }) {
  // A thread or an album has one id here and several there.
  if (!line.postId) return <span className="t3">Part of one, or none</span>;
  return <Link href={`/posts?post=${line.postId}`}>See the post</Link>;
}
