"use client";

import { CheckIcon, CopyIcon } from "@phosphor-icons/react/ssr";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { useFieldWiring } from "@/components/ui/field";

export type CopyFieldProps = {
  value: string;
  /** What is copied: "redirect URL". Names the button. */
  what: string;
  id?: string;
};

/** A value to take elsewhere. Stand it in a Field for a label. */
export function CopyField({ value, what, id }: CopyFieldProps) {
  const [copied, setCopied] = useState(false);
  const wiring = useFieldWiring({ id });
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = () =>
    navigator.clipboard.writeText(value).then(
      () => setCopied(true),
      () => {},
    );
  return (
    <div className="copy">
      <input
        {...wiring}
        className="input"
        readOnly
        value={value}
        aria-label={wiring.id ? undefined : what}
        onFocus={(event) => event.currentTarget.select()}
      />
      <Button
        className="copy-do"
        iconOnly
        aria-label={`Copy ${what}`}
        icon={copied ? <CheckIcon className="i" /> : <CopyIcon className="i" />}
        onClick={copy}
      />
      <span className="sr" role="status">
        {copied ? "Copied" : ""}
      </span>
    </div>
  );
}
