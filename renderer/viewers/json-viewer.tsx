import { type ReactElement, useMemo, useState } from 'react'
import * as TEXT from '../words/texts/viewers.ts'
import { CodeViewer } from './code-viewer.tsx'
import { entriesOf, foldedText, isOpenAtFirst, JSON_PAGE, type JsonValue, parseJson } from './json-tree.ts'
import { cutPieces } from './pieces.ts'
import { CutNote } from './pieces-view.tsx'
import { MAX_LINE, showHidden, showLines } from './text.ts'

/** A scrolled region must take the focus, or the keyboard could not scroll it. */
const FOCUSABLE = { tabIndex: 0 }

/** A tree that folds. What isn't JSON is shown as text, with the reason. */
export function JsonViewer({ text, label = TEXT.json }: { text: string; label?: string }): ReactElement {
  const parsed = useMemo(() => parseJson(text), [text])
  if (!parsed.ok)
    return (
      <div className="flex h-full min-h-0 flex-col">
        <p className="border-line border-b px-4 py-2 text-12 text-ink-2">
          {TEXT.notValidJsonSoShownAsText(showHidden(parsed.reason))}
        </p>
        <div className="min-h-0 flex-1">
          <CodeViewer text={text} path="text.txt" label={label} />
        </div>
      </div>
    )
  return (
    <section
      className="h-full overflow-auto bg-lit px-4 py-3 font-mono text-12/[1.25rem] focus-visible:-outline-offset-2"
      aria-label={label}
      {...FOCUSABLE}
    >
      <ul>
        <Entry name={null} value={parsed.value} depth={0} />
      </ul>
    </section>
  )
}

/** `name` is null for the whole value; the items of a list are named by their index. */
function Entry({ name, value, depth }: { name: string | null; value: JsonValue; depth: number }): ReactElement {
  const entries = useMemo(() => entriesOf(value), [value])
  const [isOpen, setOpen] = useState(() => isOpenAtFirst(depth, entries?.length ?? 0))
  const [shown, setShown] = useState(JSON_PAGE)
  if (!entries)
    return (
      <li className="pl-5 wrap-anywhere whitespace-pre-wrap">
        <Name name={name} />
        <Leaf value={value} />
      </li>
    )
  const more = Math.min(JSON_PAGE, entries.length - shown)
  return (
    <li>
      <button
        type="button"
        className="flex min-h-6 max-w-full items-center rounded-control pr-2 text-left hover:bg-hover"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <Chevron isOpen={isOpen} />
        <span className="truncate whitespace-pre">
          <Name name={name} />
          <span className="text-ink-3">{showHidden(foldedText(value))}</span>
        </span>
      </button>
      {isOpen && (
        <ul className="ml-[0.4375rem] border-line border-l pl-3">
          {entries.slice(0, shown).map((entry) => (
            <Entry key={entry.key} name={entry.key} value={entry.value} depth={depth + 1} />
          ))}
          {more > 0 && (
            <li>
              <button
                type="button"
                className="ml-5 min-h-6 rounded-control font-ui text-lapis hover:underline"
                onClick={() => setShown(shown + JSON_PAGE)}
              >
                {TEXT.showMoreOf(more, (entries.length - shown).toLocaleString('en'))}
              </button>
            </li>
          )}
        </ul>
      )}
    </li>
  )
}

function Name({ name }: { name: string | null }): ReactElement | null {
  if (name === null) return null
  return (
    <>
      <span className="text-code-fn">{name === '' ? '""' : showHidden(name)}</span>
      <span className="text-ink-3">: </span>
    </>
  )
}

function Leaf({ value }: { value: JsonValue }): ReactElement {
  if (typeof value === 'string') {
    const { pieces, cut } = cutPieces([{ text: value }], MAX_LINE)
    return (
      <>
        <span className="text-code-str" dir="auto">
          "{showLines(pieces.map(({ text }) => text).join(''))}"
        </span>
        <CutNote cut={cut} />
      </>
    )
  }
  return <span className="text-code-key">{foldedText(value)}</span>
}

function Chevron({ isOpen }: { isOpen: boolean }): ReactElement {
  return (
    <svg
      className="mr-1 size-4 flex-none text-ink-3"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      aria-hidden="true"
    >
      <path d={isOpen ? 'm4 6 4 4 4-4' : 'm6 4 4 4-4 4'} />
    </svg>
  )
}
