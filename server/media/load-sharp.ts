type SharpModule = typeof import("sharp");
export type Sharp = SharpModule["default"];

let loading: Promise<Sharp> | null = null;
let last: Promise<unknown> = Promise.resolve();

/** A photograph of this many pixels takes a quarter of a gigabyte while it is turned. */
export const MAX_PIXELS = 80_000_000;

// Loaded by the first image, so that a process nobody sends one to stays small.
function loadSharp(): Promise<Sharp> {
  loading ??= import("sharp").then(({ default: sharp }) => {
    sharp.cache(false);
    sharp.concurrency(1);
    return sharp;
  });
  return loading;
}

/** One image at a time: several large ones at once would not fit into a small server's memory. */
export function withSharp<T>(work: (sharp: Sharp) => Promise<T>): Promise<T> {
  const next = last.then(async () => work(await loadSharp()));
  last = next.catch(() => {});
  return next;
}

/** How every file of a stranger is opened. */
export const strict = { failOn: "error", limitInputPixels: MAX_PIXELS } as const;
