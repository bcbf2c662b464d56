"use client";

import { PaperPlaneTiltIcon } from "@phosphor-icons/react/ssr";
import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { usePublishNow } from "@/components/posts/use-posts";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Field, FieldError } from "@/components/ui/field";
import { LinkButton } from "@/components/ui/link-button";
import { Select } from "@/components/ui/select";
import { Sheet } from "@/components/ui/sheet";
import { SkeletonRows } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import { accountChoices, campaignChoices, reachCount, variantChoices } from "@/lib/api/choices";
import { ApiError } from "@/lib/api/fetcher";
import type { AccountView } from "@/lib/contracts/accounts";
import type { CampaignView } from "@/lib/contracts/campaigns";
import { describeReach } from "@/lib/domain/reach-words";
import { catalog } from "@/lib/platforms/catalog";

export type PublishNowSheetProps = {
  open: boolean;
  onClose: () => void;
  /** With the new post's id, where the server gives one. */
  onPublished: (postId: string | null) => void;
};

/** One post of a campaign, at once. */
export function PublishNowSheet(props: PublishNowSheetProps) {
  const formId = useId();
  const publish = usePublishNow();
  const campaigns = useQuery({ ...campaignChoices, enabled: props.open });
  const accounts = useQuery({ ...accountChoices, enabled: props.open });
  const hasForm = accounts.data !== undefined && (campaigns.data?.length ?? 0) > 0;
  return (
    <Sheet
      open={props.open}
      onOpenChange={(open) => (open ? undefined : props.onClose())}
      title="Publish now"
      description="One post of a campaign, sent at once."
      footer={
        hasForm ? (
          <>
            <Button variant="quiet" onClick={props.onClose}>
              Not now
            </Button>
            <Button
              type="submit"
              form={formId}
              variant="primary"
              loading={publish.isPending}
              icon={<PaperPlaneTiltIcon className="i" />}
            >
              Publish now
            </Button>
          </>
        ) : null
      }
    >
      {props.open ? <Loader {...props} formId={formId} mutate={publish.mutate} /> : null}
    </Sheet>
  );
}

type FormLinks = { formId: string; mutate: ReturnType<typeof usePublishNow>["mutate"] };

function Loader(props: PublishNowSheetProps & FormLinks) {
  const campaigns = useQuery(campaignChoices);
  const accounts = useQuery(accountChoices);
  const error = campaigns.error ?? accounts.error;
  if (error) return <FieldError>{error.message}</FieldError>;
  if (!campaigns.data || !accounts.data) return <SkeletonRows label="Loading campaigns" />;
  if (campaigns.data.length === 0) {
    return (
      <EmptyState
        title="No campaign to post from"
        action={
          <LinkButton variant="primary" href="/campaigns">
            Open campaigns
          </LinkButton>
        }
      >
        A campaign holds the variants that posts are made of. Write one first.
      </EmptyState>
    );
  }
  return <PublishForm {...props} campaigns={campaigns.data} accounts={accounts.data} />;
}

type Errors = { campaignId?: string; accountId?: string; variantId?: string; form?: string };

function toErrors(error: Error): Errors {
  if (!(error instanceof ApiError)) return { form: error.message };
  const campaignId = error.field("campaignId");
  const accountId = error.field("accountId") ?? error.field("accountIds");
  const variantId = error.field("variantId");
  const placed = campaignId ?? accountId ?? variantId;
  return { campaignId, accountId, variantId, ...(placed ? {} : { form: error.message }) };
}

type PublishFormProps = PublishNowSheetProps &
  FormLinks & {
    campaigns: CampaignView[];
    accounts: AccountView[];
  };

function PublishForm(props: PublishFormProps) {
  const { campaigns, accounts, formId, mutate, onClose, onPublished } = props;
  const open = campaigns.filter((each) => each.status !== "completed");
  const [campaignId, setCampaignId] = useState(open.length === 1 ? (open[0]?.id ?? "") : "");
  const [accountId, setAccountId] = useState("");
  const [variantId, setVariantId] = useState("");
  const [errors, setErrors] = useState<Errors>({});
  const campaign = open.find((each) => each.id === campaignId);
  const fitting = accounts.filter((each) => campaign?.platforms.includes(each.platform));
  const account = fitting.find((each) => each.id === accountId);

  function publish() {
    if (!campaign) return setErrors({ campaignId: "Choose a campaign." });
    if (!account) return setErrors({ accountId: "Choose an account to post to." });
    setErrors({});
    mutate(
      { campaignId, accountId, ...(variantId ? { variantId } : {}) },
      {
        onSuccess: (post) => {
          toast.success(`On its way to ${account.handle}`);
          onClose();
          onPublished(post?.id ?? null);
        },
        onError: (error) => setErrors(toErrors(error)),
      },
    );
  }

  return (
    <form
      id={formId}
      className="grid gap-4"
      data-testid="publish-now-form"
      onSubmit={(event) => {
        event.preventDefault();
        publish();
      }}
    >
      <Field label="Campaign" error={errors.campaignId}>
        <Select
          value={campaignId}
          placeholder="Choose a campaign"
          options={open.map((each) => ({ value: each.id, label: each.name }))}
          onChange={(event) => {
            setCampaignId(event.target.value);
            setAccountId("");
            setVariantId("");
          }}
        />
      </Field>
      <AccountField
        accounts={fitting}
        chosenCampaign={campaign !== undefined}
        value={accountId}
        error={errors.accountId}
        onChange={(id) => {
          setAccountId(id);
          setVariantId("");
        }}
      />
      {campaign && account ? (
        <VariantField
          campaignId={campaign.id}
          platform={account.platform}
          value={variantId}
          error={errors.variantId}
          onChange={setVariantId}
        />
      ) : null}
      {errors.form ? <FieldError>{errors.form}</FieldError> : null}
    </form>
  );
}

type AccountFieldProps = {
  accounts: AccountView[];
  chosenCampaign: boolean;
  value: string;
  error?: string;
  onChange: (id: string) => void;
};

function AccountField({ accounts, chosenCampaign, value, error, onChange }: AccountFieldProps) {
  const chosen = accounts.find(({ id }) => id === value);
  const isForContacts = chosen ? catalog[chosen.platform].audience === "contacts" : false;
  const { data: reach } = useQuery({ ...reachCount, enabled: isForContacts });
  const hint = isForContacts && reach !== undefined ? describeReach(reach) : undefined;
  if (chosenCampaign && accounts.length === 0) {
    return (
      <Field group label="Account" error={error}>
        <p className="t2">
          No account of this campaign’s platforms is connected.{" "}
          <a href="/accounts">Connect one in accounts</a>.
        </p>
      </Field>
    );
  }
  return (
    <Field label="Account" error={error} hint={hint}>
      <Select
        value={value}
        disabled={!chosenCampaign}
        placeholder={chosenCampaign ? "Choose an account" : "Choose a campaign first"}
        options={accounts.map((each) => ({
          value: each.id,
          label: `${catalog[each.platform].label}  ${each.handle}${each.status === "action_required" ? " (needs to be connected again)" : ""}`,
          disabled: each.status === "action_required" || each.status === "disconnected",
        }))}
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  );
}

type VariantFieldProps = {
  campaignId: string;
  platform: AccountView["platform"];
  value: string;
  error?: string;
  onChange: (id: string) => void;
};

function VariantField({ campaignId, platform, value, error, onChange }: VariantFieldProps) {
  const { data = [] } = useQuery(variantChoices(campaignId));
  const variants = data.filter((each) => each.platform === platform);
  const chosen = variants.find((each) => each.id === value);
  return (
    <>
      <Field
        label="Variant"
        error={error}
        hint={
          chosen
            ? undefined
            : "Bandwagon takes the one that does best, or one it has to learn about."
        }
      >
        <Select
          value={value}
          placeholder="Bandwagon chooses"
          options={variants.map((each) => ({
            value: each.id,
            label: `${each.letter}  ${each.label}`,
            disabled: each.issues.some((issue) => issue.severity === "error"),
          }))}
          onChange={(event) => onChange(event.target.value)}
        />
      </Field>
      {chosen ? (
        <div className="quote">
          {chosen.title ? <p className="b">{chosen.title}</p> : null}
          <p className="whitespace-pre-line">{chosen.text}</p>
        </div>
      ) : null}
    </>
  );
}
