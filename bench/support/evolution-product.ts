import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { seededRandom } from "@/lib/domain/chance/seeded-random";
import { platformRules } from "@/lib/domain/check-variant";
import { allocate } from "@/lib/domain/evolution/allocate";
import { applyChanges, type CyclePlan, planCycle } from "@/lib/domain/evolution/cycle";
import { type Directives, SEED_DIRECTIVES } from "@/lib/domain/evolution/directives";
import { fitEffects } from "@/lib/domain/evolution/effects";
import { evidenceOf, type ToldPost } from "@/lib/domain/evolution/evidence";
import { firstChallengers } from "@/lib/domain/evolution/first-challengers";
import { fitBaseline, toFitness } from "@/lib/domain/evolution/fitness";
import type { ProbationPosts } from "@/lib/domain/evolution/gate";
import { findLeader, type PromptVersion, renderPrompt } from "@/lib/domain/evolution/prompt";
import { readPublished } from "@/lib/domain/evolution/read-published";
import { LEARNING_SETTINGS, type LearningSettings } from "@/lib/domain/evolution/settings";
import { createWriter, type Writer } from "@/server/ai/writer";
import { readEnv } from "@/server/env";
import { openRoleModel } from "@/server/learning/roles/ask-role";
import { makeChild } from "@/server/learning/roles/make-child";
import { createEgress } from "@/server/platforms/http";
import type { StandInModel } from "./evolution-model";
import { randomOf } from "./evolution-random";
import type { PostRecord, Promotion, Strategy, Written } from "./evolution-strategy";

type Runtime = Parameters<typeof openRoleModel>[0];

/** The product's own model client, pointed at the stand-in. */
export function openRuntime(model: StandInModel): Runtime & { close(): Promise<void> } {
  const folder = mkdtempSync(path.join(os.tmpdir(), "bandwagon-evolution-"));
  const env = readEnv({ NODE_ENV: "test", DATA_DIR: folder, AI_BASE_URL: model.url });
  const egress = createEgress({ allow: [], trustedOrigins: [model.url] });
  return {
    env,
    egress,
    close: async () => {
      await egress.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What the cycles of one channel came to besides the strategy's own figures. */
export interface LearnerNotes {
  calls: number;
  mostCalls: number;
  byModel: number;
  bred: number;
  rollbacks: number;
  /** Of the last improvement that was shown. */
  shown: CyclePlan["improvement"];
}

/** The learning loop as the server runs it, with lists in the place of tables. */
export class Learner implements Strategy {
  readonly promotions: Promotion[] = [];
  readonly notes: LearnerNotes = {
    ...{ calls: 0, mostCalls: 0, byModel: 0, bred: 0, rollbacks: 0 },
    shown: null,
  };
  private readonly random: () => number;
  private readonly writer: Writer;
  private readonly gated = new Set<string>();
  private readonly shows = new Map<number, Partial<Directives>>();
  private population: PromptVersion[] = [];
  private effects = fitEffects([]);
  private newPosts = 0;
  private bredAt: string | null = null;
  private promotedAt = 0;

  constructor(
    private readonly seed: string,
    private readonly runtime: Runtime,
    private readonly model: StandInModel,
    private readonly settings: LearningSettings = LEARNING_SETTINGS,
  ) {
    const start = Math.floor(randomOf(seed, "learner")() * 2 ** 32);
    this.random = seededRandom(start);
    this.writer = createWriter(runtime);
    this.population.push(this.toPrompt("seed", [], SEED_DIRECTIVES, [], 0, "champion"));
    for (const directives of firstChallengers(start))
      this.population.push(
        this.toPrompt("random_mutation", ["P1"], directives, [], 0, "challenger"),
      );
  }

  async learn(known: readonly PostRecord[], news: number, now: Date): Promise<void> {
    if (news === 0) return;
    this.newPosts += news;
    const told = this.observe(known);
    this.effects = fitEffects(told.map(({ observation }) => observation));
    const plan = planCycle({
      ...{ population: this.population, effects: this.effects, newPosts: this.newPosts },
      probationPosts: this.countOnProbation(known),
      ...{ now: now.toISOString(), lastBredAt: this.bredAt },
      ...{ settings: this.settings, random: this.random },
    });
    this.apply(plan, now);
    await this.breed(plan, told);
    if (plan.breed.length > 0) {
      this.newPosts = 0;
      this.bredAt = now.toISOString();
    }
  }

  private countOnProbation(known: readonly PostRecord[]): ProbationPosts | null {
    const leader = this.population.find(({ status }) => status === "probation");
    if (!leader) return null;
    const since = known.filter((post) => post.publishedAt.getTime() >= this.promotedAt);
    return { all: since.length, own: since.filter((post) => post.promptId === leader.id).length };
  }

  private observe(known: readonly PostRecord[]): ToldPost[] {
    const aged = known.flatMap((post) => (post.seen ? [{ post, seen: post.seen }] : []));
    const baseline = fitBaseline(aged.map(({ seen }) => seen));
    return aged.flatMap(({ post, seen }) => {
      const fitness = toFitness(seen, baseline);
      if (!fitness) return [];
      const { promptId, text, hour, weekday, topic } = post;
      const directives = this.read(post);
      const observation = { promptId, directives, ...fitness, hour, weekday, topic };
      return [{ postId: `post-${post.post}`, text, observation }];
    });
  }

  /** As the server does it, once, when the post went out. */
  private read({ post, promptId, text, media }: PostRecord): Partial<Directives> {
    const known = this.shows.get(post);
    if (known) return known;
    const told = this.find(promptId)?.directives ?? SEED_DIRECTIVES;
    const shown = readPublished(told, { title: null, text, media });
    this.shows.set(post, shown);
    return shown;
  }

  private apply(plan: CyclePlan, now: Date): void {
    for (const { promptId, reason } of plan.challengers)
      if (reason !== "few_posts") this.gated.add(promptId);
    if (plan.probation?.verdict === "rollback") this.notes.rollbacks++;
    this.notes.shown = plan.improvement;
    this.population = applyChanges(this.population, plan.changes);
    if (!plan.promotion) return;
    const [from, to] = [plan.promotion.overId, plan.promotion.promptId].map((id) => this.find(id));
    if (from && to) this.promotions.push({ from: from.directives, to: to.directives });
    this.promotedAt = now.getTime();
  }

  private async breed(plan: CyclePlan, told: readonly ToldPost[]): Promise<void> {
    if (plan.breed.length === 0) return;
    const roles = openRoleModel(this.runtime, this.settings.callsPerCycle);
    const evidence = evidenceOf(this.effects, told);
    for (const order of plan.breed) {
      const child = await makeChild(roles, order, {
        ...{ prompts: this.population, effects: this.effects, evidence, bannedWords: [] },
        nameOf: (id) => id,
      });
      const { operator, parents, directives, notes } = child;
      this.notes.bred++;
      if (child.model) this.notes.byModel++;
      this.population.push(
        this.toPrompt(operator, parents, directives, notes, plan.generation, "challenger"),
      );
    }
    const calls = roles?.calls() ?? 0;
    this.notes.calls += calls;
    this.notes.mostCalls = Math.max(this.notes.mostCalls, calls);
  }

  private toPrompt(
    operator: PromptVersion["operator"],
    parents: readonly string[],
    directives: Directives,
    notes: readonly string[],
    generation: number,
    status: PromptVersion["status"],
  ): PromptVersion {
    const id = `P${this.population.length + 1}`;
    const text = renderPrompt(directives, notes);
    const createdAt = "2026-01-01T00:00:00.000Z";
    return { id, parents, operator, directives, notes, text, status, generation, createdAt };
  }

  private find(id: string | undefined): PromptVersion | undefined {
    return this.population.find((each) => each.id === id);
  }

  async write(post: number): Promise<Written> {
    const prompt = this.find(allocate(this.population, this.effects, this.random)?.promptId);
    if (!prompt) throw new Error("A channel has a champion.");
    const { id, text, directives } = prompt;
    const set = await this.writer.ask({
      brief: `Launch ${post} of ${this.seed}: our autumn blend.`,
      ...{ goal: "engagement", tone: "", bannedWords: [], maxLength: 2200 },
      ...{ platform: "facebook", rules: platformRules("facebook"), count: 1, existing: [] },
      ...{ prompts: [{ name: id, text, directives }], assigned: [id], repair: null, previous: [] },
    });
    const [variant] = set.variants ?? [];
    const made = variant && this.model.shown(variant.text, variant.media.kind);
    if (!variant || !made) throw new Error("The stand-in wrote nothing.");
    return { promptId: id, text: variant.text, media: variant.media.kind, made };
  }

  champion(): Directives {
    return findLeader(this.population)?.directives ?? SEED_DIRECTIVES;
  }

  judged(): number {
    return this.gated.size;
  }
}
