"use client";

import { useState } from "react";

/** A picture that may turn out to be none; then there is nothing. Give it the address as key. */
export function AccountPicture({ src }: { src: string }) {
  const [isBroken, setIsBroken] = useState(false);
  if (isBroken) return null;
  return (
    // biome-ignore lint/performance/noImgElement: 28 px, behind a session, nothing to optimise
    <img
      src={src}
      alt=""
      width={28}
      height={28}
      loading="lazy"
      className="rounded-full"
      onError={() => setIsBroken(true)}
    />
  );
}
