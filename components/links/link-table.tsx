"use client";

import { useCampaignLinks } from "@/components/links/use-links";
import { Arm } from "@/components/ui/arm";
import { Button } from "@/components/ui/button";
import { ErrorMessage } from "@/components/ui/error-message";
import { PlatformMark } from "@/components/ui/platform-mark";
import { Section } from "@/components/ui/section";
import { SkeletonRows } from "@/components/ui/skeleton";
import { type Column, Table } from "@/components/ui/table";
import type { LinkView } from "@/lib/contracts/links";
import { catalog } from "@/lib/platforms/catalog";

/** The links that went out of a campaign, and what came of each. */
export function LinkTable({ campaignId }: { campaignId: string }) {
  const { data, error, isPending, refetch } = useCampaignLinks(campaignId);
  return (
    <Section title="Links" note={data?.items.length ? noteOf(data.items) : null}>
      {isPending ? <SkeletonRows rows={3} label="Loading links" /> : null}
      {error && !data ? (
        <ErrorMessage
          title="The links could not be loaded"
          action={<Button onClick={() => void refetch()}>Try again</Button>}
        >
          {error.message}
        </ErrorMessage>
      ) : null}
      {data?.items.length === 0 ? (
        <p className="t2">
          No short link of this campaign went out yet, so no clicks are known link by link. The
          clicks above are those that platforms or the API tell. Switch short links on in the
          campaign’s brief to count clicks where a platform tells none.
        </p>
      ) : null}
      {data?.items.length ? <Rows items={data.items} leftOut={data.leftOut} /> : null}
    </Section>
  );
}

const figures = (value: number) => value.toLocaleString("en-GB");

const apart = (items: readonly LinkView[]) => items.some(({ platformCounts }) => platformCounts);

const sum = (items: readonly LinkView[], of: (link: LinkView) => number) =>
  items.reduce((total, link) => total + of(link), 0);

function noteOf(items: readonly LinkView[]): string {
  const clicks = sum(items, (link) => link.clicks);
  const conversions = sum(items, (link) => link.conversions);
  return `${counted(clicks, "click")}, ${counted(conversions, "conversion")}`;
}

const counted = (value: number, noun: string, mark = "") =>
  `${figures(value)}${mark} ${value === 1 ? noun : `${noun}s`}`;

function Rows({ items, leftOut }: { items: readonly LinkView[]; leftOut: number }) {
  const hasValue = items.some(({ value }) => value > 0);
  return (
    <>
      <Table<LinkView>
        label="Short links with their clicks and conversions"
        rows={items}
        rowKey={({ code }) => code}
        rowHref={({ postId }) => `/posts/${postId}`}
        columns={columnsOf(hasValue)}
        phone={(link) => ({
          first: <Place link={link} />,
          aside: counted(link.clicks, "click", link.platformCounts ? "*" : ""),
          second: (
            <span className="cut">
              {counted(link.conversions, "conversion")} · {plain(link.url)}
            </span>
          ),
        })}
      />
      <p className="xs t3" style={{ marginTop: 8 }}>
        A visitor’s clicks on one link count once in 30 minutes. Known robots do not count.
        {apart(items)
          ? " * The platform counts clicks itself, and its figure is the post’s. These are not added to it."
          : ""}
        {leftOut > 0 ? ` ${figures(leftOut)} more links with fewer clicks are left out.` : ""}
      </p>
    </>
  );
}

function columnsOf(hasValue: boolean): Column<LinkView>[] {
  const value: Column<LinkView> = {
    key: "value",
    head: "Worth",
    num: true,
    cell: (link) =>
      link.value.toLocaleString("en-GB", { minimumFractionDigits: 2, maximumFractionDigits: 2 }),
  };
  return [
    { key: "post", head: "Post", cell: (link) => <Place link={link} />, width: 190 },
    {
      key: "url",
      head: "Leads to",
      fill: true,
      cell: ({ url }) => (
        <span className="cut" title={url}>
          {plain(url)}
        </span>
      ),
    },
    {
      key: "short",
      head: "Short link",
      cell: ({ short }) => <span className="t3 nw">{plain(short)}</span>,
    },
    {
      key: "clicks",
      head: "Clicks",
      num: true,
      cell: ({ clicks, platformCounts }) => `${figures(clicks)}${platformCounts ? "*" : ""}`,
    },
    { key: "conversions", head: "Conversions", num: true, cell: (l) => figures(l.conversions) },
    ...(hasValue ? [value] : []),
  ];
}

const plain = (url: string) => url.replace(/^https?:\/\//, "");

function Place({ link }: { link: LinkView }) {
  const { platform, variant, accountHandle } = link;
  return (
    <span className="row nw">
      <PlatformMark platform={platform} label={catalog[platform].label} />
      {variant ? <Arm letter={variant.letter} /> : null}
      <span className="cut">{accountHandle}</span>
    </span>
  );
}
