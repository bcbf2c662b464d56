"use client";

import { type FormEvent, useState } from "react";
import type { Override } from "@/components/posts/use-posts";
import { useZone } from "@/components/providers/zone";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { formatInZone } from "@/components/ui/zoned-format";
import type { PostView } from "@/lib/contracts/posts";
import { dayOf, instantOf } from "@/lib/domain/calendar-grid";

type MoveFieldsProps = { post: PostView; busy: boolean; override: Override };

const toMinutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** Another day and time, by the clock of the workspace. */
export function MoveFields({ post, busy, override }: MoveFieldsProps) {
  const zone = useZone();
  const [open, setOpen] = useState(false);
  const [day, setDay] = useState(dayOf(post.dueAt, zone));
  const [time, setTime] = useState(formatInZone(post.dueAt, zone, "time"));
  const [error, setError] = useState<string>();

  function move(event: FormEvent) {
    event.preventDefault();
    if (!day || !time) return setError("Give a day and a time.");
    const at = instantOf(day, toMinutes(time), zone);
    if (at.getTime() <= Date.now()) return setError("That time has passed. Choose a later one.");
    setError(undefined);
    const before = post.dueAt;
    override({ kind: "move", dueAt: at.toISOString() }, () => {
      setOpen(false);
      toast.undo(`Moved to ${formatInZone(at, zone, "date-time")}`, () =>
        override({ kind: "move", dueAt: before }),
      );
    });
  }

  if (!open) {
    return (
      <div>
        <Button onClick={() => setOpen(true)} disabled={busy} data-testid="move">
          Move…
        </Button>
      </div>
    );
  }
  return (
    <form onSubmit={move}>
      <Field group label="Move to" error={error} hint={zone}>
        <span className="row wrap">
          <Input
            className="w-auto!"
            type="date"
            aria-label="Day"
            value={day}
            onChange={(e) => setDay(e.target.value)}
          />
          <Input
            className="w-auto!"
            type="time"
            aria-label="Time"
            value={time}
            onChange={(e) => setTime(e.target.value)}
          />
          <Button type="submit" loading={busy}>
            Move
          </Button>
          <Button variant="quiet" onClick={() => setOpen(false)}>
            Keep the time
          </Button>
        </span>
      </Field>
    </form>
  );
}
