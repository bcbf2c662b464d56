import type { ComponentProps, ReactNode } from "react";
import { type ButtonLook, buttonClass } from "@/components/ui/button-class";
import { Spinner } from "@/components/ui/spinner";

export type ButtonProps = ComponentProps<"button"> &
  ButtonLook & {
    icon?: ReactNode;
    /** Keeps the width and the focus, and ignores clicks. */
    loading?: boolean;
  };

export function Button(props: ButtonProps) {
  const { variant, size, iconOnly, wide, icon, loading, className, children, ...rest } = props;
  return (
    <button
      type="button"
      {...rest}
      className={buttonClass({ variant, size, iconOnly, wide }, className)}
      aria-disabled={loading || undefined}
      aria-busy={loading || undefined}
      data-loading={loading || undefined}
      onClick={loading ? (event) => event.preventDefault() : rest.onClick}
    >
      {loading ? <Spinner /> : icon}
      {children}
    </button>
  );
}
