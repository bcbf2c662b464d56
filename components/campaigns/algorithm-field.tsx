import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { AlgorithmName } from "@/lib/contracts/optimizer-settings";
import { ALGORITHMS } from "@/lib/domain/bandit/algorithm";
import { algorithmWords } from "@/lib/domain/bandit/algorithm-words";

type AlgorithmFieldProps = { value: AlgorithmName; onChange: (value: AlgorithmName) => void };

const options = ALGORITHMS.map((value) => ({ value, label: algorithmWords(value).label }));

/** How variants are chosen; afterwards it is changed in the optimizer, where its work is seen. */
export function AlgorithmField({ value, onChange }: AlgorithmFieldProps) {
  return (
    <div style={{ marginTop: 18 }}>
      <Field
        label="How Bandwagon chooses"
        hint={`${algorithmWords(value).words} Change it at any time in the campaign’s optimizer.`}
      >
        <Select
          value={value}
          options={options}
          onChange={(event) => onChange(AlgorithmName.parse(event.target.value))}
        />
      </Field>
    </div>
  );
}
