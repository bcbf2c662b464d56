"use client";

import { UploadSimpleIcon } from "@phosphor-icons/react/ssr";
import { useRef, useState } from "react";
import { describeImport } from "@/components/contacts/import-words";
import { useImportContacts } from "@/components/contacts/use-contacts";
import { Button } from "@/components/ui/button";
import { FieldError } from "@/components/ui/field";
import { Sheet } from "@/components/ui/sheet";
import { toast } from "@/components/ui/toast";
import { CONTACT_CSV, type ImportAnswer } from "@/lib/contracts/contacts";

/** Chooses a file, tells what it would do, and does it when told to. */
export function ImportSheet({ onClose }: { onClose: () => void }) {
  const [file, setFile] = useState<File | null>(null);
  const preview = useImportContacts();
  const work = useImportContacts();
  const look = (chosen: File) => {
    setFile(chosen);
    work.reset();
    preview.mutate({ file: chosen, preview: true });
  };
  const told = preview.data;
  const useful = (told?.added ?? 0) + (told?.changed ?? 0);
  const run = () => {
    if (!file) return;
    work.mutate(
      { file, preview: false },
      {
        onSuccess: ({ added, changed }) => {
          toast.success(`${added} added, ${changed} changed`);
          onClose();
        },
      },
    );
  };
  const error = work.error ?? preview.error;
  return (
    <Sheet
      open
      onOpenChange={(open) => open || onClose()}
      title="Import contacts"
      description="From a CSV file; nothing is kept before you say so"
      footer={
        <>
          <Button variant="quiet" onClick={onClose}>
            Cancel
          </Button>
          <Button variant="primary" disabled={useful === 0} loading={work.isPending} onClick={run}>
            {useful > 0 ? `Import ${useful.toLocaleString("en")}` : "Import"}
          </Button>
        </>
      }
    >
      <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-4">
        <Teaching />
        <FileButton fileName={file?.name ?? null} busy={preview.isPending} onPick={look} />
        {error ? <FieldError>{error.message}</FieldError> : null}
        {told && !error ? <Outcome told={told} /> : null}
      </div>
    </Sheet>
  );
}

function Teaching() {
  return (
    <>
      <p className="t2">
        The first line names the columns. Only <b>phone</b> is needed, but who has no{" "}
        <b>consent_at</b> and <b>consent_source</b> gets no messages.
      </p>
      <pre className="quote xs overflow-x-auto">
        {`${CONTACT_CSV.columns.join(",")}\n+45 20 12 34 56,Ines Moreau,2026-01-31,Newsletter form`}
      </pre>
    </>
  );
}

type FileButtonProps = { fileName: string | null; busy: boolean; onPick: (file: File) => void };

function FileButton({ fileName, busy, onPick }: FileButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className="row min-w-0">
      <Button
        className="flex-none"
        icon={<UploadSimpleIcon className="i" aria-hidden="true" />}
        loading={busy}
        onClick={() => input.current?.click()}
      >
        {fileName ? "Choose another" : "Choose a CSV file"}
      </Button>
      {fileName ? (
        <span className="cut min-w-0" title={fileName}>
          {fileName}
        </span>
      ) : null}
      <input
        ref={input}
        type="file"
        hidden
        aria-label="CSV file"
        accept=".csv,text/csv"
        onChange={(event) => {
          const chosen = event.target.files?.[0];
          event.target.value = "";
          if (chosen) onPick(chosen);
        }}
      />
    </div>
  );
}

function Outcome({ told }: { told: ImportAnswer }) {
  return (
    <section className="grid gap-3" aria-label="What will happen">
      <p className="say">{describeImport(told)}</p>
      {told.errors.length > 0 ? <Problems told={told} /> : null}
    </section>
  );
}

function Problems({ told }: { told: ImportAnswer }) {
  const more = told.refused - told.errors.length;
  return (
    <div className="grid gap-2">
      <h3 className="h">Lines that are left out</h3>
      <ul className="t2 grid gap-1">
        {told.errors.map(({ line, message }) => (
          <li key={line}>
            Line {line}: {message}
          </li>
        ))}
        {more > 0 ? <li>And {more.toLocaleString("en")} more.</li> : null}
      </ul>
    </div>
  );
}
