/** Shapes on a 16 px grid, drawn with the text's colour. */
export const SHAPES = {
  search: (
    <>
      <circle cx="7" cy="7" r="4.5" />
      <path d="m10.5 10.5 3 3" />
    </>
  ),
  inbox: (
    <>
      <path d="M2.5 9.5 4 3.5h8l1.5 6v3h-11zM2.5 9.5h3.2c.3 1.2 1.2 1.8 2.3 1.8s2-.6 2.3-1.8h3.2" />
    </>
  ),
  list: (
    <>
      <path d="M2.5 3.5h11M2.5 8h11M2.5 12.5h7" />
    </>
  ),
  plus: (
    <>
      <path d="M8 3v10M3 8h10" />
    </>
  ),
  usage: (
    <>
      <path d="M2.5 13.5h11M4.5 11V8M8 11V4M11.5 11V6.5" />
    </>
  ),
  gear: (
    <>
      <circle cx="8" cy="8" r="2.2" />
      <path d="M8 1.8v2M8 12.2v2M1.8 8h2M12.2 8h2M3.6 3.6 5 5M11 11l1.4 1.4M12.4 3.6 11 5M5 11l-1.4 1.4" />
    </>
  ),
  chevron_right: (
    <>
      <path d="m6 4 4 4-4 4" />
    </>
  ),
  chevron_down: (
    <>
      <path d="m4 6 4 4 4-4" />
    </>
  ),
  close: (
    <>
      <path d="m4 4 8 8M12 4l-8 8" />
    </>
  ),
  check: (
    <>
      <path d="m3.5 8.5 3 3 6-7" />
    </>
  ),
  folder: (
    <>
      <path d="M2 4.5v8h12v-6.5H8L6.5 4.5z" />
    </>
  ),
  branch: (
    <>
      <circle cx="4.5" cy="3.5" r="1.5" />
      <circle cx="4.5" cy="12.5" r="1.5" />
      <circle cx="11.5" cy="5.5" r="1.5" />
      <path d="M4.5 5v6M11.5 7c0 2.5-4 2.5-6.5 4" />
    </>
  ),
  attach: (
    <>
      <path d="m12.5 7.5-4.6 4.6a2.6 2.6 0 0 1-3.7-3.7l5-5a1.7 1.7 0 0 1 2.5 2.5l-5 5a.8.8 0 0 1-1.2-1.2l4.4-4.5" />
    </>
  ),
  file: (
    <>
      <path d="M4 1.8h5L12.2 5v9.2H4zM9 1.8V5h3.2" />
    </>
  ),
  terminal: (
    <>
      <path d="m3 4.5 3.5 3.5L3 11.5M8.5 12H13" />
    </>
  ),
  pencil: (
    <>
      <path d="m3 13 .6-2.8 7-7 2.2 2.2-7 7z" />
    </>
  ),
  eye: (
    <>
      <path d="M1.5 8S4 3.8 8 3.8 14.5 8 14.5 8 12 12.2 8 12.2 1.5 8 1.5 8z" />
      <circle cx="8" cy="8" r="1.9" />
    </>
  ),
  grip: (
    <>
      <path d="M6 4h.01M10 4h.01M6 8h.01M10 8h.01M6 12h.01M10 12h.01" strokeWidth="2" />
    </>
  ),
  trash: (
    <>
      <path d="M3 4.5h10M6 4.5V3h4v1.5M4.5 4.5l.5 9h6l.5-9" />
    </>
  ),
  copy: (
    <>
      <rect x="5.5" y="5.5" width="8" height="8" rx="1" />
      <path d="M10.5 5.5v-3h-8v8h3" />
    </>
  ),
  link: (
    <>
      <path d="M6.5 9.5 9.5 6.5M7 4.5l1.5-1.5a3 3 0 0 1 4.3 4.3L11.3 8.8M9 11.5 7.5 13a3 3 0 0 1-4.3-4.3l1.5-1.5" />
    </>
  ),
  message: (
    <>
      <path d="M2.5 3h11v8h-6l-3 2.5V11h-2z" />
    </>
  ),
  more: (
    <>
      <path d="M4 8h.01M8 8h.01M12 8h.01" strokeWidth="2.2" />
    </>
  ),
  download: (
    <>
      <path d="M8 2.5v8M4.5 7 8 10.5 11.5 7M3 13.5h10" />
    </>
  ),
  filter: (
    <>
      <path d="M2.5 4h11M4.5 8h7M6.5 12h3" />
    </>
  ),
  split: (
    <>
      <rect x="2" y="3" width="12" height="10" />
      <path d="M8 3v10" />
    </>
  ),
  lock: (
    <>
      <rect x="3.5" y="7" width="9" height="6.5" rx="1" />
      <path d="M5.5 7V5a2.5 2.5 0 0 1 5 0v2" />
    </>
  ),
  image: (
    <>
      <rect x="2" y="3" width="12" height="10" />
      <circle cx="5.5" cy="6.5" r="1" />
      <path d="m2.5 12 4-3.5 2.5 2 2-1.5 2.5 2.5" />
    </>
  ),
  play: (
    <>
      <path d="M4.5 3v10l8-5z" />
    </>
  ),
  info: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M8 7.2v4M8 4.8v.1" />
    </>
  ),
  clock: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M8 4.5V8l2.5 1.5" />
    </>
  ),
  fork: (
    <>
      <circle cx="8" cy="12.5" r="1.5" />
      <circle cx="4" cy="3.5" r="1.5" />
      <circle cx="12" cy="3.5" r="1.5" />
      <path d="M4 5v1.5c0 1.5 4 1.5 4 4.5M12 5v1.5c0 1.5-4 1.5-4 4.5" />
    </>
  ),
  pending: (
    <>
      <circle cx="8" cy="8" r="5.5" strokeDasharray="2 2.3" />
    </>
  ),
  working: (
    <>
      <circle cx="8" cy="8" r="5.5" />
      <path d="M8 2.5a5.5 5.5 0 0 1 0 11z" fill="currentColor" stroke="none" />
    </>
  ),
  done: (
    <>
      <circle cx="8" cy="8" r="6" fill="currentColor" stroke="none" />
      <path d="m5.3 8.2 1.9 1.9 3.5-4" stroke="var(--lit)" strokeWidth="1.7" />
    </>
  ),
  blocked: (
    <>
      <path d="M5.5 2h5L14 5.5v5L10.5 14h-5L2 10.5v-5z" />
      <path d="M5 8h6" strokeWidth="2" />
    </>
  ),
  failed: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="m5.8 5.8 4.4 4.4M10.2 5.8l-4.4 4.4" />
    </>
  ),
  abandoned: (
    <>
      <circle cx="8" cy="8" r="5.5" />
      <path d="m4.2 11.8 7.6-7.6" />
    </>
  ),
  gate: (
    <>
      <path d="M8 1.8 14.2 8 8 14.2 1.8 8z" fill="var(--gold-fill)" stroke="var(--gold-edge)" />
    </>
  ),
  paused: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M6.5 5.8v4.4M9.5 5.8v4.4" />
    </>
  ),
  cancelled: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M5.5 8h5" />
    </>
  ),
  broken: (
    <>
      <path d="M13.5 8A5.5 5.5 0 0 1 8 13.5M2.5 8A5.5 5.5 0 0 1 8 2.5M9 4.5 7 8h2.5l-1.5 3.5" />
    </>
  ),
  warning: (
    <>
      <path d="M8 2.2 14.3 13H1.7zM8 6.5v3M8 11.2v.1" />
    </>
  ),
  replan: (
    <>
      <path d="M3 8a5 5 0 0 1 8.7-3.3L13.5 6.5M13.5 2.8v3.7H9.8M13 8a5 5 0 0 1-8.7 3.3L2.5 9.5M2.5 13.2V9.5h3.7" />
    </>
  ),
  scope: (
    <>
      <path d="M2.5 5.5v-3h3M10.5 2.5h3v3M13.5 10.5v3h-3M5.5 13.5h-3v-3" />
      <circle cx="8" cy="8" r="2" />
    </>
  ),
  unknown: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M6.2 6.3c.2-1 .9-1.5 1.8-1.5 1 0 1.8.6 1.8 1.6 0 1.3-1.8 1.4-1.8 2.8M8 11.3v.1" />
    </>
  ),
  checkpoint: (
    <>
      <rect x="4" y="4" width="8" height="8" />
    </>
  ),
  hash: (
    <>
      <path d="M6 2.5 5 13.5M11 2.5 10 13.5M2.8 6h10.6M2.4 10H13" />
    </>
  ),
  reply: (
    <>
      <path d="M6.5 4 3 7.5 6.5 11M3 7.5h6c2.5 0 4 1.5 4 4.5" />
    </>
  ),
  stop: (
    <>
      <rect x="4" y="4" width="8" height="8" />
    </>
  ),
} as const
