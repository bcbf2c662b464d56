import { Banner } from "@/components/layout/banner";

/** Tells who may only read why nothing here can be changed. */
export function ReadOnly({ what }: { what: string }) {
  return (
    <Banner tone="info" title="You can read this page.">
      Only an owner can change {what}.
    </Banner>
  );
}
