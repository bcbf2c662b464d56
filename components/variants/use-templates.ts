"use client";

import { useQueries, useQuery } from "@tanstack/react-query";
import { findTemplateTrouble, isOf } from "@/components/variants/template-words";
import { apiFetch } from "@/lib/api/fetcher";
import { queryKeys } from "@/lib/api/query-keys";
import type { AccountView } from "@/lib/contracts/accounts";
import type { VariantView } from "@/lib/contracts/campaigns";
import type { TemplateList } from "@/lib/contracts/templates";
import { findTemplateField, readTemplate } from "@/lib/domain/check-template";
import { catalog } from "@/lib/platforms/catalog";
import { rulesOf } from "@/lib/platforms/find-format";

/** Asked of the platform itself: an approval may come or go at any time. */
const toQuery = (accountId: string) => ({
  queryKey: [...queryKeys.account(accountId), "templates"],
  queryFn: async ({ signal }: { signal: AbortSignal }) =>
    (await apiFetch<TemplateList>(`/api/accounts/${accountId}/templates`, { signal })).items,
  staleTime: 60_000,
  retry: false,
});

export function useTemplates(accountId: string) {
  return useQuery(toQuery(accountId));
}

/**
 * Variants with what their templates' approval says against them today. Where nobody could tell, they
 * stay as they are.
 */
export function useApprovedTemplates(
  variants: readonly VariantView[],
  accounts: readonly AccountView[] | undefined,
): VariantView[] {
  const picked = variants.filter((variant) => pickedOf(variant));
  const ids = (accounts ?? [])
    .filter(({ platform }) => picked.some((variant) => variant.platform === platform))
    .map(({ id }) => id);
  const answers = useQueries({ queries: ids.map(toQuery) });
  const isTold = ids.length > 0 && answers.every(({ data }) => data);
  if (!isTold) return [...variants];
  const known = answers.flatMap(({ data }) => data ?? []);
  return variants.map((variant) => {
    const template = pickedOf(variant);
    if (!template) return variant;
    const found = known.filter((each) => isOf(template, each));
    const trouble = findTemplateTrouble(
      template,
      found.find(({ status }) => status === "approved") ?? found[0],
    );
    if (!trouble) return variant;
    const field = `options.${template.field}` as const;
    const issue = { code: "template_refused", severity: "error", field, message: trouble } as const;
    return { ...variant, issues: [issue, ...variant.issues] };
  });
}

function pickedOf({ platform, format, options }: VariantView) {
  const rules = rulesOf(catalog[platform], format);
  const field = findTemplateField(rules)?.name;
  const template = readTemplate(rules, options);
  return field && template ? { ...template, field } : null;
}
