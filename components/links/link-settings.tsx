"use client";

import { SnippetSection } from "@/components/links/snippet-section";
import { TemplateField } from "@/components/links/template-field";
import { useChangeLinks, useLinkSettings } from "@/components/links/use-links";
import { Button } from "@/components/ui/button";
import { ErrorMessage } from "@/components/ui/error-message";
import { Columns, Section } from "@/components/ui/section";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Switch } from "@/components/ui/switch";

/** The workspace's default for short links, and what pages need to report conversions. */
export function LinkSettings({ canChange }: { canChange: boolean }) {
  return (
    <Columns
      main={<DefaultSection canChange={canChange} />}
      side={<SnippetSection canChange={canChange} />}
      sideWidth={436}
    />
  );
}

function DefaultSection({ canChange }: { canChange: boolean }) {
  const { data, error, isPending, refetch } = useLinkSettings(null);
  const change = useChangeLinks(null);
  return (
    <Section title="Short links">
      {isPending ? <SkeletonRows rows={3} label="Loading the settings of links" /> : null}
      {error && !data ? (
        <ErrorMessage
          title="The settings of links could not be loaded"
          action={<Button onClick={() => void refetch()}>Try again</Button>}
        >
          {error.message}
        </ErrorMessage>
      ) : null}
      {data ? (
        <div className="grid max-w-[560px] gap-4">
          <Switch
            label="Links go out short"
            hint={`As ${new URL(data.appUrl).host}/l/…, in every campaign that does not say otherwise. Takes effect at once, for posts not yet tried.`}
            checked={data.isOn}
            onChange={(isOn) => change.mutate({ choice: isOn ? "on" : "off" })}
            disabled={!canChange}
          />
          {data.unreachable ? (
            <p className="t2">
              Posts of real accounts go out with their links as written: {data.unreachable}. Set
              APP_URL to an address that everybody can open.
            </p>
          ) : null}
          <TemplateField
            settings={data}
            canChange={canChange}
            save={(next) => change.mutateAsync(next)}
          />
        </div>
      ) : null}
    </Section>
  );
}
