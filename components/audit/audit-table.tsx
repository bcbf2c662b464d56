"use client";

import { Fragment, useState } from "react";
import { AuditChanges } from "@/components/audit/audit-changes";
import { AuditSentence, AuditSubject } from "@/components/audit/audit-sentence";
import { changesOf } from "@/components/audit/audit-words";
import { Button } from "@/components/ui/button";
import { Time } from "@/components/ui/time";
import type { AuditEntryView } from "@/lib/contracts/audit";

type AuditTableProps = { entries: readonly AuditEntryView[]; zone: string };

/** A table, and two lines an entry on a phone. What changed folds out below. */
export function AuditTable({ entries, zone }: AuditTableProps) {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const toggle = (id: string) =>
    setOpen((before) => {
      const next = new Set(before);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  const rowOf = (entry: AuditEntryView) => ({
    entry,
    zone,
    isOpen: open.has(entry.id),
    onToggle: () => toggle(entry.id),
  });
  return (
    <div className="has-two">
      <div className="tbl-wrap">
        <table className="tbl" aria-label="Audit log">
          <thead>
            <tr>
              <th scope="col">When, {zone}</th>
              <th scope="col">What</th>
              <th scope="col">Subject</th>
              <th scope="col">
                <span className="sr">Details</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {entries.map((entry) => (
              <WideEntry key={entry.id} {...rowOf(entry)} />
            ))}
          </tbody>
        </table>
      </div>
      <ul className="two" aria-label="Audit log">
        {entries.map((entry) => (
          <PhoneEntry key={entry.id} {...rowOf(entry)} />
        ))}
      </ul>
    </div>
  );
}

type EntryProps = { entry: AuditEntryView; zone: string; isOpen: boolean; onToggle: () => void };

function WideEntry({ entry, zone, isOpen, onToggle }: EntryProps) {
  return (
    <Fragment>
      <tr>
        <td className="t2">
          <Time at={entry.at} zone={zone} />
        </td>
        <td>
          <AuditSentence entry={entry} />
        </td>
        <td className="t2">
          <AuditSubject entry={entry} />
        </td>
        <td className="num">
          <Toggle entry={entry} zone={zone} isOpen={isOpen} onToggle={onToggle} />
        </td>
      </tr>
      {isOpen ? (
        <tr>
          <td />
          <td colSpan={3}>
            <AuditChanges entry={entry} zone={zone} />
          </td>
        </tr>
      ) : null}
    </Fragment>
  );
}

function PhoneEntry({ entry, zone, isOpen, onToggle }: EntryProps) {
  return (
    <li>
      <span>
        <AuditSentence entry={entry} />
      </span>
      <Toggle entry={entry} zone={zone} isOpen={isOpen} onToggle={onToggle} />
      <span className="line-2">
        <Time at={entry.at} zone={zone} />, <AuditSubject entry={entry} />
      </span>
      {isOpen ? (
        <div className="line-2">
          <AuditChanges entry={entry} zone={zone} />
        </div>
      ) : null}
    </li>
  );
}

function Toggle({ entry, zone, isOpen, onToggle }: EntryProps) {
  const count = changesOf(entry.before, entry.after, zone).length;
  if (count === 0) return null;
  return (
    <Button size="sm" variant="quiet" aria-expanded={isOpen} onClick={onToggle}>
      {isOpen ? "Hide" : "Show change"}
    </Button>
  );
}
