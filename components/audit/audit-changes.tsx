import { changesOf } from "@/components/audit/audit-words";
import type { AuditEntryView } from "@/lib/contracts/audit";

/** From and to, field by field. */
export function AuditChanges({ entry, zone }: { entry: AuditEntryView; zone: string }) {
  return (
    <div className="grid gap-1.5 py-2">
      <dl className="grid gap-1.5">
        {changesOf(entry.before, entry.after, zone).map((change) => (
          <div
            key={change.field}
            className="grid gap-x-3 md:grid-cols-[minmax(110px,180px)_minmax(0,1fr)]"
          >
            <dt className="t3">{change.field}</dt>
            <dd className="[overflow-wrap:anywhere]">
              {change.from === null ? null : <del className="t3">{change.from}</del>}
              {change.from !== null && change.to !== null ? (
                <>
                  {" "}
                  <span aria-hidden="true">→</span>{" "}
                </>
              ) : null}
              {change.to === null ? null : <ins className="no-underline">{change.to}</ins>}
            </dd>
          </div>
        ))}
      </dl>
      {entry.requestId ? <p className="t3 xs">Request {entry.requestId}</p> : null}
    </div>
  );
}
