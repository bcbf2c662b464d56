"use client";

import type { ComponentProps } from "react";
import { cx } from "@/components/ui/class-names";
import { useFieldWiring } from "@/components/ui/field";

/** Grows with its text where the browser can. */
export function Textarea({ className, ...props }: ComponentProps<"textarea">) {
  const wiring = useFieldWiring(props);
  return <textarea {...wiring} {...props} id={wiring.id} className={cx("input", className)} />;
}
