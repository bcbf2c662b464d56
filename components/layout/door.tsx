import type { ReactNode } from "react";
import { Wheel } from "@/components/ui/wheel";

export type DoorProps = {
  title: ReactNode;
  /** Above the title: "Step 1 of 2". */
  step?: ReactNode;
  /** Below the title. */
  intro?: ReactNode;
  /** At the foot: who runs this server. */
  footer?: ReactNode;
  /** The right half; the wheel and its rays otherwise. */
  art?: ReactNode;
  children: ReactNode;
};

/** The pages before the shell: sign-in, setup, invitations. */
export function Door({ title, step, intro, footer, art, children }: DoorProps) {
  return (
    <main className="door">
      <div className="door-form">
        <span className="brand">
          <Wheel />
          Bandwagon
        </span>
        <div className="door-body">
          <div>
            {step ? <p className="t2">{step}</p> : null}
            <h1>{title}</h1>
            {intro ? <p className="t2 door-intro">{intro}</p> : null}
          </div>
          {children}
        </div>
        <p className="xs t3">{footer}</p>
      </div>
      <div className="door-art">{art ?? <Rays />}</div>
    </main>
  );
}

/** One ray per post of an imagined year: length is its reach, marigold is what Bandwagon chose. */
const RAYS: readonly (readonly [number, string])[] = [
  [76, "heat-6"],
  [91, "heat-6"],
  [109, "heat-6"],
  [86, "auto"],
  [108, "heat-6"],
  [106, "heat-5"],
  [121, "heat-5"],
  [109, "heat-6"],
  [83, "heat-4"],
  [79, "heat-5"],
  [72, "heat-6"],
  [56, "heat-6"],
  [48, "heat-5"],
  [35, "heat-7"],
  [52, "heat-5"],
  [65, "auto"],
  [70, "heat-4"],
  [95, "heat-7"],
  [89, "heat-4"],
  [113, "heat-5"],
  [109, "heat-6"],
  [123, "heat-4"],
  [122, "heat-7"],
  [98, "heat-4"],
  [80, "heat-7"],
  [86, "heat-6"],
  [69, "heat-6"],
  [65, "auto"],
  [44, "heat-6"],
  [35, "heat-5"],
  [50, "heat-7"],
  [62, "heat-5"],
  [72, "heat-4"],
  [94, "heat-5"],
  [106, "heat-5"],
  [105, "heat-5"],
  [122, "heat-4"],
  [92, "heat-6"],
  [112, "heat-4"],
  [97, "auto"],
  [91, "heat-7"],
  [97, "heat-6"],
  [73, "heat-7"],
  [63, "heat-5"],
  [46, "heat-6"],
  [35, "heat-7"],
  [48, "heat-5"],
  [57, "heat-4"],
];

const SPOKES = 12;

function Rays() {
  return (
    <svg className="rays" viewBox="0 0 660 660" aria-hidden="true">
      <circle cx="330" cy="330" r="152" fill="none" stroke="var(--ink)" strokeWidth="8" />
      {Array.from({ length: SPOKES }, (_, index) => (
        <line
          // biome-ignore lint/suspicious/noArrayIndexKey: a spoke is its place
          key={index}
          x1="330"
          y1="284"
          x2="330"
          y2="188"
          stroke="var(--ink)"
          strokeWidth="3.5"
          transform={`rotate(${(index * 360) / SPOKES} 330 330)`}
        />
      ))}
      <circle cx="330" cy="330" r="44" fill="var(--auto)" stroke="var(--ink)" strokeWidth="7" />
      {RAYS.map(([length, color], index) => (
        <line
          // biome-ignore lint/suspicious/noArrayIndexKey: a ray is its place
          key={index}
          x1="330"
          y1="162"
          x2="330"
          y2={162 - length}
          stroke={`var(--${color})`}
          strokeWidth="7"
          transform={`rotate(${(index * 360) / RAYS.length} 330 330)`}
        />
      ))}
    </svg>
  );
}
