"use client";

import type { ReactNode } from "react";
import { inFigures, RATE_NAMES } from "@/components/analytics/figures-in-words";
import { useMoreRows } from "@/components/analytics/more-rows";
import { PhoneFold } from "@/components/analytics/phone-fold";
import type { ResultsFilter } from "@/components/analytics/results-address";
import { aside, figureColumns, inShort } from "@/components/analytics/results-columns";
import { Arm } from "@/components/ui/arm";
import { PlatformMark } from "@/components/ui/platform-mark";
import { Section } from "@/components/ui/section";
import { Table } from "@/components/ui/table";
import type {
  AccountResult,
  CampaignResult,
  Group,
  PlatformResult,
  SummaryView,
  VariantResult,
} from "@/lib/contracts/analytics";
import { catalog } from "@/lib/platforms/catalog";

type TableProps = {
  summary: SummaryView;
  /** The address of this page with one more thing chosen. */
  hrefOf: (changes: Partial<ResultsFilter>) => string;
};

type BreakdownProps<Row extends Group> = {
  title: string;
  note?: string;
  label: string;
  head: string;
  /** Folded on a phone. */
  isSecond?: boolean;
  rows: readonly Row[];
  rateName: string;
  rowKey: (row: Row) => string;
  rowHref?: (row: Row) => string;
  name: (row: Row) => ReactNode;
};

function Breakdown<Row extends Group>(props: BreakdownProps<Row>) {
  const { rows, name } = props;
  const { shown, more } = useMoreRows(rows);
  const section = (
    <Section title={props.title} note={props.note}>
      <Table<Row>
        label={props.label}
        rows={shown}
        rowKey={props.rowKey}
        rowHref={props.rowHref}
        columns={[
          { key: "name", head: props.head, fill: true, cell: name },
          ...figureColumns(rows, props.rateName),
        ]}
        phone={(row) => ({ first: name(row), aside: aside(row), second: inShort(row) })}
      />
      {more}
    </Section>
  );
  return props.isSecond ? (
    <PhoneFold title={props.title} note={inFigures(rows.length)}>
      {section}
    </PhoneFold>
  ) : (
    section
  );
}

const PlatformName = ({ platform }: Pick<PlatformResult, "platform">) => (
  <span className="row nw">
    <PlatformMark platform={platform} />
    <span className="cut">{catalog[platform].label}</span>
  </span>
);

const AccountName = ({ platform, handle }: Pick<AccountResult, "platform" | "handle">) => (
  <span className="row nw">
    <PlatformMark platform={platform} label={catalog[platform].label} />
    <span className="cut" title={handle}>
      {handle}
    </span>
  </span>
);

const VariantName = ({ platform, letter, label }: VariantResult) => (
  <span className="row nw">
    <PlatformMark platform={platform} label={catalog[platform].label} />
    {letter ? <Arm letter={letter} /> : null}
    <span className="cut" title={label}>
      {label}
    </span>
  </span>
);

export function PlatformTable({ summary, hrefOf }: TableProps) {
  return (
    <Breakdown<PlatformResult>
      title="By platform"
      label="Results by platform"
      head="Platform"
      rows={summary.platforms}
      rateName={RATE_NAMES[summary.goal]}
      rowKey={(row) => row.platform}
      rowHref={(row) => hrefOf({ platform: [row.platform] })}
      name={(row) => <PlatformName platform={row.platform} />}
    />
  );
}

export function AccountTable({ summary, hrefOf }: TableProps) {
  return (
    <Breakdown<AccountResult>
      title="By account"
      isSecond
      label="Results by account"
      head="Account"
      rows={summary.accounts}
      rateName={RATE_NAMES[summary.goal]}
      rowKey={(row) => row.accountId}
      rowHref={(row) => hrefOf({ accountId: [row.accountId] })}
      name={AccountName}
    />
  );
}

export function VariantTable({ summary }: { summary: SummaryView }) {
  if (summary.variants.length === 0) {
    return (
      <Section title="By variant">
        <p className="t2">Variants are compared here from their first post on.</p>
      </Section>
    );
  }
  return (
    <Breakdown<VariantResult>
      title="By variant"
      isSecond
      note="With 90% ranges, as in the optimizer"
      label="Results by platform and variant"
      head="Variant"
      rows={summary.variants}
      rateName={RATE_NAMES[summary.goal]}
      rowKey={(row) => `${row.campaignId} ${row.platform} ${row.variantId}`}
      name={VariantName}
    />
  );
}

export function CampaignTable({ summary }: { summary: SummaryView }) {
  const left = summary.campaignsLeftOut;
  return (
    <Breakdown<CampaignResult>
      title="By campaign"
      isSecond
      note={
        left > 0
          ? `Each by its own goal. Open one to compare its variants. ${inFigures(left)} with fewer views are not listed`
          : "Each by its own goal. Open one to compare its variants"
      }
      label="Results by campaign"
      head="Campaign"
      rows={summary.campaigns}
      rateName="Rate"
      rowKey={(row) => row.campaignId ?? "none"}
      rowHref={(row) => (row.campaignId ? `/campaigns/${row.campaignId}/results` : "/posts")}
      name={(row) => (
        <span className="cut block" title={row.name}>
          {row.name}
        </span>
      )}
    />
  );
}
