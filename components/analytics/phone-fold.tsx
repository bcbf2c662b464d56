"use client";

import { CaretDownIcon } from "@phosphor-icons/react/ssr";
import { type ReactNode, useState } from "react";
import { useIsPhone } from "@/components/ui/use-is-phone";

type PhoneFoldProps = { title: string; note?: string | undefined; children: ReactNode };

/** What comes second: in sight on a desk; folded on a phone, and not even asked for until it is opened. */
export function PhoneFold({ title, note, children }: PhoneFoldProps) {
  const isPhone = useIsPhone();
  const [wasOpened, setOpened] = useState(false);
  if (!isPhone) return children;
  return (
    <details
      className="fold"
      onToggle={({ currentTarget }) => currentTarget.open && setOpened(true)}
    >
      <summary>
        <h2 className="h">{title}</h2>
        {note ? <span className="t3 cut">{note}</span> : null}
        <CaretDownIcon className="i push" aria-hidden="true" />
      </summary>
      {wasOpened ? children : null}
    </details>
  );
}
