"use client";

import { type FormEvent, useState } from "react";
import type { LinkChange } from "@/components/links/use-links";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { ApiError } from "@/lib/api/fetcher";
import type { LinkSettingsView } from "@/lib/contracts/links";
import { checkTemplate, TAG_FIELDS, toTarget } from "@/lib/domain/link-tags";
import { PLATFORMS } from "@/lib/platforms/platform";

type TemplateFieldProps = {
  settings: LinkSettingsView;
  canChange: boolean;
  save: (change: LinkChange) => Promise<unknown>;
};

const EXAMPLE = {
  platform: PLATFORMS[0],
  campaign: "autumn-launch",
  variant: "b",
  account: "northlight",
};

/** What is added to the address behind each short link. */
export function TemplateField({ settings, canChange, save }: TemplateFieldProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const template = typed ?? settings.template;
  const send = async (next: string | null) => {
    const problem = next === null ? null : checkTemplate(next);
    if (problem) return setError(problem);
    setBusy(true);
    try {
      await save({ template: next });
      setTyped(null);
      setError(undefined);
    } catch (failed) {
      setError(failed instanceof ApiError ? (failed.field("template") ?? failed.message) : "");
    } finally {
      setBusy(false);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    void send(template.trim());
  };
  const fields = Object.keys(TAG_FIELDS).map((name) => `{${name}}`);
  return (
    <form className="grid gap-2" onSubmit={submit} noValidate>
      <Field
        label="Tags added to each address (UTM)"
        hint={`They tell your own web statistics where visitors came from. Bandwagon fills in ${fields.join(", ")}. Tags that an address has already stay.`}
        error={error}
      >
        <Input
          value={template}
          onChange={(event) => setTyped(event.target.value)}
          readOnly={!canChange}
          spellCheck={false}
          autoCapitalize="off"
        />
      </Field>
      <p className="xs t3" style={{ overflowWrap: "anywhere" }}>
        {exampleOf(template)}
      </p>
      {canChange ? (
        <div className="row">
          <Button size="sm" type="submit" loading={busy} disabled={typed === null}>
            Save tags
          </Button>
          {settings.ownTemplate ? (
            <Button size="sm" variant="quiet" disabled={busy} onClick={() => void send(null)}>
              {settings.campaignId ? "Use the workspace’s tags" : "Use the default tags"}
            </Button>
          ) : null}
        </div>
      ) : null}
    </form>
  );
}

function exampleOf(template: string): string {
  if (checkTemplate(template)) return "";
  const parts = { template, values: EXAMPLE, code: "0000000000" };
  return `For example: ${toTarget("https://example.com/shop", parts)}`;
}
