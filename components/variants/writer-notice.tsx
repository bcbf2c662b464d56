"use client";

import { Banner } from "@/components/layout/banner";
import { LinkButton } from "@/components/ui/link-button";
import { useAi } from "@/components/variants/use-variants";

/** Says who writes, as long as it is not a model of the operator's. */
export function WriterNotice() {
  const { data } = useAi();
  const how = "Set AI_BASE_URL, AI_MODEL and AI_API_KEY, start again, then test the connection.";
  const actions = (
    <LinkButton size="sm" href="/settings/workspace">
      Open settings
    </LinkButton>
  );
  if (data?.mode === "none") {
    return (
      <Banner tone="warn" title="No writing model is connected." actions={actions}>
        You can write variants by hand. {how}
      </Banner>
    );
  }
  if (data?.mode !== "sample") return null;
  return (
    <Banner tone="info" title="A sample writer writes these texts." actions={actions}>
      It shows how everything works and knows nothing but your brief. {how}
    </Banner>
  );
}
