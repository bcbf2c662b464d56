import type { Said } from "@/components/learning/channel-words";
import { Lead } from "@/components/ui/lead";

export function SaidLead({ said: { before, marked, after } }: { said: Said }) {
  return (
    <Lead>
      {before}
      {marked ? <mark>{marked}</mark> : null}
      {after}
    </Lead>
  );
}
