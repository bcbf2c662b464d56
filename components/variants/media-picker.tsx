"use client";

import { UploadSimpleIcon } from "@phosphor-icons/react/ssr";
import { useRef } from "react";
import { Button } from "@/components/ui/button";

export type MediaPickerProps = {
  label: string;
  accept: string;
  multiple: boolean;
  disabled?: boolean;
  onPick: (files: File[]) => void;
};

/** A button that asks for files. */
export function MediaPicker({ label, accept, multiple, disabled, onPick }: MediaPickerProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button
        size="sm"
        icon={<UploadSimpleIcon className="i" aria-hidden="true" />}
        disabled={disabled}
        onClick={() => input.current?.click()}
      >
        {label}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label="Choose a file"
        accept={accept}
        multiple={multiple}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          event.target.value = "";
          if (files.length > 0) onPick(files);
        }}
      />
    </>
  );
}
