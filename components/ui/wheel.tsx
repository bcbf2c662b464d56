import { cx } from "@/components/ui/class-names";

type WheelProps = { small?: boolean; className?: string };

/** The logo. `small` is the bold cut for chips, without the marigold hub. */
export function Wheel({ small = false, className }: WheelProps) {
  return (
    <svg className={cx("wheel", className)} viewBox="0 0 24 24" aria-hidden="true">
      {small ? <BoldWheel /> : <FullWheel />}
    </svg>
  );
}

function BoldWheel() {
  return (
    <g fill="none" stroke="currentColor" strokeWidth="2.4" strokeLinecap="round">
      <circle cx="12" cy="12" r="9.4" />
      <path d="M12 3v18M4.2 7.5l15.6 9M4.2 16.5l15.6-9" />
    </g>
  );
}

function FullWheel() {
  return (
    <>
      <g fill="none" stroke="currentColor">
        <circle cx="12" cy="12" r="9.6" strokeWidth="2.2" />
        <g strokeWidth="1.7" strokeLinecap="round">
          <path d="M12 3.2v5M12 15.8v5M4.4 7.6l4.3 2.5M15.3 13.9l4.3 2.5M4.4 16.4l4.3-2.5M15.3 10.1l4.3-2.5" />
        </g>
      </g>
      <circle
        cx="12"
        cy="12"
        r="3.1"
        style={{ fill: "var(--auto)" }}
        stroke="currentColor"
        strokeWidth="1.2"
      />
    </>
  );
}
