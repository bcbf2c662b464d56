import { cx } from "@/components/ui/class-names";

export type ButtonVariant = "default" | "primary" | "quiet" | "danger" | "danger-sure";

export type ButtonLook = {
  variant?: ButtonVariant;
  size?: "sm" | "md";
  /** Square, for an icon alone: give `aria-label`. */
  iconOnly?: boolean;
  wide?: boolean;
};

const VARIANT_CLASS: Record<ButtonVariant, string> = {
  default: "",
  primary: "pri",
  quiet: "quiet",
  danger: "stop",
  "danger-sure": "stop sure",
};

export function buttonClass(look: ButtonLook, className?: string): string {
  return cx(
    "btn",
    VARIANT_CLASS[look.variant ?? "default"],
    look.size === "sm" && "sm",
    look.iconOnly && "icon",
    look.wide && "wide",
    className,
  );
}
