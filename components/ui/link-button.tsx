import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";
import { type ButtonLook, buttonClass } from "@/components/ui/button-class";

export type LinkButtonProps = Omit<ComponentProps<"a">, "href"> &
  ButtonLook & { href: string; icon?: ReactNode };

/** Another site's page and the sandbox's are not of this app: nothing of them is fetched ahead. */
const isOwnPage = (href: string) => href.startsWith("/") && !href.startsWith("/sandbox");

export function LinkButton(props: LinkButtonProps) {
  const { variant, size, iconOnly, wide, icon, className, children, href, ...rest } = props;
  const look = buttonClass({ variant, size, iconOnly, wide }, className);
  const Tag = isOwnPage(href) ? Link : "a";
  return (
    <Tag {...rest} href={href} className={look}>
      {icon}
      {children}
    </Tag>
  );
}
