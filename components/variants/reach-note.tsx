"use client";

import { UsersThreeIcon, WarningCircleIcon } from "@phosphor-icons/react/ssr";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { reachCount } from "@/lib/api/choices";
import { describeReach } from "@/lib/domain/reach-words";
import { catalog } from "@/lib/platforms/catalog";
import type { Platform } from "@/lib/platforms/platform";

/** Before anything is planned: how many people a platform's messages would go to. */
export function ReachNote({ platform }: { platform: Platform }) {
  return catalog[platform].audience === "contacts" ? <Note /> : null;
}

function Note() {
  const { data } = useQuery(reachCount);
  if (data === undefined) return null;
  const Mark = data === 0 ? WarningCircleIcon : UsersThreeIcon;
  return (
    <p className="row wrap" style={{ marginBottom: 12 }} data-testid="reach">
      <Mark
        className={data === 0 ? "i danger-c" : "i t3"}
        weight={data === 0 ? "fill" : "regular"}
        aria-hidden="true"
      />
      <span className={data === 0 ? "b" : "t2"}>{describeReach(data)}</span>
      <Link href="/contacts">{data === 0 ? "Import contacts" : "See contacts"}</Link>
    </p>
  );
}
