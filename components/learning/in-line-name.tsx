import type { PromptRef } from "@/lib/contracts/learning";

type InLineNameProps = {
  text: string;
  prompt: PromptRef | null;
  onRead: (promptId: string) => void;
};

/** A sentence, its prompt's name a way to read that prompt. */
export function InLineName({ text, prompt, onRead }: InLineNameProps) {
  const place = prompt ? text.indexOf(prompt.name) : -1;
  if (!prompt || place === -1) return text;
  return (
    <>
      {text.slice(0, place)}
      <button type="button" className="in-line" onClick={() => onRead(prompt.id)}>
        {prompt.name}
      </button>
      {text.slice(place + prompt.name.length)}
    </>
  );
}
