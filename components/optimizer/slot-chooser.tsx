import { AutoMark, HandMark } from "@/components/ui/auto-mark";
import { Tag } from "@/components/ui/tag";
import type { NextSlot } from "@/lib/contracts/optimizer";

/** Who decides what a coming slot posts. */
export function SlotChooser({ slot }: { slot: NextSlot }) {
  if (slot.pinned) return <HandMark>{slot.pinnedBy ?? "A person"}</HandMark>;
  if (slot.paused) return <Tag>Paused</Tag>;
  if (!slot.optimizerOn) return <Tag>Taking turns</Tag>;
  return <AutoMark>Will choose</AutoMark>;
}
