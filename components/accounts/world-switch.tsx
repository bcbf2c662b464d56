import { FlaskIcon } from "@phosphor-icons/react/ssr";
import { Segmented } from "@/components/ui/segmented";
import type { OAuthWorld } from "@/lib/contracts/accounts";

type Props = { value: OAuthWorld; onChange: (world: OAuthWorld) => void };

/** The real platform, or its imitation. */
export function WorldSwitch({ value, onChange }: Props) {
  return (
    <Segmented
      label="Connect to"
      value={value}
      onChange={onChange}
      options={[
        { value: "real", label: "Real" },
        {
          value: "sandbox",
          label: (
            <>
              <FlaskIcon className="i" aria-hidden="true" />
              Sandbox
            </>
          ),
        },
      ]}
    />
  );
}
