type Labels = Readonly<Record<string, string>>;

interface Sample {
  labels?: Labels;
  value: number;
}

export interface Family {
  name: string;
  help: string;
  type: "gauge" | "counter";
  samples: readonly Sample[];
}

export interface Histogram {
  name: string;
  help: string;
  type: "histogram";
  /** Upper ends in ascending order, each with how many are no greater; the last, without end, is `count`. */
  buckets: readonly { le: number; count: number }[];
  sum: number;
  count: number;
}

export const EXPOSITION_TYPE = "text/plain; version=0.0.4; charset=utf-8";

/** Metrics in the text form that Prometheus reads, version 0.0.4. */
export function writeExposition(families: readonly (Family | Histogram)[]): string {
  return families
    .flatMap((family) => [...head(family), ...lines(family)].join("\n"))
    .join("\n\n")
    .concat("\n");
}

const head = ({ name, help, type }: Family | Histogram) => [
  `# HELP ${name} ${help.replaceAll("\\", "\\\\").replaceAll("\n", "\\n")}`,
  `# TYPE ${name} ${type}`,
];

function lines(family: Family | Histogram): string[] {
  const { name } = family;
  if (family.type !== "histogram")
    return family.samples.map(({ labels, value }) => line(name, value, labels));
  const { buckets, count, sum } = family;
  return [
    ...buckets.map(({ le, count: upTo }) => line(`${name}_bucket`, upTo, { le: inDigits(le) })),
    line(`${name}_bucket`, count, { le: "+Inf" }),
    line(`${name}_sum`, sum),
    line(`${name}_count`, count),
  ];
}

function line(name: string, value: number, labels: Labels = {}): string {
  const pairs = Object.entries(labels).map(([key, text]) => `${key}="${escapeLabel(text)}"`);
  return `${name}${pairs.length > 0 ? `{${pairs.join(",")}}` : ""} ${inDigits(value)}`;
}

const escapeLabel = (text: string) =>
  text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");

function inDigits(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (Number.isFinite(value)) return String(value);
  return value > 0 ? "+Inf" : "-Inf";
}
