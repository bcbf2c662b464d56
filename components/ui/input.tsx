"use client";

import type { ComponentProps } from "react";
import { cx } from "@/components/ui/class-names";
import { useFieldWiring } from "@/components/ui/field";

export function Input({ className, ...props }: ComponentProps<"input">) {
  const wiring = useFieldWiring(props);
  return <input {...wiring} {...props} id={wiring.id} className={cx("input", className)} />;
}
