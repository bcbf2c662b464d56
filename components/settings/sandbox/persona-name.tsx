import { PlatformMark } from "@/components/ui/platform-mark";
import type { SandboxPersona } from "@/lib/contracts/sandbox";

export function PersonaName({ persona }: { persona: SandboxPersona }) {
  return (
    <span className="row row-2">
      <PlatformMark platform={persona.platform} label={persona.label} />
      <span>
        <b className="b">{persona.name}</b> <span className="t3 xs">{persona.username}</span>
      </span>
    </span>
  );
}
