"use client";

import { SnippetSection } from "@/components/links/snippet-section";
import { TemplateField } from "@/components/links/template-field";
import { useChangeLinks } from "@/components/links/use-links";
import { useLinkSettings } from "@/components/previews/use-link-settings";
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
            label="Shorten the links in posts"
            hint={`A link goes out as ${new URL(data.appUrl).host}/l/…, and clicks on it are counted, also where a platform tells none. A campaign may choose otherwise. Posts that were tried already stay as they are.`}
            checked={data.isOn}
            onChange={(isOn) => change.mutate({ choice: isOn ? "on" : "off" })}
            disabled={!canChange}
          />
          {data.unreachable ? (
            <p className="t2">
              On real accounts links stay as written, since nobody else could open short ones:{" "}
              {data.unreachable}. Set APP_URL to an address that everybody can open.
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
