import type { PromptNode } from "@/lib/contracts/learning";

/** What a prompt orders, beside what its parents ordered. */
export function DirectiveTable({ prompt }: { prompt: PromptNode }) {
  const { name, changes, directives } = prompt;
  return (
    <table className="tbl orders" aria-label={`What ${name} asks for`}>
      <thead>
        <tr>
          <th scope="col">What is asked for</th>
          {changes.map(({ parent }) => (
            <th scope="col" key={parent.id}>
              {parent.name}
            </th>
          ))}
          <th scope="col">{name}</th>
        </tr>
      </thead>
      <tbody>
        {directives.map(({ directive, directiveLabel, levelLabel }) => {
          const before = changes.map(
            ({ parent, changes: own }) =>
              [parent.id, own.find((each) => each.directive === directive)] as const,
          );
          const isNew = before.length > 0 && before.every(([, change]) => change);
          return (
            <tr key={directive}>
              <th scope="row">{directiveLabel}</th>
              {before.map(([parentId, change]) => (
                <td key={parentId} className={change ? "t2" : "t3"}>
                  {change?.fromLabel ?? levelLabel}
                </td>
              ))}
              <td>{isNew ? <ins>{levelLabel}</ins> : levelLabel}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
