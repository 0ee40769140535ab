import { showLines } from '../viewers/text.ts'

type Props = Readonly<Record<string, unknown>>

/** Attributes that a person reads, or hears. What a field holds is not among them: it must stay as it is. */
const TOLD = [
  'title',
  'aria-label',
  'aria-description',
  'aria-roledescription',
  'aria-valuetext',
  'alt',
  'placeholder',
  'label',
]

/** The props of an element with every hidden character of its texts shown; the same object where there is none, as nearly always. */
export function tellable(props: Props): Props {
  let changed: Record<string, unknown> | null = null
  for (const name of TOLD) {
    const value = props[name]
    if (typeof value !== 'string') continue
    const shown = showLines(value)
    if (shown !== value) changed = { ...(changed ?? props), [name]: shown }
  }
  const children = shownChildren(props['children'])
  return children === props['children'] ? (changed ?? props) : { ...(changed ?? props), children }
}

export function shownChildren<T>(children: T): T
export function shownChildren(children: unknown): unknown {
  if (typeof children === 'string') return showLines(children)
  if (!Array.isArray(children)) return children
  const shown = children.map((child: unknown) => shownChildren(child))
  return shown.every((child, at) => child === children[at]) ? children : shown
}
