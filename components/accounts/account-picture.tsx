"use client";

import { useState } from "react";
import { Face } from "@/components/ui/face";

type AccountPictureProps = { src: string | null; name: string };

/** Initials where there is no picture, or one that does not load. Give it the address as key. */
export function AccountPicture({ src, name }: AccountPictureProps) {
  const [isBroken, setIsBroken] = useState(false);
  if (!src || isBroken) return <Face name={name} size="l" />;
  return (
    // biome-ignore lint/performance/noImgElement: 28 px, behind a session, nothing to optimise
    <img
      src={src}
      alt=""
      width={28}
      height={28}
      loading="lazy"
      className="flex-none rounded-full"
      onError={() => setIsBroken(true)}
    />
  );
}
