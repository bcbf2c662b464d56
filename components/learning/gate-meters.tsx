import { inHundred, rangeWords, signedPercent } from "@/components/learning/lift-words";
import { Section } from "@/components/ui/section";
import { Tag } from "@/components/ui/tag";
import type { LearningChannel, PromptNode } from "@/lib/contracts/learning";

type GateProps = { channel: LearningChannel; prompt: PromptNode };

/** What a challenger still has to show, or a newcomer on probation. */
export function GateMeters({ channel, prompt }: GateProps) {
  if (prompt.status === "challenger") return <Challenge channel={channel} prompt={prompt} />;
  if (prompt.status === "probation") return <Probation channel={channel} prompt={prompt} />;
  return null;
}

function Challenge({ channel, prompt }: GateProps) {
  const { rules, champion, prompts } = channel;
  const { pBetter, gain, awaitingSince } = prompt;
  const leader = prompts.find(({ id }) => id === champion.id);
  const posts = ownResults(prompt);
  const leaderPosts = leader ? ownResults(leader) : 0;
  return (
    <Section
      title={`Can ${prompt.name} take over?`}
      actions={<Tag>{awaitingSince ? "Passed" : "Undecided"}</Tag>}
    >
      <ul className="grid gap-3">
        <Gate
          label="Its results"
          words={ofWords(posts, rules.challengerPosts)}
          share={posts / rules.challengerPosts}
        />
        <Gate
          label={`Results of ${champion.name}`}
          words={ofWords(leaderPosts, rules.leaderPosts)}
          share={leaderPosts / rules.leaderPosts}
        />
        <Gate
          label={`Odds that it is better than ${champion.name}`}
          words={
            pBetter === null
              ? "No result yet"
              : `${inHundred(pBetter)}, needs more than ${Math.round(rules.certainty * 100)}`
          }
          share={pBetter ?? 0}
          mark={rules.certainty}
        />
        <Gate
          label="Best estimate of its gain"
          words={
            gain === null
              ? "No result yet"
              : `${signedPercent(gain.mean)}, needs more than ${Math.round(rules.gain * 100)}%`
          }
          share={(gain?.mean ?? 0) / (4 * rules.gain)}
          mark={1 / 4}
        />
      </ul>
      {gain ? (
        <p className="t3 xs pt-3">
          Against {champion.name}, 90% range: {rangeWords(gain)}.
        </p>
      ) : null}
    </Section>
  );
}

function Probation({ channel, prompt }: GateProps) {
  const { rules, rollbackTo, prompts } = channel;
  const done = rules.probationDone ?? 0;
  const ownDone = rules.probationOwnDone ?? 0;
  const old = prompts.find(({ status }) => status === "champion") ?? rollbackTo;
  return (
    <Section title={`Will ${prompt.name} stay?`} actions={<Tag>On probation</Tag>}>
      <ul className="grid gap-3">
        <Gate
          label="Results of the channel since it took over"
          words={ofWords(done, rules.probationPosts)}
          share={done / rules.probationPosts}
        />
        <Gate
          label={`Of those, written by ${prompt.name}`}
          words={ofWords(ownDone, rules.probationOwnPosts)}
          share={ownDone / rules.probationOwnPosts}
        />
      </ul>
      <p className="t3 xs pt-3">
        {old
          ? `${old.name} still writes about one variant in five. Once the odds that it is better than ${prompt.name} are above 80 in 100, it comes back by itself.`
          : "If it turns out worse, the one before it comes back by itself."}
      </p>
    </Section>
  );
}

/** The gate leaves out what a person rewrote: those results are not the prompt's. */
const ownResults = ({ evidence }: PromptNode) => evidence.settledPosts - evidence.humanEdited;

const ofWords = (have: number, need: number) =>
  have < need ? `${have} of ${need}` : `${have}, enough`;

type BarProps = { label: string; words: string; share: number; mark?: number };

const percent = (share: number) => `${Math.min(100, Math.max(0, share * 100))}%`;

function Gate({ label, words, share, mark }: BarProps) {
  return (
    <li>
      <span className="row xs">
        <span>{label}</span>
        <b className="b push text-right">{words}</b>
      </span>
      <span className="gate" aria-hidden="true">
        <i style={{ width: percent(share) }} />
        {mark === undefined ? null : <u style={{ left: percent(mark) }} />}
      </span>
    </li>
  );
}
