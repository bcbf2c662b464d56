"use client";

import { type FormEvent, useId, useState } from "react";
import { detailOf, useImportMedia } from "@/components/media/use-media";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Sheet } from "@/components/ui/sheet";

/** Fetches a file from its address. */
export function ImportSheet({ onClose }: { onClose: () => void }) {
  const [url, setUrl] = useState("");
  const formId = useId();
  const work = useImportMedia();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!work.isPending) work.mutate(url, { onSuccess: onClose });
  };
  const problem = work.isError ? (detailOf(work.error) ?? "It was not fetched. Try again.") : "";
  return (
    <Sheet
      open
      onOpenChange={(open) => (open ? null : onClose())}
      title="Add a file from its address"
      description="Bandwagon fetches it once and keeps a copy."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" form={formId} loading={work.isPending}>
            Fetch file
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit}>
        <Field
          label="Address"
          error={problem}
          hint="An image, MP4, MOV or PDF of up to 50 MB that anybody can open."
        >
          <Input
            type="text"
            inputMode="url"
            autoComplete="off"
            placeholder="https://example.com/picture.jpg"
            value={url}
            onChange={(event) => setUrl(event.target.value)}
          />
        </Field>
      </form>
    </Sheet>
  );
}
