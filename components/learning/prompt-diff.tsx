import { ChangeSince } from "@/components/ui/change-since";
import { Section } from "@/components/ui/section";
import type { PromptNode } from "@/lib/contracts/learning";

type PromptDiffProps = { prompt: PromptNode; prompts: readonly PromptNode[] };

/** What a prompt changed against each parent: in orders, then word by word. */
export function PromptDiff({ prompt, prompts }: PromptDiffProps) {
  return prompt.changes.map(({ parent, changes }) => {
    const before = prompts.find(({ id }) => id === parent.id);
    return (
      <Section key={parent.id} title={`Changed from ${parent.name}`}>
        {changes.length === 0 ? <p className="t2">It asks for the same.</p> : null}
        <ul className="grid gap-1 pb-2">
          {changes.map(({ directive, directiveLabel, fromLabel, toLabel }) => (
            <li key={directive}>
              <span className="t3">{directiveLabel}:</span> {fromLabel}{" "}
              <span aria-hidden="true">→</span>
              <span className="sr">becomes</span> <b className="b">{toLabel}</b>
            </li>
          ))}
        </ul>
        {before && before.text !== prompt.text ? (
          <details className="as-table">
            <summary>Word by word</summary>
            <ChangeSince
              label={`${parent.name} and ${prompt.name}, word by word`}
              before={{ title: null, text: before.text }}
              after={{ title: null, text: prompt.text }}
            />
          </details>
        ) : null}
      </Section>
    );
  });
}
