import { CheckCircleIcon, InfoIcon, WarningIcon } from "@phosphor-icons/react/ssr";

type Item = { name: string; state: "ok" | "warn" | "info"; words: string };

const icons = {
  ok: <CheckCircleIcon className="i ok-c" weight="fill" aria-label="Ready" />,
  warn: <WarningIcon className="i warn-c" weight="fill" aria-label="Worth a look" />,
  info: <InfoIcon className="i info-c" weight="fill" aria-label="Good to know" />,
};

export function ReadinessList({ items }: { items: Item[] }) {
  const open = items.filter((item) => item.state === "warn").length;
  return (
    <section className="checks-p">
      <h2 className="finding">
        {open > 0 ? "This server is nearly ready" : "This server is ready"}
      </h2>
      <p className="unit">Checked just now</p>
      <ul>
        {items.map((item) => (
          <li key={item.name}>
            {icons[item.state]}
            <div>
              <b className="b">{item.name}</b>
              <br />
              <span className="t2 xs">{item.words}</span>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
