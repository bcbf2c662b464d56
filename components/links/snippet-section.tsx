"use client";

import { useState } from "react";
import { useChangeKey, useSnippet } from "@/components/links/use-links";
import { Button } from "@/components/ui/button";
import { CopyField } from "@/components/ui/copy-field";
import { Dialog } from "@/components/ui/dialog";
import { ErrorMessage } from "@/components/ui/error-message";
import { Field } from "@/components/ui/field";
import { Section } from "@/components/ui/section";
import { SkeletonRows } from "@/components/ui/skeleton";
import type { SnippetView } from "@/lib/contracts/links";

const CALL = 'bandwagon("conversion", { id: "order 1042", value: 49.5 })';
const TAG = "<button data-bandwagon-conversion>Sign up</button>";

/** The line for a site's pages, so that what people do after a click is counted. */
export function SnippetSection({ canChange }: { canChange: boolean }) {
  const { data, error, isPending, refetch } = useSnippet();
  return (
    <Section title="Conversions">
      <p className="t2" style={{ marginBottom: 12 }}>
        Put one line into the pages that your links lead to, and Bandwagon counts what visitors do
        there, as an order or a sign-up. It sets no cookies and tells only which short link they
        came by.
      </p>
      {isPending ? <SkeletonRows rows={2} label="Loading the line for your site" /> : null}
      {error && !data ? (
        <ErrorMessage
          title="The line for your site could not be loaded"
          action={<Button onClick={() => void refetch()}>Try again</Button>}
        >
          {error.message}
        </ErrorMessage>
      ) : null}
      {data ? <Snippet snippet={data} canChange={canChange} /> : null}
    </Section>
  );
}

const lineOf = ({ scriptUrl, key }: SnippetView) =>
  `<script src="${scriptUrl}" data-key="${key}"></script>`;

function Snippet({ snippet, canChange }: { snippet: SnippetView; canChange: boolean }) {
  const [asking, setAsking] = useState<"make" | "remove" | null>(null);
  const change = useChangeKey(() => setAsking(null));
  if (!snippet.key) {
    return canChange ? (
      <Button loading={change.isPending} onClick={() => change.mutate("make")}>
        Make the line for your site
      </Button>
    ) : (
      <p className="t2">Ask an owner to make the line for your site.</p>
    );
  }
  return (
    <div className="grid gap-4">
      <Field
        label="Put this line into each page"
        hint="Anybody may see the key in it. It can report conversions and nothing else"
      >
        <CopyField what="line for your site" value={lineOf(snippet)} />
      </Field>
      <Field
        label="Call this when it happens"
        hint="The same id counts once. The value is optional, in your own currency"
      >
        <CopyField what="call" value={CALL} />
      </Field>
      <Field label="Or mark the button that people press" hint="Counts once a visit">
        <CopyField what="tag" value={TAG} />
      </Field>
      {canChange ? (
        <div className="row">
          <Button size="sm" onClick={() => setAsking("make")}>
            New key
          </Button>
          <Button size="sm" variant="danger" onClick={() => setAsking("remove")}>
            Remove key
          </Button>
        </div>
      ) : null}
      <Dialog
        open={asking !== null}
        onOpenChange={(open) => open || setAsking(null)}
        title={asking === "remove" ? "Remove the key?" : "Make a new key?"}
        description={`Pages with the present line stop reporting${
          asking === "make" ? " until they have the new one" : ""
        }. What was counted stays.`}
        confirmLabel={asking === "remove" ? "Remove key" : "Make a new key"}
        danger
        loading={change.isPending}
        onConfirm={() => asking && change.mutate(asking)}
      />
    </div>
  );
}
