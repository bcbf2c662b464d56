const here = "http://here.invalid";

/** Where to go after sign-in: a path of this site, read as a browser reads it, or the start. */
export function toLocalPath(path: string | undefined): string {
  const url = path?.startsWith("/") ? URL.parse(path, here) : null;
  if (url?.origin !== here || url.pathname.startsWith("//")) return "/";
  return `${url.pathname}${url.search}${url.hash}`;
}
