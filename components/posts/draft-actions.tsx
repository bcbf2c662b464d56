"use client";

import { type FormEvent, useState } from "react";
import { useOverride, usePlanDraft } from "@/components/posts/use-posts";
import { useZone } from "@/components/providers/zone";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, FieldError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import type { PostView } from "@/lib/contracts/posts";
import type { PublicationChanged } from "@/lib/contracts/publish";
import { instantOf } from "@/lib/domain/calendar-grid";

type Asked = "publish" | "schedule" | "delete";

/** What becomes of a draft: it goes out now, gets its time, or is deleted. */
export function DraftActions({ post }: { post: PostView }) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const plan = usePlanDraft();
  const override = useOverride();
  const close = () => setAsked(null);
  const send = (time: { status: "published" } | { status: "scheduled"; scheduledAt: string }) => {
    close();
    plan.mutate(
      { postId: post.id, ...time },
      { onSuccess: (changed) => toast.success(describe(changed)) },
    );
  };
  const remove = () => {
    close();
    override.mutate(
      { postId: post.id, action: { kind: "cancel" } },
      { onSuccess: () => toast.success("Draft deleted") },
    );
  };
  const busy = plan.isPending || override.isPending;
  return (
    <div className="grid gap-3">
      <div className="row wrap">
        <Button variant="primary" loading={busy} onClick={() => setAsked("publish")}>
          Publish now
        </Button>
        <Button disabled={busy} onClick={() => setAsked("schedule")}>
          Schedule…
        </Button>
        <Button variant="danger" disabled={busy} onClick={() => setAsked("delete")}>
          Delete draft
        </Button>
      </div>
      {plan.isError ? <FieldError>{plan.error.message}</FieldError> : null}
      {asked === "schedule" ? (
        <TimeForm
          onClose={close}
          onTime={(scheduledAt) => send({ status: "scheduled", scheduledAt })}
        />
      ) : null}
      {asked === "publish" || asked === "delete" ? (
        <Dialog
          open
          onOpenChange={close}
          title={asked === "publish" ? "Publish it now?" : "Delete this draft?"}
          description={
            asked === "publish"
              ? `It goes out on ${post.accountHandle} at once.`
              : "It was never sent. This can’t be taken back."
          }
          confirmLabel={asked === "publish" ? "Publish now" : "Delete draft"}
          cancelLabel="Keep the draft"
          danger={asked === "delete"}
          onConfirm={() => (asked === "publish" ? send({ status: "published" }) : remove())}
        />
      ) : null}
    </div>
  );
}

const describe = ({ status }: PublicationChanged): string =>
  status === "awaiting_approval"
    ? "It goes out once somebody approves it"
    : status === "scheduled"
      ? "Scheduled"
      : "On its way. The status here follows it.";

const toMinutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

function TimeForm({ onClose, onTime }: { onClose: () => void; onTime: (at: string) => void }) {
  const zone = useZone();
  const [day, setDay] = useState("");
  const [time, setTime] = useState("09:00");
  const [error, setError] = useState<string>();
  function submit(event: FormEvent) {
    event.preventDefault();
    if (!day || !time) return setError("Give a day and a time.");
    onTime(instantOf(day, toMinutes(time), zone).toISOString());
  }
  return (
    <form onSubmit={submit}>
      <Field group label="Goes out" error={error} hint={zone}>
        <span className="row wrap">
          <Input
            className="w-auto!"
            type="date"
            aria-label="Day"
            value={day}
            onChange={(event) => setDay(event.target.value)}
          />
          <Input
            className="w-auto!"
            type="time"
            aria-label="Time"
            value={time}
            onChange={(event) => setTime(event.target.value)}
          />
          <Button type="submit">Schedule</Button>
          <Button variant="quiet" onClick={onClose}>
            Keep the draft
          </Button>
        </span>
      </Field>
    </form>
  );
}
