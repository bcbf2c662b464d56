"use client";

import Link from "next/link";
import { useZone } from "@/components/providers/zone";
import { PlatformMark } from "@/components/ui/platform-mark";
import { type Column, Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import type { LedgerLine } from "@/lib/contracts/sandbox";

export function LedgerTable({ lines }: { lines: readonly LedgerLine[] }) {
  const zone = useZone();
  const when = (line: LedgerLine) => <Time at={line.at} zone={zone} />;
  const columns: Column<LedgerLine>[] = [
    { key: "who", head: "Account", cell: (line) => <Account line={line} /> },
    { key: "what", head: "What", cell: (line) => line.kind.replaceAll("_", " ") },
    { key: "id", head: "Its id there", cell: (line) => <ExternalId line={line} /> },
    { key: "post", head: "Post here", cell: (line) => <Post line={line} /> },
    { key: "at", head: "Accepted", cell: when, num: true },
  ];
  return (
    <Table
      label="What the sandbox accepted"
      columns={columns}
      rows={lines}
      rowKey={(line) => String(line.seq)}
      phone={(line) => ({
        first: <Account line={line} />,
        aside: when(line),
        second: (
          <span className="row row-2 wrap">
            {line.kind.replaceAll("_", " ")}
            <ExternalId line={line} />
            <Post line={line} />
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
