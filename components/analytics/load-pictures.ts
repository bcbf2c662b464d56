/** Pictures that stand in the ground of elements, by their addresses. */
export type Pictures = ReadonlyMap<string, HTMLImageElement>;

const ADDRESS = /^url\("([^"]+)"\)$/;

export const addressOf = ({ backgroundImage }: CSSStyleDeclaration): string | null =>
  ADDRESS.exec(backgroundImage)?.[1] ?? null;

/** What is in sight already comes from the browser's own store; what cannot be read is left out. */
export async function loadPictures(root: HTMLElement): Promise<Pictures> {
  const addresses = new Set(
    [...root.querySelectorAll("*")].flatMap((each) => addressOf(getComputedStyle(each)) ?? []),
  );
  const loaded = await Promise.all([...addresses].map(load));
  return new Map(loaded.flatMap((each) => (each ? [each] : [])));
}

async function load(address: string): Promise<[string, HTMLImageElement] | null> {
  const picture = new Image();
  picture.src = address;
  return picture.decode().then(
    () => [address, picture],
    () => null,
  );
}
