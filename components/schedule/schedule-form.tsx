"use client";

import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { AccountPicks } from "@/components/schedule/account-picks";
import { MissedField } from "@/components/schedule/missed-field";
import { RunPreview, useWhenPreview } from "@/components/schedule/run-preview";
import { useCreateSchedule } from "@/components/schedule/use-schedules";
import {
  missingIn,
  newWhen,
  toBestTime,
  toWhen,
  type WhenErrors,
  whenErrorsOf,
} from "@/components/schedule/when-draft";
import { WhenFields } from "@/components/schedule/when-fields";
import { browserZone } from "@/components/schedule/zone-field";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Field, FieldError } from "@/components/ui/field";
import { LinkButton } from "@/components/ui/link-button";
import { Select } from "@/components/ui/select";
import { SkeletonRows } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import { accountChoices, campaignChoices } from "@/lib/api/choices";
import { ApiError } from "@/lib/api/fetcher";
import type { AccountView } from "@/lib/contracts/accounts";
import type { CampaignView } from "@/lib/contracts/campaigns";
import type { MissedPolicy } from "@/lib/contracts/schedules";
import { addDays, dayOf } from "@/lib/domain/calendar-grid";

export type ScheduleFormProps = {
  /** Fixed: the form is the campaign's own. */
  campaignId?: string;
  onSaved?: () => void;
};

/** Plans a campaign's posts: which accounts, when, and by whose clock. */
export function ScheduleForm(props: ScheduleFormProps) {
  const campaigns = useQuery(campaignChoices);
  const accounts = useQuery(accountChoices);
  const error = campaigns.error ?? accounts.error;
  if (error) return <FieldError>{error.message}</FieldError>;
  if (!campaigns.data || !accounts.data) return <SkeletonRows label="Loading the form" />;
  if (campaigns.data.length === 0) {
    return (
      <EmptyState
        title="No campaign to schedule"
        action={
          <LinkButton variant="primary" href="/campaigns">
            Open campaigns
          </LinkButton>
        }
      >
        A schedule posts the variants of a campaign. Write one first.
      </EmptyState>
    );
  }
  return <Filled {...props} campaigns={campaigns.data} accounts={accounts.data} />;
}

type Errors = WhenErrors & { campaignId?: string; accountIds?: string; form?: string };

function toErrors(error: Error): Errors {
  if (!(error instanceof ApiError)) return { form: error.message };
  const placed: Errors = {
    ...whenErrorsOf(error),
    campaignId: error.field("campaignId"),
    accountIds: error.field("accountIds"),
  };
  return Object.values(placed).some(Boolean) ? placed : { form: error.message };
}

type FilledProps = ScheduleFormProps & { campaigns: CampaignView[]; accounts: AccountView[] };

/** What is in the form, and the way to save it. */
function useScheduleDraft({ campaignId: fixedId, campaigns, accounts, onSaved }: FilledProps) {
  const [pickedId, setCampaignId] = useState(fixedId ?? onlyId(campaigns));
  const [chosen, setChosen] = useState<string[]>([]);
  const [when, setWhen] = useState(() => {
    const zone = browserZone();
    return newWhen(zone, dayOf(addDays(new Date(), 1, zone), zone));
  });
  const [missedPolicy, setMissedPolicy] = useState<MissedPolicy>("post_late");
  const [errors, setErrors] = useState<Errors>({});
  const create = useCreateSchedule();
  const campaignId = fixedId ?? pickedId;
  const campaign = campaigns.find((each) => each.id === campaignId);
  const fitting = accounts.filter((each) => campaign?.platforms.includes(each.platform) ?? false);
  const accountIds = chosen.filter((id) => fitting.some((each) => each.id === id));
  const isFirst = ({ id }: AccountView) => id === accountIds[0];
  const preview = useWhenPreview(when, { accountIds, ...(campaignId ? { campaignId } : {}) });

  function save(event: FormEvent) {
    event.preventDefault();
    const at = toWhen(when);
    const missing: Errors = {
      ...missingIn(when),
      ...(campaign ? {} : { campaignId: "Choose a campaign." }),
      ...(accountIds.length > 0 ? {} : { accountIds: "Choose at least one account." }),
    };
    setErrors(missing);
    if (!at || Object.keys(missing).length > 0) return;
    create.mutate(
      {
        ...{ campaignId, accountIds, when: at, timeZone: when.timeZone, missedPolicy },
        bestTime: toBestTime(when),
      },
      {
        onSuccess: ({ items }) => {
          toast.success(items.length === 1 ? "Scheduled" : `${items.length} schedules made`);
          setChosen([]);
          onSaved?.();
        },
        onError: (error) => setErrors(toErrors(error)),
      },
    );
  }

  return {
    ...{ campaignId, campaign, fitting, chosen, when, preview, save },
    ...{ missedPolicy, setMissedPolicy },
    saving: create.isPending,
    firstOfMany: accountIds.length > 1 ? accounts.find(isFirst)?.handle : undefined,
    errors: { ...preview.errors, ...definedOf(errors) },
    setChosen: (ids: string[]) => {
      setChosen(ids);
      setErrors(({ accountIds: _, ...others }) => others);
    },
    setCampaignId: (id: string) => {
      setCampaignId(id);
      setErrors({});
    },
    changeWhen: (change: Partial<typeof when>) => {
      setWhen((before) => ({ ...before, ...change }));
      setErrors(({ campaignId: c, accountIds: a }) => ({ campaignId: c, accountIds: a }));
    },
  };
}

const onlyId = (campaigns: CampaignView[]) =>
  campaigns.length === 1 ? (campaigns[0]?.id ?? "") : "";

function definedOf(errors: Errors): Errors {
  return Object.fromEntries(Object.entries(errors).filter(([, message]) => message));
}

function Filled(props: FilledProps) {
  const draft = useScheduleDraft(props);
  const { errors } = draft;
  const open = props.campaigns.filter((each) => each.status !== "completed");
  return (
    <form className="grid gap-4" onSubmit={draft.save} data-testid="schedule-form" noValidate>
      {props.campaignId ? (
        errors.campaignId && <FieldError>{errors.campaignId}</FieldError>
      ) : (
        <Field label="Campaign" error={errors.campaignId}>
          <Select
            value={draft.campaignId}
            placeholder="Choose a campaign"
            options={open.map((each) => ({ value: each.id, label: each.name }))}
            onChange={(event) => draft.setCampaignId(event.target.value)}
          />
        </Field>
      )}
      {draft.campaign ? (
        <AccountPicks
          accounts={draft.fitting}
          chosen={draft.chosen}
          error={errors.accountIds}
          onChange={draft.setChosen}
        />
      ) : null}
      <WhenFields draft={draft.when} errors={errors} onChange={draft.changeWhen} />
      <MissedField value={draft.missedPolicy} onChange={draft.setMissedPolicy} />
      <RunPreview
        preview={draft.preview.query}
        timeZone={draft.when.timeZone}
        best={{ on: toBestTime(draft.when) !== null, account: draft.firstOfMany }}
      />
      {errors.form ? <FieldError>{errors.form}</FieldError> : null}
      <div>
        <Button type="submit" variant="primary" loading={draft.saving}>
          Save schedule
        </Button>
      </div>
    </form>
  );
}
