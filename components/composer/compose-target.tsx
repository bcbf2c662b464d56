"use client";

import { ComposeMedia } from "@/components/composer/compose-media";
import { checkOf, NO_RULES, type OwnChange } from "@/components/composer/composition";
import { inPost, leftToSay } from "@/components/composer/told";
import { LinkNote } from "@/components/previews/link-note";
import { VariantChecks } from "@/components/previews/variant-checks";
import { VariantPreview } from "@/components/previews/variant-preview";
import { Button } from "@/components/ui/button";
import { FieldError } from "@/components/ui/field";
import { mediaRuleOf } from "@/components/variants/media-rule";
import { checkDraftOf, type VariantDraft } from "@/components/variants/variant-draft";
import { VariantFields } from "@/components/variants/variant-fields";
import type { AccountView } from "@/lib/contracts/accounts";
import { catalog } from "@/lib/platforms/catalog";

type ComposeTargetProps = {
  account: AccountView;
  draft: VariantDraft;
  isOwn: boolean;
  /** What the server said about this account. */
  problem?: string;
  onChange: (change: OwnChange) => void;
};

/** How it will look on one account, what stands in the way there, and what that one gets instead. */
export function ComposeTarget(props: ComposeTargetProps) {
  const { account, draft, isOwn, problem, onChange } = props;
  const { platform, handle } = account;
  const { label } = catalog[platform];
  const { issues: found, maxLength } = checkOf(platform, draft);
  const issues = found.map((issue) => ({ ...issue, message: inPost(issue.message) }));
  const left = problem ? leftToSay(problem, issues) : "";
  const title = draft.title || null;
  const previewed = { ...draft, title, platform, maxLength, mediaAdvice: null, issues };
  return (
    <section
      className="grid gap-3"
      aria-label={`${handle} on ${label}`}
      data-testid={`compose-${platform}`}
      data-problem={problem ? "" : undefined}
    >
      <h3 className="h">
        {label}, {handle}
      </h3>
      {isOwn ? <OwnFields {...props} /> : null}
      <VariantPreview variant={previewed} name={account.displayName} handle={handle} />
      <LinkNote
        campaignId={null}
        platform={platform}
        format={draft.format}
        text={draft.text}
        flush
      />
      <VariantChecks variant={previewed} />
      {left ? <FieldError>{left}</FieldError> : null}
      <div>
        <Button size="sm" variant="quiet" onClick={() => onChange(isOwn ? null : (now) => now)}>
          {isOwn ? "Use the shared text again" : `Change it for ${handle} on ${label}`}
        </Button>
      </div>
    </section>
  );
}

function OwnFields({ account: { platform }, draft, onChange }: ComposeTargetProps) {
  const check = checkDraftOf(platform, draft, NO_RULES);
  const { label, max, kinds, accept, altTextMax } = mediaRuleOf(platform, draft.format);
  return (
    <div className="grid gap-4">
      <VariantFields
        platform={platform}
        brand={{ tone: "", ...NO_RULES }}
        draft={draft}
        nameless
        onChange={(part) => onChange((now) => ({ ...now, ...part }))}
        media={
          <ComposeMedia
            {...{ label, max, kinds, accept, altTextMax, media: draft.media }}
            error={draft.media.length > 0 ? inPost(check.errorOf("media")) : undefined}
            errorOf={(place) => check.errorOf("altText", place)}
            fixesAt={check.fixesAt}
            onChange={(next) => onChange((now) => ({ ...now, media: next(now.media) }))}
          />
        }
      />
    </div>
  );
}
