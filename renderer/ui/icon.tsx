import type { ReactElement } from 'react'

/** Line icons on a 16 px grid. They never stand alone: the word beside them is the name. */
const SHAPES = {
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
  failed: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="m5.8 5.8 4.4 4.4M10.2 5.8l-4.4 4.4" />
    </>
  ),
  gate: <path d="M8 1.8 14.2 8 8 14.2 1.8 8z" fill="var(--gold-fill)" stroke="var(--gold-edge)" />,
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
  warning: <path d="M8 2.2 14.3 13H1.7zM8 6.5v3M8 11.2v.1" />,
} as const satisfies Record<string, ReactElement>
export type IconName = keyof typeof SHAPES

export function Icon({ name }: { name: IconName }): ReactElement {
  return (
    <svg
      className="size-3.5 flex-none"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {SHAPES[name]}
    </svg>
  )
}

const PANELS = [
  'M1.5 15.2V7.5Q1.5 4.3 6 3.6V15.2Z',
  'M7.7 15.2V5Q7.7 1 12 1Q16.3 1 16.3 5V15.2Z',
  'M18 15.2V3.6Q22.5 4.3 22.5 7.5V15.2Z',
]

/** The three-arched mark, as the product's name. */
export function Mark(): ReactElement {
  return (
    <svg className="h-4 w-6 flex-none" viewBox="0 0 24 16" fill="currentColor" role="img" aria-label="Triptych">
      {PANELS.map((panel) => (
        <path key={panel} d={panel} />
      ))}
    </svg>
  )
}
