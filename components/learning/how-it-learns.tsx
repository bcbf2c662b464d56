/** Quiet, at the foot: what the loop does, what its figures mean, and whose ideas it stands on. */
export function HowItLearns() {
  return (
    <section className="sec">
      <details className="as-table" style={{ marginTop: 0 }}>
        <summary>How Bandwagon learns</summary>
        <div className="t2 grid max-w-[70ch] gap-2 pt-2">
          <p>
            Every channel, one account in one language, has a small family of prompts. The champion
            writes about a third of the variants; challengers share most of the rest, the promising
            ones more. Each post’s result goes back to the prompt that wrote it, unless a person
            rewrote more than a fifth of it.
          </p>
          <p>
            Figures are interactions per view, each post against what is usual at its age and time
            of day, and drawn towards “no difference” while results are few. Ranges hold the truth
            in 90 of 100 cases if the model fits this audience. A challenger takes over only past a
            gate, then stands on probation beside the old champion. Even a sure-looking challenger
            can be lucky: that is why there is a probation, and a way back.
          </p>
          <p>
            Ideas: crossing two prompts follows the genetic prompt optimizer of{" "}
            <Credit href="https://github.com/EvoAgentX/EvoAgentX">EvoAgentX</Credit>, critique then
            edit follows <Credit href="https://github.com/zou-group/textgrad">TextGrad</Credit>, and
            reading results before rewriting follows{" "}
            <Credit href="https://github.com/gepa-ai/gepa">GEPA</Credit>.
          </p>
        </div>
      </details>
    </section>
  );
}

function Credit({ href, children }: { href: string; children: string }) {
  return (
    <a href={href} target="_blank" rel="noreferrer" className="underline underline-offset-2">
      {children}
    </a>
  );
}
