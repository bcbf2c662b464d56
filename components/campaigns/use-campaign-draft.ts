"use client";

import { useState } from "react";
import {
  type CampaignDraft,
  type DraftErrors,
  readDraft,
  toErrors,
} from "@/components/campaigns/draft";
import { ApiError } from "@/lib/api/fetcher";
import type { CreateCampaign } from "@/lib/contracts/campaigns";

const isEmpty = (value: CampaignDraft[keyof CampaignDraft]) =>
  typeof value !== "boolean" && value.length === 0;

/** What was typed and what is wrong with it. Nothing typed is ever lost to an error. */
export function useCampaignDraft(start: CampaignDraft) {
  const [draft, setDraft] = useState(start);
  const [errors, setErrors] = useState<DraftErrors>({});
  const [problem, setProblem] = useState<ApiError | null>(null);

  const change = (part: Partial<CampaignDraft>) => {
    setDraft((now) => ({ ...now, ...part }));
    setErrors((now) =>
      Object.fromEntries(Object.entries(now).filter(([field]) => !(field in part))),
    );
  };
  const leave = (field: keyof CampaignDraft) => {
    const read = readDraft(draft);
    const message = read.ok ? undefined : read.errors[field];
    if (isEmpty(draft[field])) return;
    setErrors((now) => ({ ...now, [field]: message }));
  };
  /** The input, or null when something has to be mended first. */
  const read = (): CreateCampaign | null => {
    setProblem(null);
    const result = readDraft(draft);
    setErrors(result.ok ? {} : result.errors);
    return result.ok ? result.input : null;
  };
  const fail = (error: unknown) => {
    if (!(error instanceof ApiError)) throw error;
    const atFields = toErrors(error.problem.errors ?? []);
    setErrors(atFields);
    setProblem(Object.keys(atFields).length === 0 ? error : null);
  };
  const reset = () => {
    setDraft(start);
    setErrors({});
    setProblem(null);
  };
  const isTyped = JSON.stringify(draft) !== JSON.stringify(start);
  return { draft, errors, problem, change, leave, read, fail, reset, isTyped };
}
