/** Written out here, since an imitated page loads nothing from anywhere: its fonts are the system's. */
const lightTokens = `
  --canvas: oklch(0.962 0.006 125);
  --surface: oklch(0.995 0.002 125);
  --sunken: oklch(0.941 0.008 130);
  --selected: oklch(0.945 0.018 175);
  --line: oklch(0.892 0.009 140);
  --line-control: oklch(0.62 0.018 190);
  --line-soft: oklch(0.932 0.007 140);
  --ink: oklch(0.25 0.032 205);
  --ink-2: oklch(0.41 0.026 205);
  --ink-3: oklch(0.505 0.021 200);
  --action: oklch(0.385 0.068 192);
  --action-hover: oklch(0.335 0.062 192);
  --on-action: oklch(0.99 0.006 130);
  --focus: oklch(0.50 0.086 210);
  --auto: oklch(0.865 0.163 91);
  --platform-ink: oklch(0.36 0.028 205);
  --platform-light: 0.93;
  --danger: oklch(0.50 0.182 22);
  --hover: oklch(0.972 0.006 130);
`;

const darkTokens = `
  --canvas: oklch(0.178 0.014 205);
  --surface: oklch(0.217 0.016 205);
  --sunken: oklch(0.195 0.015 205);
  --selected: oklch(0.285 0.032 190);
  --line: oklch(0.315 0.017 205);
  --line-control: oklch(0.54 0.018 200);
  --line-soft: oklch(0.268 0.016 205);
  --ink: oklch(0.945 0.009 120);
  --ink-2: oklch(0.80 0.012 150);
  --ink-3: oklch(0.695 0.014 180);
  --action: oklch(0.815 0.075 182);
  --action-hover: oklch(0.87 0.065 182);
  --on-action: oklch(0.21 0.035 200);
  --focus: oklch(0.80 0.105 195);
  --auto: oklch(0.855 0.152 91);
  --platform-ink: oklch(0.87 0.012 160);
  --platform-light: 0.315;
  --danger: oklch(0.765 0.128 20);
  --hover: oklch(0.242 0.017 205);
`;

export const pageStyle = `
:root { color-scheme: light dark; ${lightTokens} --serif: ui-serif, "Iowan Old Style", Georgia, serif; }
@media (prefers-color-scheme: dark) { :root { ${darkTokens} } }
* { box-sizing: border-box; margin: 0; }
body { background: var(--canvas); color: var(--ink); font: 400 13px/18px ui-sans-serif, system-ui, sans-serif; font-variant-numeric: tabular-nums; min-height: 100vh; }
.sheet { background: var(--surface); max-width: 480px; margin: 0 auto; min-height: 100vh; border-inline: 1px solid var(--line); }
.stripe { padding: 8px 20px; font-size: 12px; line-height: 16px; display: flex; gap: 10px; align-items: center; background: repeating-linear-gradient(135deg, var(--sunken) 0 6px, var(--canvas) 6px 12px); border-bottom: 1px dashed var(--line-control); }
.stripe b, .pick b { font-weight: 600; }
.body { padding: 24px 20px; }
svg { fill: currentColor; flex: none; width: 16px; height: 16px; }
.pair { display: flex; align-items: center; gap: 12px; margin-bottom: 16px; }
.tile { display: inline-grid; place-items: center; width: 32px; height: 32px; border-radius: 7px; color: var(--platform-ink); background: oklch(var(--platform-light) var(--chroma, 0.004) var(--hue, 200)); }
.tile svg { width: 20px; height: 20px; }
.tile.own { background: var(--surface); box-shadow: inset 0 0 0 1px var(--line); color: var(--ink); }
.dots { width: 26px; border-top: 2px dotted var(--line-control); }
h1 { font: 500 22px/28px var(--serif); letter-spacing: -0.01em; }
.quiet { color: var(--ink-2); margin-top: 4px; }
fieldset { border: 0; padding: 0; margin: 16px 0 8px; display: grid; gap: 8px; min-width: 0; }
legend { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.pick { position: relative; display: flex; gap: 12px; align-items: center; min-height: 52px; padding: 8px 12px; border: 1px solid var(--line); border-radius: 5px; cursor: pointer; }
.pick:hover { background: var(--hover); }
.pick input { appearance: none; flex: none; width: 16px; height: 16px; border-radius: 50%; border: 1.5px solid var(--line-control); background: var(--surface); }
.pick input:checked { border: 5px solid var(--action); }
.pick input[type="checkbox"] { display: grid; place-items: center; border-radius: 3px; }
.pick input[type="checkbox"]:checked { border: 0; background: var(--action); }
.pick input[type="checkbox"]:checked::after { content: ""; width: 4px; height: 8px; margin-top: -2px; border: solid var(--on-action); border-width: 0 2px 2px 0; transform: rotate(45deg); }
.pick:has(:checked) { border-color: var(--action); box-shadow: inset 0 0 0 1px var(--action); background: var(--selected); }
.pick:has(:focus-visible) { outline: 2px solid var(--focus); outline-offset: 2px; }
.pick input:focus-visible { outline: none; }
.pick small, .meta { display: block; font-size: 12px; line-height: 16px; color: var(--ink-3); }
.pick:has(:checked) small { color: var(--ink-2); }
ul { list-style: none; padding: 0; }
li { display: flex; gap: 12px; align-items: center; min-height: 36px; padding: 8px 0; border-top: 1px solid var(--line-soft); }
li.not { color: var(--ink-2); }
.acts { display: grid; grid-template-columns: 1fr 1fr; gap: 8px; margin-top: 16px; }
button { font: inherit; font-weight: 560; height: 32px; border-radius: 5px; border: 1px solid var(--line); background: var(--surface); color: var(--ink); cursor: pointer; }
button:hover { background: var(--hover); border-color: var(--line-control); }
button.primary { background: var(--action); border-color: var(--action); color: var(--on-action); }
button.primary:hover { background: var(--action-hover); }
button:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
.post { white-space: pre-wrap; overflow-wrap: anywhere; font-size: 15px; line-height: 22px; margin: 12px 0; }
dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(88px, 1fr)); gap: 12px; border-top: 1px solid var(--line); padding-top: 12px; }
dt { font-size: 12px; line-height: 16px; color: var(--ink-3); } dd { font-size: 17px; line-height: 24px; }
code { font: 12px/16px ui-monospace, Menlo, monospace; overflow-wrap: anywhere; }
@media (pointer: coarse) { button { height: 44px; } }
`;
