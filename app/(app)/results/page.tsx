import { permanentRedirect } from "next/navigation";

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Where the analytics stood before: addresses that were kept still lead there. */
export default async function Page({ searchParams }: Props) {
  const pairs = Object.entries(await searchParams).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  );
  const query = new URLSearchParams(pairs).toString();
  permanentRedirect(query ? `/analytics?${query}` : "/analytics");
}
