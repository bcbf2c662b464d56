import { perThousand } from "@/components/learning/lift-words";
import type { PromptEvidence as Evidence } from "@/lib/contracts/learning";

/** What a prompt wrote and what came of it, in figures. */
export function PromptEvidence({ evidence }: { evidence: Evidence }) {
  const { variants, posts, settledPosts, views, engagementRate, humanEdited } = evidence;
  const rows: [string, string][] = [
    ["Variants written", variants.toLocaleString("en")],
    ["Posts published", posts.toLocaleString("en")],
    ["Of them with a result", settledPosts.toLocaleString("en")],
    ["Views", views.toLocaleString("en")],
    [
      "Engagement points per 1,000 views, as counted",
      engagementRate === null ? "–" : perThousand(engagementRate),
    ],
    ...(humanEdited > 0
      ? [
          ["Rewritten by a person, count less", humanEdited.toLocaleString("en")] as [
            string,
            string,
          ],
        ]
      : []),
  ];
  return (
    <dl className="prompt-facts">
      {rows.map(([term, value]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
