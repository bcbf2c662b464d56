import { cx } from "@/components/ui/class-names";
import type { WebhookView } from "@/lib/contracts/outbound-webhooks";
import { countWords } from "./webhook-words";

type Recent = WebhookView["recent"];

/** Height as well as colour tells how each went; the newest is at the right. */
function barOf({ status, tried }: Recent[number]): string {
  if (status === "delivered") return "h-4 bg-success";
  if (status === "failed") return "h-2 bg-danger";
  return tried ? "h-2.5 bg-warn" : "h-1 bg-ink-3";
}

const count = (recent: Recent, is: (one: Recent[number]) => boolean) => recent.filter(is).length;

function wordsOf(recent: Recent): string {
  const parts = [
    `${count(recent, ({ status }) => status === "delivered")} delivered`,
    `${count(recent, ({ status }) => status === "failed")} failed`,
    `${count(recent, ({ status }) => status === "pending")} waiting`,
  ];
  return `Of the latest ${countWords(recent.length, "delivery", "deliveries")}: ${parts.join(", ")}`;
}

/** How the latest deliveries went, at a glance. */
export function DeliveryStrip({ recent }: { recent: Recent }) {
  if (recent.length === 0) return <span className="t3">None</span>;
  return (
    <span
      className="inline-flex h-4 items-end gap-0.5 align-middle"
      role="img"
      aria-label={wordsOf(recent)}
      title={wordsOf(recent)}
    >
      {[...recent].reverse().map((one) => (
        <i key={one.id} className={cx("block w-1 rounded-[1px]", barOf(one))} />
      ))}
    </span>
  );
}
