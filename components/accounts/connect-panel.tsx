"use client";

import {
  ArrowSquareOutIcon,
  ChartLineUpIcon,
  PaperPlaneTiltIcon,
  ProhibitIcon,
} from "@phosphor-icons/react/ssr";
import { toProblemText } from "@/components/accounts/oauth-problem-text";
import type { ConnectRequest, ConnectState } from "@/components/accounts/use-connect-window";
import { Button } from "@/components/ui/button";
import { ErrorMessage } from "@/components/ui/error-message";
import { PlatformMark } from "@/components/ui/platform-mark";
import { SandboxStripe } from "@/components/ui/sandbox-tag";
import { Wheel } from "@/components/ui/wheel";
import { catalog } from "@/lib/platforms/catalog";
import { type Asking, toNotAsked } from "@/lib/platforms/not-asked";

type Props = {
  state: ConnectState;
  /** The workspace asks for ads too. */
  withAds: boolean;
  onConnect: (request: ConnectRequest) => void;
  onReset: () => void;
};

/** Beside the list: what a connection means, and how far the one in the other window is. */
export function ConnectPanel({ state, withAds, onConnect, onReset }: Props) {
  return (
    <aside className="bg-canvas" aria-label="Connecting an account">
      <section className="sec" aria-live="polite">
        {state.step === "idle" ? <Idle withAds={withAds} /> : null}
        {state.step === "waiting" ? <Waiting {...state} onReset={onReset} /> : null}
        {state.step === "blocked" ? <Blocked {...state} onReset={onReset} /> : null}
        {state.step === "failed" ? (
          <Failed {...state} onConnect={onConnect} onReset={onReset} />
        ) : null}
      </section>
    </aside>
  );
}

/** Of every platform with a page of its own to say yes on. */
function toAsking(withAds: boolean): Asking[] {
  return Object.values(catalog)
    .filter(({ connect }) => connect === "oauth")
    .map(({ platform, label, oauthApp, scopes }) => {
      const ads = withAds ? catalog[oauthApp ?? platform].ads : undefined;
      return { label, scopes: [...scopes, ...(ads?.scopes ?? [])] };
    });
}

function Idle({ withAds }: { withAds: boolean }) {
  const notAsked = toNotAsked(toAsking(withAds));
  return (
    <div className="grid gap-2">
      <h2 className="finding">You say yes on the platform’s own page</h2>
      <p className="t2">
        Choose a platform and its window opens. When you allow it there, the window closes and the
        account is listed here.
      </p>
      <ul className="perm">
        <li>
          <PaperPlaneTiltIcon className="i" aria-hidden="true" />
          <span>Publish what you approved or scheduled</span>
        </li>
        <li>
          <ChartLineUpIcon className="i" aria-hidden="true" />
          <span>Read views, clicks and reactions of those posts</span>
        </li>
        {notAsked ? (
          <li>
            <ProhibitIcon className="i" aria-hidden="true" />
            <span className="t2">{notAsked}</span>
          </li>
        ) : null}
      </ul>
    </div>
  );
}

function Pair({ request }: { request: ConnectRequest }) {
  return (
    <span className="row" aria-hidden="true">
      <PlatformMark platform={request.platform} large />
      <svg width="26" height="8" aria-hidden="true">
        <path d="M1 4h24" stroke="var(--line-control)" strokeWidth="1.5" strokeDasharray="2 3" />
      </svg>
      <Wheel />
    </span>
  );
}

type OpenProps = { request: ConnectRequest; href: string; onReset: () => void };

function Waiting({ request, href, onReset }: OpenProps) {
  const { label } = catalog[request.platform];
  return (
    <div className="grid gap-3">
      {request.world === "sandbox" ? (
        <SandboxStripe>
          <b className="b">Sandbox.</b> This imitates {label}. Nothing you do there reaches the real
          one.
        </SandboxStripe>
      ) : null}
      <Pair request={request} />
      <h2 className="finding">Waiting for you in the {label} window</h2>
      <p className="t2">Choose an account there and allow it. You have ten minutes.</p>
      <p className="xs t3">
        The window closes by itself. If your browser blocked it,{" "}
        <a href={href} target="_blank" rel="noreferrer">
          open it here
        </a>
        .
      </p>
      <div>
        <Button size="sm" onClick={onReset}>
          Stop waiting
        </Button>
      </div>
    </div>
  );
}

function Blocked({ request, href, onReset }: OpenProps) {
  const { label } = catalog[request.platform];
  return (
    <div className="grid gap-3">
      <ErrorMessage title={`Your browser blocked the ${label} window`}>
        Open it with this link; it comes back here by itself. To spare the step next time, allow
        windows for this address.
      </ErrorMessage>
      <div className="row">
        <a className="btn pri" href={href} target="_blank" rel="noreferrer">
          <ArrowSquareOutIcon className="i" aria-hidden="true" />
          Open it here
        </a>
        <Button onClick={onReset}>Cancel</Button>
      </div>
    </div>
  );
}

type FailedProps = Extract<ConnectState, { step: "failed" }> & Pick<Props, "onConnect" | "onReset">;

function Failed({ request, problem, onConnect, onReset }: FailedProps) {
  const { title, advice } = toProblemText(problem, catalog[request.platform].label);
  return (
    <div className="grid gap-3">
      <ErrorMessage title={title}>{advice}</ErrorMessage>
      <div className="row">
        <Button variant="primary" onClick={() => onConnect(request)}>
          Start again
        </Button>
        <Button onClick={onReset}>Leave it</Button>
      </div>
    </div>
  );
}
