"use client";

import { useZone } from "@/components/providers/zone";
import { LoadError } from "@/components/settings/load-error";
import { useDelivery, useRedeliver } from "@/components/settings/webhooks/use-deliveries";
import { countWords, deliveryWords } from "@/components/settings/webhooks/webhook-words";
import { Button } from "@/components/ui/button";
import { CopyField } from "@/components/ui/copy-field";
import { Field } from "@/components/ui/field";
import { Sheet } from "@/components/ui/sheet";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Status, type StatusTone } from "@/components/ui/status";
import { Time } from "@/components/ui/time";
import type { DeliveryAttempt, DeliveryDetail } from "@/lib/contracts/outbound-webhooks";

type DeliverySheetProps = { id: string | null; enabled: boolean; onClose: () => void };

/** What was sent, and what was answered at each try. */
export function DeliverySheet({ id, enabled, onClose }: DeliverySheetProps) {
  const delivery = useDelivery(id);
  const redeliver = useRedeliver();
  const shown = delivery.data;
  return (
    <Sheet
      open={id !== null}
      onOpenChange={(open) => open || onClose()}
      title={shown?.event ?? "Delivery"}
      description={shown ? deliveryWords(shown).word : undefined}
      footer={
        shown && enabled && !shown.sending ? (
          <Button
            variant="primary"
            loading={redeliver.isPending}
            onClick={() => redeliver.mutate(shown.id)}
          >
            {shown.status === "pending" ? "Send now" : "Redeliver"}
          </Button>
        ) : undefined
      }
    >
      {delivery.isLoading ? <SkeletonRows rows={4} label="Loading the delivery" /> : null}
      {delivery.error ? (
        <LoadError
          what="The delivery"
          error={delivery.error}
          onRetry={() => void delivery.refetch()}
        />
      ) : null}
      {shown ? <Detail delivery={shown} /> : null}
    </Sheet>
  );
}

function Detail({ delivery }: { delivery: DeliveryDetail }) {
  const zone = useZone();
  return (
    <div className="grid gap-4">
      <Field label="Message id" hint="The same at every try: by it a receiver tells a repeat">
        <CopyField value={delivery.messageId} what="message id" />
      </Field>
      <section className="grid gap-2" aria-label="Tries">
        <div className="row">
          <h3 className="h">Tries</h3>
          <span className="t3">{delivery.attempts}</span>
        </div>
        {delivery.tries.length === 0 ? <p className="t2">It has not been sent yet.</p> : null}
        <ol className="attempts">
          {delivery.tries.map((each) => (
            <Try key={each.attempt} each={each} sending={delivery.sending} />
          ))}
        </ol>
        {delivery.nextAt && delivery.attempts > 0 ? (
          <p className="t2">
            The next try is at <Time at={delivery.nextAt} zone={zone} />.
          </p>
        ) : null}
      </section>
      <section className="grid gap-2" aria-label="What was sent">
        <h3 className="h">What was sent</h3>
        <pre className="answer max-h-none!">{pretty(delivery.body)}</pre>
      </section>
    </div>
  );
}

function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}

function outcomeOf(each: DeliveryAttempt, sending: boolean): { tone: StatusTone; word: string } {
  if (each.finishedAt === null)
    return sending ? { tone: "info", word: "Under way" } : { tone: "need", word: "Interrupted" };
  if (each.error === null) return { tone: "ok", word: `Answered ${each.status ?? ""}` };
  return { tone: "bad", word: each.status === null ? "No answer" : `Answered ${each.status}` };
}

function Try({ each, sending }: { each: DeliveryAttempt; sending: boolean }) {
  const zone = useZone();
  const { tone, word } = outcomeOf(each, sending);
  return (
    <li>
      <div className="row wrap">
        <span className="m">Try {each.attempt}</span>
        <Time at={each.startedAt} zone={zone} />
        {each.durationMs === null ? null : (
          <span className="t3 xs nw">
            took {countWords(each.durationMs, "millisecond", "milliseconds")}
          </span>
        )}
        <span className="push">
          <Status tone={tone}>{word}</Status>
        </span>
      </div>
      {each.error && each.status === null ? <p className="t2">{each.error}</p> : null}
      {each.answer ? (
        <details>
          <summary className="t3 xs">What the receiver answered</summary>
          <pre className="answer max-h-none!">{each.answer}</pre>
        </details>
      ) : null}
    </li>
  );
}
