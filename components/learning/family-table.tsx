import { rangeWords, signedPercent } from "@/components/learning/lift-words";
import { placeOf, placeWords } from "@/components/learning/node-words";
import { madeWords } from "@/components/learning/prompt-words";
import { Button } from "@/components/ui/button";
import type { Estimate, PromptNode } from "@/lib/contracts/learning";

type FamilyTableProps = {
  prompts: readonly PromptNode[];
  leaderId: string;
  onRead: (promptId: string) => void;
};

/** The picture's figures, every prompt included; in brackets 90% intervals. */
export function FamilyTable({ prompts, leaderId, onRead }: FamilyTableProps) {
  return (
    <section className="tbl-wrap" aria-label="Prompts in figures">
      <table className="tbl">
        <thead>
          <tr>
            <th scope="col">Prompt</th>
            <th scope="col">Status</th>
            <th scope="col">Made</th>
            <th scope="col" className="num">
              Against the one before
            </th>
            <th scope="col" className="num">
              Against the first
            </th>
            <th scope="col" className="num">
              Results
            </th>
            <th scope="col" className="num">
              Views
            </th>
          </tr>
        </thead>
        <tbody>
          {prompts.map((prompt) => (
            <tr key={prompt.id}>
              <th scope="row">
                <Button size="sm" variant="quiet" onClick={() => onRead(prompt.id)}>
                  {prompt.name}
                </Button>
              </th>
              <td className="nw">{placeWords(placeOf(prompt, leaderId), prompt)}</td>
              <td>{madeWords(prompt)}</td>
              <td className="num nw">
                {prompt.over ? `${prompt.over.prompt.name}: ` : null}
                <Lift lift={prompt.over?.lift ?? null} prompt={prompt} />
              </td>
              <td className="num nw">
                <Lift lift={prompt.lift} prompt={prompt} />
              </td>
              <td className="num">{prompt.evidence.settledPosts}</td>
              <td className="num">{prompt.evidence.views.toLocaleString("en")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** With its 90% interval; before the first result it is what its orders earned elsewhere. */
function Lift({ lift, prompt }: { lift: Estimate | null; prompt: PromptNode }) {
  if (!lift) return "–";
  const expected = prompt.evidence.settledPosts === 0 ? " expected" : "";
  return `${signedPercent(lift.mean)}${expected} (${rangeWords(lift)})`;
}
