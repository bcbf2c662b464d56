"use client";

import { type FormEvent, useState } from "react";
import { CountryField } from "@/components/posts/country-field";
import { useAdAccounts, useCreateAd } from "@/components/posts/use-post-ad";
import { useZone } from "@/components/providers/zone";
import { Button } from "@/components/ui/button";
import { ErrorMessage } from "@/components/ui/error-message";
import { Field, FieldError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import { SkeletonRows } from "@/components/ui/skeleton";
import { formatInZone } from "@/components/ui/zoned-format";
import { errorsOfApi, errorsOfParse, type FormErrors } from "@/lib/api/form-errors";
import { type AdAccountView, PostAdPlan, type PostAdView } from "@/lib/contracts/ads";
import type { PostDetail } from "@/lib/contracts/posts";
import { dayOf, instantOf } from "@/lib/domain/calendar-grid";
import { needsDisclosure } from "@/lib/domain/countries";

type PostAdFormProps = {
  post: PostDetail;
  offer: NonNullable<PostAdView["offer"]>;
  /** What an earlier try sent. */
  ad: PostAdView["ad"];
  onClose: () => void;
};

/** The ad accounts are the platform's to tell: the form comes when it has. */
export function PostAdForm(props: PostAdFormProps) {
  const { data, error, refetch } = useAdAccounts(props.post.accountId);
  if (error) {
    return (
      <ErrorMessage
        title="The ad accounts can’t be shown."
        action={<Button onClick={() => refetch()}>Try again</Button>}
      >
        {error.message}
      </ErrorMessage>
    );
  }
  if (!data) return <SkeletonRows label="Loading ad accounts" />;
  if (data.items.length === 0) {
    return (
      <p className="t2">
        You have no ad account that can be used now. Make one in {props.offer.where}, then come
        back.
      </p>
    );
  }
  return <Form {...props} accounts={data.items} />;
}

interface Draft extends Omit<PostAdPlan, "endsAt"> {
  day: string;
  time: string;
}

function toDraft({ ad, offer }: PostAdFormProps, accounts: AdAccountView[], zone: string): Draft {
  const kept = ad?.plan;
  const only = accounts.length === 1 ? accounts[0]?.id : undefined;
  return {
    adAccountId: kept?.adAccountId ?? only ?? "",
    budget: kept?.budget ?? "daily",
    amount: kept?.amount ?? "",
    countries: kept?.countries ?? [],
    beneficiary: kept?.beneficiary ?? offer.party,
    payor: kept?.payor ?? offer.party,
    day: kept?.endsAt ? dayOf(kept.endsAt, zone) : "",
    time: kept?.endsAt ? formatInZone(kept.endsAt, zone, "time") : "12:00",
  };
}

function toPlan({ day, time, ...rest }: Draft, zone: string) {
  const minutes = Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
  const isWhole = rest.budget === "lifetime" && day !== "" && time !== "";
  return PostAdPlan.safeParse({
    ...rest,
    endsAt: isWhole ? instantOf(day, minutes, zone).toISOString() : null,
  });
}

/** The server names fields as they stand in what was sent. */
const withoutPrefix = (errors: FormErrors): FormErrors =>
  Object.fromEntries(
    Object.entries(errors).map(([path, message]) => [path.replace(/^plan\./, ""), message]),
  );

/** What was said of a field holds until it is changed. */
function withoutThose(errors: FormErrors, part: Partial<Draft>): FormErrors {
  const changed = Object.keys(part).map((key) =>
    key === "day" || key === "time" ? "endsAt" : key,
  );
  return Object.fromEntries(
    Object.entries(errors).filter(([path]) => !changed.includes(path.split(".")[0] ?? "")),
  );
}

function Form(props: PostAdFormProps & { accounts: AdAccountView[] }) {
  const { post, offer, ad, accounts, onClose } = props;
  const zone = useZone();
  const [draft, setDraft] = useState(() => toDraft(props, accounts, zone));
  const [errors, setErrors] = useState<FormErrors>({});
  const { mutate, isPending } = useCreateAd(post.id);
  const change = (part: Partial<Draft>) => {
    setDraft((before) => ({ ...before, ...part }));
    setErrors((before) => withoutThose(before, part));
  };
  const account = accounts.find(({ id }) => id === draft.adAccountId);

  function submit(event: FormEvent) {
    event.preventDefault();
    const plan = toPlan(draft, zone);
    setErrors(plan.success ? {} : errorsOfParse(plan.error));
    if (!plan.success) return;
    mutate(plan.data, { onError: (error) => setErrors(withoutPrefix(errorsOfApi(error))) });
  }

  return (
    <form className="grid gap-4" onSubmit={submit} noValidate data-testid="post-ad-form">
      <p className="say">
        It is created paused. Money is spent only after you start it in {offer.where}.
      </p>
      <Field label="Ad account" error={errors.adAccountId}>
        <Select
          value={draft.adAccountId}
          placeholder="Choose an ad account"
          disabled={ad?.fixed === "ad_account"}
          options={accounts.map(({ id, name, currency }) => ({
            value: id,
            label: `${name}, ${currency}`,
          }))}
          onChange={(event) => change({ adAccountId: event.target.value })}
        />
      </Field>
      <BudgetFields draft={draft} errors={errors} account={account} change={change} />
      <CountryField
        value={draft.countries}
        error={errors.countries ?? firstBelow(errors, "countries.")}
        onChange={(countries) => change({ countries })}
      />
      <PartyFields draft={draft} errors={errors} change={change} />
      {errors.form ? <FieldError>{errors.form}</FieldError> : null}
      <div className="row wrap">
        <Button type="submit" variant="primary" loading={isPending}>
          {ad ? "Try again" : "Create the paused ad"}
        </Button>
        <Button variant="quiet" onClick={onClose}>
          Not now
        </Button>
      </div>
    </form>
  );
}

const firstBelow = (errors: FormErrors, prefix: string) =>
  Object.entries(errors).find(([path]) => path.startsWith(prefix))?.[1];

type PartProps = { draft: Draft; errors: FormErrors; change: (part: Partial<Draft>) => void };

function BudgetFields({
  draft,
  errors,
  account,
  change,
}: PartProps & { account: AdAccountView | undefined }) {
  const zone = useZone();
  const unit = account ? ` in ${account.currency}` : "";
  return (
    <>
      <Field group label="Budget" error={errors.budget}>
        <Segmented
          label="Budget"
          value={draft.budget}
          onChange={(budget) => change({ budget })}
          options={[
            { value: "daily", label: "A day" },
            { value: "lifetime", label: "In all, with an end" },
          ]}
        />
      </Field>
      <Field
        label={`Amount${unit}`}
        error={errors.amount}
        hint={account?.decimals === 0 ? "In whole units" : "As 5 or 5.50"}
      >
        <Input
          inputMode="decimal"
          autoComplete="off"
          value={draft.amount}
          onChange={(event) => change({ amount: event.target.value })}
        />
      </Field>
      {draft.budget === "lifetime" ? (
        <Field group label="Ends" error={errors.endsAt} hint={zone}>
          <span className="row wrap">
            <Input
              className="w-auto!"
              type="date"
              aria-label="Day"
              value={draft.day}
              onChange={(event) => change({ day: event.target.value })}
            />
            <Input
              className="w-auto!"
              type="time"
              aria-label="Time"
              value={draft.time}
              onChange={(event) => change({ time: event.target.value })}
            />
          </span>
        </Field>
      ) : null}
    </>
  );
}

function PartyFields({ draft, errors, change }: PartProps) {
  const hint = needsDisclosure(draft.countries) ? "The EU asks for it" : "Needed in the EU only";
  return (
    <>
      <Field label="Who the ad is for" error={errors.beneficiary} hint={hint}>
        <Input
          value={draft.beneficiary}
          maxLength={100}
          onChange={(event) => change({ beneficiary: event.target.value })}
        />
      </Field>
      <Field label="Who pays for it" error={errors.payor} hint={hint}>
        <Input
          value={draft.payor}
          maxLength={100}
          onChange={(event) => change({ payor: event.target.value })}
        />
      </Field>
    </>
  );
}
