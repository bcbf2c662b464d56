import { rangeWords, signedPercent } from "@/components/learning/lift-words";
import { madeWords, STATUS_WORDS } from "@/components/learning/prompt-words";
import { Button } from "@/components/ui/button";
import type { PromptNode } from "@/lib/contracts/learning";

type FamilyTableProps = { prompts: readonly PromptNode[]; onRead: (promptId: string) => void };

/** The picture's figures, every prompt included. */
export function FamilyTable({ prompts, onRead }: FamilyTableProps) {
  return (
    <section className="tbl-wrap" aria-label="Prompts in figures">
      <table className="tbl">
        <thead>
          <tr>
            <th scope="col">Prompt</th>
            <th scope="col">Status</th>
            <th scope="col">Made</th>
            <th scope="col" className="num">
              Lift
            </th>
            <th scope="col" className="num">
              90% interval
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
              <td className="nw">{STATUS_WORDS[prompt.status]}</td>
              <td>{madeWords(prompt)}</td>
              <td className="num nw">
                {prompt.lift ? signedPercent(prompt.lift.mean) : "–"}
                {prompt.lift && prompt.evidence.settledPosts === 0 ? " expected" : ""}
              </td>
              <td className="num nw">{prompt.lift ? rangeWords(prompt.lift) : "–"}</td>
              <td className="num">{prompt.evidence.settledPosts}</td>
              <td className="num">{prompt.evidence.views.toLocaleString("en")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
