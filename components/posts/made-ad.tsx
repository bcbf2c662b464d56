"use client";

import { ArrowSquareOutIcon } from "@phosphor-icons/react/ssr";
import { Fragment } from "react";
import { nameOfCountry } from "@/components/posts/country-name";
import { useReadFigures } from "@/components/posts/use-post-ad";
import { useZone } from "@/components/providers/zone";
import { Button } from "@/components/ui/button";
import { FieldError } from "@/components/ui/field";
import { LinkButton } from "@/components/ui/link-button";
import { Tag } from "@/components/ui/tag";
import { Time } from "@/components/ui/time";
import type { PostAdView } from "@/lib/contracts/ads";

type Ad = NonNullable<PostAdView["ad"]>;

/** What was made, where it is started, and what it brought so far. */
export function MadeAd({ postId, ad }: { postId: string; ad: Ad }) {
  const state = ad.figures?.state ?? "PAUSED";
  return (
    <>
      <div className="row wrap">
        <Tag>{toWords(state.toLowerCase())}</Tag>
        {ad.manageUrl ? (
          <LinkButton
            size="sm"
            className="push"
            href={ad.manageUrl}
            target="_blank"
            rel="noreferrer"
            icon={<ArrowSquareOutIcon className="i" />}
          >
            Open {ad.where}
          </LinkButton>
        ) : null}
      </div>
      <p className="say">
        {state.endsWith("PAUSED")
          ? `It was created paused. Money is spent only after you start it in ${ad.where}.`
          : `It was created paused; this is its state in ${ad.where} now. Start and stop it there.`}
      </p>
      <Facts ad={ad} />
      <Figures postId={postId} ad={ad} />
      <Numbers ids={ad.ids} />
    </>
  );
}

/** `adSet` and `ad_set` as "Ad set". */
const toWords = (key: string) => {
  const words = key
    .replace(/([A-Z])/g, " $1")
    .replaceAll("_", " ")
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

function Facts({ ad: { plan } }: { ad: Ad }) {
  const zone = useZone();
  return (
    <dl className="facts">
      <dt>Ad account</dt>
      <dd>{plan.adAccountName}</dd>
      <dt>Budget</dt>
      <dd>
        {plan.currency} {plan.amount} {plan.budget === "daily" ? "a day" : "in all"}
        {plan.endsAt ? (
          <>
            {", until "}
            <Time at={plan.endsAt} zone={zone} />
          </>
        ) : null}
      </dd>
      <dt>Countries</dt>
      <dd>{plan.countries.map(nameOfCountry).join(", ")}</dd>
    </dl>
  );
}

/** What the platform calls its parts, for whoever looks for them there. */
function Numbers({ ids }: Pick<Ad, "ids">) {
  const named = Object.entries(ids);
  if (named.length === 0) return null;
  return (
    <details>
      <summary className="t3 xs">Its numbers there</summary>
      <dl className="facts mt-2">
        {named.map(([name, id]) => (
          <Fragment key={name}>
            <dt>{toWords(name)}</dt>
            <dd className="cut">{id}</dd>
          </Fragment>
        ))}
      </dl>
    </details>
  );
}

function Figures({ postId, ad }: { postId: string; ad: Ad }) {
  const zone = useZone();
  const { mutate, isPending, error } = useReadFigures(postId);
  const problem = error?.message ?? ad.figuresProblem;
  return (
    <div className="grid gap-2">
      {ad.figures ? <Counts figures={ad.figures} currency={ad.plan.currency} /> : null}
      {problem ? <FieldError>{problem}</FieldError> : null}
      <div className="row wrap">
        <Button size="sm" loading={isPending} onClick={() => mutate()} data-testid="read-figures">
          {ad.figures ? "Read again" : "Read state and figures"}
        </Button>
        {ad.figuresReadAt ? (
          <span className="t3">
            Read <Time at={ad.figuresReadAt} zone={zone} />
          </span>
        ) : null}
      </div>
    </div>
  );
}

type CountsProps = { figures: NonNullable<Ad["figures"]>; currency: string };

function Counts({ figures, currency }: CountsProps) {
  const { impressions, reach, clicks, spend } = figures;
  const count = (value: number | null) => value?.toLocaleString("en-GB") ?? "n/a";
  const shown: [string, string][] = [
    ["Impressions", count(impressions)],
    ["Reach", count(reach)],
    ["Clicks", count(clicks)],
    ["Spend", spend === null ? "n/a" : `${currency} ${spend.toLocaleString("en-GB")}`],
  ];
  return (
    <dl className="post-counts" data-testid="ad-figures">
      {shown.map(([label, value]) => (
        <div key={label}>
          <dt className="t3 xs">{label}</dt>
          <dd className="b">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
