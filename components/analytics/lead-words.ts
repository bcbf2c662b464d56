import { capital, countOf, inWords, perMany } from "@/components/analytics/figures-in-words";
import type { SummaryView } from "@/lib/contracts/analytics";
import { engagementsOf } from "@/lib/domain/metrics";
import { listNames, tellers } from "@/lib/domain/rate-scope";
import { catalog } from "@/lib/platforms/catalog";

type Told = Pick<SummaryView, "totals" | "kpis" | "realPostsLeftOut" | "platforms">;

/** What is true now, in one sentence: what went out, and what came in as far as it is told. */
export function leadInWords(summary: Told): string {
  const { posts } = summary.totals;
  const cameIn = cameInWords(summary);
  const out = `${capital(inWords(posts))} ${posts === 1 ? "post" : "posts"} went out`;
  const said =
    cameIn === null
      ? posts === 0
        ? "Nothing was counted in this period."
        : `${out}; nothing has been counted of ${posts === 1 ? "it" : "them"} yet.`
      : `${posts === 0 ? "No post went out" : out} and ${cameIn}.`;
  return said + toLeftOut(summary.realPostsLeftOut);
}

/** Null: nothing did. */
function cameInWords({ totals: { counts }, kpis, platforms }: Told): string | null {
  const acted = engagementsOf(counts);
  const views = counts.views ?? 0;
  if (views <= 0 && acted <= 0) return null;
  if (views <= 0) {
    const why = counts.views === null ? "; views are not told here" : "";
    return `${countOf(acted, "interaction")} came in${why}`;
  }
  const rate = kpis.find(({ key }) => key === "engagementRate")?.value ?? null;
  const whose = tellers(
    platforms.map((row) => ({ ...row, name: catalog[row.platform].label })),
    ["views"],
  );
  const on =
    whose.length < platforms.length ? ` on ${listNames(whose.map(({ name }) => name))}` : "";
  const by = rate === null ? "" : `, with ${perMany(rate, "interactions", "views")}${on}`;
  return `${countOf(views, "view")} came in${by}`;
}

function toLeftOut(posts: number): string {
  if (posts === 0) return "";
  return ` ${posts} real ${posts === 1 ? "post is" : "posts are"} not counted here.`;
}
