import type { ReactNode } from "react";
import {
  countOf,
  orDash,
  RATE_NAMES,
  rangeInWords,
  rateInWords,
} from "@/components/analytics/figures-in-words";
import { RangeBar } from "@/components/analytics/range-bar";
import { Arm } from "@/components/ui/arm";
import { PlatformMark } from "@/components/ui/platform-mark";
import { Section } from "@/components/ui/section";
import { type Column, Table } from "@/components/ui/table";
import type {
  CampaignResult,
  PlatformResult,
  SummaryView,
  VariantResult,
} from "@/lib/contracts/analytics";
import { catalog } from "@/lib/platforms/catalog";
import type { MetricName } from "@/lib/platforms/entry";

type Group = Pick<PlatformResult, "posts" | "counts" | "rate">;

const METRICS: readonly [MetricName, string][] = [
  ["views", "Views"],
  ["likes", "Likes"],
  ["comments", "Comments"],
  ["shares", "Shares"],
  ["saves", "Saves"],
  ["clicks", "Clicks"],
  ["conversions", "Conversions"],
];

function figureColumns<Row extends Group>(rows: readonly Row[], rateName: string): Column<Row>[] {
  const max = Math.max(0, ...rows.map((row) => row.rate.high ?? 0));
  return [
    { key: "posts", head: "Posts", num: true, cell: (row) => row.posts },
    ...METRICS.map(([name, head]) => ({
      key: name,
      head,
      num: true,
      cell: (row: Row) => <span data-metric={name}>{orDash(row.counts[name])}</span>,
    })),
    {
      key: "rate",
      head: rateName,
      num: true,
      cell: (row) => (
        <span className="row" style={{ justifyContent: "flex-end" }}>
          {max > 0 ? <RangeBar rate={row.rate} max={max} /> : null}
          <b className="b" style={{ minWidth: 44 }}>
            {rateInWords(row.rate)}
          </b>
        </span>
      ),
    },
  ];
}

/** The row's figures in one line, for phones. */
function inShort(row: Group): ReactNode {
  const range = rangeInWords(row.rate);
  const clicks = row.counts.clicks === null ? "" : `, ${orDash(row.counts.clicks)} clicks`;
  return `${row.posts} ${row.posts === 1 ? "post" : "posts"}, ${orDash(row.counts.likes)} likes${clicks}${range ? `. 90% range ${range}` : ""}`;
}

const aside = (row: Group) => (
  <>
    {row.counts.views === null ? "–" : countOf(row.counts.views, "view")}{" "}
    <b className="b">{rateInWords(row.rate)}</b>
  </>
);

const Named = ({ platform }: { platform: PlatformResult["platform"] }) => (
  <span className="row">
    <PlatformMark platform={platform} />
    {catalog[platform].label}
  </span>
);

const VariantName = ({ row }: { row: VariantResult }) => (
  <span className="row">
    {row.letter ? <Arm letter={row.letter} /> : null}
    <span className="cut">{row.label}</span>
  </span>
);

export function PlatformTable({ summary }: { summary: SummaryView }) {
  return (
    <Section title="By platform">
      <Table<PlatformResult>
        label="Results by platform"
        rows={summary.platforms}
        rowKey={(row) => row.platform}
        columns={[
          { key: "platform", head: "Platform", cell: (row) => <Named platform={row.platform} /> },
          ...figureColumns(summary.platforms, RATE_NAMES[summary.goal]),
        ]}
        phone={(row) => ({
          first: <Named platform={row.platform} />,
          aside: aside(row),
          second: inShort(row),
        })}
      />
    </Section>
  );
}

export function VariantTable({ summary }: { summary: SummaryView }) {
  return (
    <Section title="By variant" note="With 90% ranges, as in the optimizer">
      <Table<VariantResult>
        label="Results by platform and variant"
        rows={summary.variants}
        rowKey={(row) => `${row.platform} ${row.variantId}`}
        columns={[
          { key: "variant", head: "Variant", cell: (row) => <VariantName row={row} /> },
          { key: "platform", head: "Platform", cell: (row) => <Named platform={row.platform} /> },
          ...figureColumns(summary.variants, RATE_NAMES[summary.goal]),
        ]}
        phone={(row) => ({
          first: (
            <span className="row">
              <PlatformMark platform={row.platform} label={catalog[row.platform].label} />
              <VariantName row={row} />
            </span>
          ),
          aside: aside(row),
          second: inShort(row),
        })}
      />
    </Section>
  );
}

export function CampaignTable({ summary }: { summary: SummaryView }) {
  return (
    <Section title="By campaign" note="Each by its own goal">
      <Table<CampaignResult>
        label="Results by campaign"
        rows={summary.campaigns}
        rowKey={(row) => row.campaignId ?? "none"}
        rowHref={(row) => (row.campaignId ? `/campaigns/${row.campaignId}/results` : "/posts")}
        columns={[
          { key: "campaign", head: "Campaign", cell: (row) => row.name },
          ...figureColumns(summary.campaigns, "Rate"),
        ]}
        phone={(row) => ({ first: row.name, aside: aside(row), second: inShort(row) })}
      />
    </Section>
  );
}
