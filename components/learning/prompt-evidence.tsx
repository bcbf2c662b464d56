import { perThousand } from "@/components/learning/lift-words";
import { resultRule } from "@/components/learning/run-words";
import type { PromptEvidence as Evidence } from "@/lib/contracts/learning";
import type { LearningSettings } from "@/lib/contracts/learning-settings";

type EvidenceProps = { evidence: Evidence; settings: LearningSettings };

interface Fact {
  term: string;
  value: string;
  hint?: string;
}

/** What a prompt wrote and what came of it, in figures. */
export function PromptEvidence({ evidence, settings }: EvidenceProps) {
  return (
    <dl className="prompt-facts">
      {toFacts(evidence, settings).map(({ term, value, hint }) => (
        <div key={term}>
          <dt>
            {term}
            {hint ? <span className="t3 xs block">{hint}</span> : null}
          </dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function toFacts(evidence: Evidence, settings: LearningSettings): Fact[] {
  const { variants, posts, settledPosts, views, engagementRate, humanEdited } = evidence;
  const count = (value: number) => value.toLocaleString("en");
  return [
    { term: "Variants written", value: count(variants) },
    { term: "Posts published", value: count(posts) },
    { term: "Of them with a result", value: count(settledPosts), hint: resultRule(settings) },
    { term: "Views", value: count(views) },
    {
      term: "Engagement points per 1,000 views, as counted",
      value: engagementRate === null ? "–" : perThousand(engagementRate),
    },
    ...(humanEdited > 0
      ? [{ term: "Rewritten by a person, count less", value: count(humanEdited) }]
      : []),
  ];
}
