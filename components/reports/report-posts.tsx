import { Arm } from "@/components/ui/arm";
import { PlatformMark } from "@/components/ui/platform-mark";
import { Section } from "@/components/ui/section";
import { Time } from "@/components/ui/time";
import type { ReportPost, ReportView } from "@/lib/contracts/reports";
import { RANKS, rankWords } from "@/lib/domain/rank-words";
import { inFigures, orUnknown } from "@/lib/domain/report-words";
import { catalog } from "@/lib/platforms/catalog";

/** What the best posts said, and what they brought. */
export function ReportPosts({ report }: { report: ReportView }) {
  if (report.best.length === 0) return null;
  return (
    <Section title="Best posts">
      <p className="t3 pb-2">
        {rankWords(RANKS[report.goal], report.platforms)} Of those that went out in this period;
        counted up to now.
      </p>
      <ol className="report-posts">
        {report.best.map((post) => (
          <li key={`${post.platform} ${post.account} ${post.publishedAt}`}>
            <Post post={post} zone={report.timeZone} />
          </li>
        ))}
      </ol>
    </Section>
  );
}

function Post({ post, zone }: { post: ReportPost; zone: string }) {
  const figures = [
    ["Views", orUnknown(post.views)],
    ["Interactions", inFigures(post.engagements)],
    ["Clicks", orUnknown(post.clicks)],
  ] as const;
  return (
    <>
      <div className="report-post">
        <p>{post.text || "A post without words"}</p>
        <p className="row wrap xs t3">
          <PlatformMark platform={post.platform} label={catalog[post.platform].label} />
          <span className="report-name">{post.account}</span>
          {post.letter ? <Arm letter={post.letter} /> : null}
          <Time at={post.publishedAt} zone={zone} format="date" />
        </p>
      </div>
      <dl>
        {figures.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
