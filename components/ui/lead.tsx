import type { ReactNode } from "react";

/** The one serif sentence of a page: what is true now. `<mark>` only what Bandwagon found or chose. */
export function Lead({ children, actions }: { children: ReactNode; actions?: ReactNode }) {
  return (
    <section className="pad lead-pad">
      <p className="lead">{children}</p>
      {actions ? <div className="row wrap">{actions}</div> : null}
    </section>
  );
}
