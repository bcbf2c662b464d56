"use client";

import { type FormEvent, useState } from "react";
import type { Override } from "@/components/posts/use-posts";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import type { PostView } from "@/lib/contracts/posts";
import { readFoundLink } from "@/lib/domain/found-link";
import { catalog } from "@/lib/platforms/catalog";

/** What a person may say of a post of which nobody knows whether it went out. */
export const SETTLE_KINDS = ["found", "again", "forget"] as const;
export type SettleKind = (typeof SETTLE_KINDS)[number];

type SettleParkedProps = {
  post: PostView;
  busy: boolean;
  override: Override;
  /** What was chosen before the post was opened. */
  asked?: SettleKind | null;
};

export function SettleParked({ post, busy, override, asked: first = null }: SettleParkedProps) {
  const [asked, setAsked] = useState<SettleKind | null>(first);
  const { label } = catalog[post.platform];
  const close = () => setAsked(null);
  return (
    <>
      <h3 className="h">Did it go out?</h3>
      {asked === "found" ? (
        <FoundForm post={post} busy={busy} override={override} onClose={close} />
      ) : (
        <div className="row wrap">
          <Button disabled={busy} onClick={() => setAsked("found")}>
            It is there
          </Button>
          <Button disabled={busy} onClick={() => setAsked("again")}>
            It did not go out, post again
          </Button>
          <Button disabled={busy} variant="danger" onClick={() => setAsked("forget")}>
            Forget it
          </Button>
        </div>
      )}
      <Dialog
        open={asked === "again"}
        onOpenChange={close}
        title="Post it again?"
        description={`If it is on ${label} already, it will be there twice. Look there first.`}
        confirmLabel="Post again"
        cancelLabel="Not now"
        danger
        onConfirm={() => {
          close();
          override({ kind: "retry" }, () => toast.success("Queued again"));
        }}
      />
      <Dialog
        open={asked === "forget"}
        onOpenChange={close}
        title="Forget this post?"
        description={`Bandwagon neither sends it again nor counts it. If it is on ${label}, it stays there. This can’t be taken back.`}
        confirmLabel="Forget it"
        cancelLabel="Not now"
        danger
        onConfirm={() => {
          close();
          override({ kind: "cancel" }, () => toast.success("Post forgotten"));
        }}
      />
    </>
  );
}

type FoundFormProps = Omit<SettleParkedProps, "asked"> & { onClose: () => void };

function FoundForm({ post, busy, override, onClose }: FoundFormProps) {
  const [link, setLink] = useState("");
  const [error, setError] = useState<string>();
  const { label } = catalog[post.platform];
  function save(event: FormEvent) {
    event.preventDefault();
    if (!readFoundLink(link)) {
      return setError("Paste the post’s full address, beginning with https://, or its id.");
    }
    setError(undefined);
    override({ kind: "found", link }, () => toast.success("Noted: it went out"));
  }
  return (
    <form onSubmit={save} noValidate>
      <Field
        label={`Where it is on ${label}`}
        error={error}
        hint="Paste its address or its id, so that its results are counted."
      >
        <span className="row wrap">
          <Input
            className="grow"
            autoFocus
            value={link}
            maxLength={2000}
            aria-label={`Where it is on ${label}`}
            onChange={(event) => setLink(event.target.value)}
          />
          <Button type="submit" variant="primary" loading={busy}>
            It went out
          </Button>
          <Button variant="quiet" onClick={onClose}>
            Back
          </Button>
        </span>
      </Field>
    </form>
  );
}
