import { CircleNotchIcon } from "@phosphor-icons/react/ssr";

export function Spinner({ label }: { label?: string }) {
  return (
    <>
      <CircleNotchIcon className="i spin" aria-hidden="true" />
      {label ? <span className="sr">{label}</span> : null}
    </>
  );
}
