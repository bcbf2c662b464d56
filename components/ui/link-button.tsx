import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";
import { type ButtonLook, buttonClass } from "@/components/ui/button-class";

export type LinkButtonProps = ComponentProps<typeof Link> & ButtonLook & { icon?: ReactNode };

export function LinkButton(props: LinkButtonProps) {
  const { variant, size, iconOnly, wide, icon, className, children, ...rest } = props;
  return (
    <Link {...rest} className={buttonClass({ variant, size, iconOnly, wide }, className)}>
      {icon}
      {children}
    </Link>
  );
}
