export interface StackItem {
  id: string;
  /** Minutes past midnight. */
  start: number;
  /** Heights in minutes: standing alone, and as a line among others. */
  minHeight: number;
  maxHeight: number;
  lineHeight: number;
}

export interface StackPlace {
  id: string;
  start: number;
  height: number;
  /** One line of a stack. */
  line: boolean;
}

export interface StackRest {
  start: number;
  height: number;
  ids: string[];
}

const MOST = 3;
const REST_HEIGHT = 30;

/**
 * Places a narrow column's chips: what overlaps stands below each other as lines, in order of time;
 * of more than three the last ones become a rest that is only counted.
 */
export function stackItems(items: readonly StackItem[]): {
  places: StackPlace[];
  rests: StackRest[];
} {
  const sorted = items.toSorted((a, b) => a.start - b.start || a.id.localeCompare(b.id));
  const stacks: StackItem[][] = [];
  for (const item of sorted) {
    const last = stacks.at(-1);
    if (last && item.start < endOf(last)) last.push(item);
    else stacks.push([item]);
  }
  const places: StackPlace[] = [];
  const rests: StackRest[] = [];
  for (const [index, stack] of stacks.entries()) {
    const next = stacks[index + 1]?.[0]?.start ?? Number.POSITIVE_INFINITY;
    const [only] = stack;
    if (only && stack.length === 1) {
      const height = Math.min(only.maxHeight, next - only.start);
      places.push({ id: only.id, start: only.start, height, line: false });
      continue;
    }
    const { shown, hidden } = cut(stack);
    let start = only?.start ?? 0;
    for (const { id, lineHeight: height } of shown) {
      places.push({ id, start, height, line: true });
      start += height;
    }
    if (hidden.length > 0) {
      rests.push({ start, height: REST_HEIGHT, ids: hidden.map(({ id }) => id) });
    }
  }
  return { places, rests };
}

function cut(stack: readonly StackItem[]) {
  const fits = stack.length <= MOST ? stack.length : MOST - 1;
  return { shown: stack.slice(0, fits), hidden: stack.slice(fits) };
}

function endOf(stack: readonly StackItem[]): number {
  const [first] = stack;
  if (!first) return 0;
  if (stack.length === 1) return first.start + first.minHeight;
  const { shown, hidden } = cut(stack);
  const lines = shown.reduce((sum, { lineHeight }) => sum + lineHeight, 0);
  return first.start + lines + (hidden.length > 0 ? REST_HEIGHT : 0);
}
