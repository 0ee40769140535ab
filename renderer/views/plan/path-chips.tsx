import { type KeyboardEvent, type ReactElement, useState } from 'react'
import { Icon } from '../../ui/icon.tsx'
import { showHidden } from '../../viewers/text.ts'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/plan.ts'
import { keyed } from '../gates/keyed.ts'
import { patternReach } from './pattern-reach.ts'
import { pathProblem } from './plan-problems.ts'

const NOTES_ID = 'plan-path-notes'

interface PathsProps {
  paths: readonly string[]
  onChange(paths: string[]): void
}

/** The allowed paths of a task: patterns that can be added and removed, with what they let an implementer do. */
export function PathChips({ paths, onChange }: PathsProps): ReactElement {
  const field = usePathField({ paths, onChange })
  return (
    <div>
      <ul className="flex flex-wrap items-center gap-1.5">
        {keyed(paths).map(({ key, text: path }, index) => (
          <PathChip key={key} path={path} onRemove={() => onChange(paths.toSpliced(index, 1))} />
        ))}
        <li>
          <input
            aria-label={TEXT.addPath}
            aria-invalid={field.problem === null ? undefined : true}
            aria-describedby={NOTES_ID}
            value={field.typed}
            placeholder={TEXT.addPathLower}
            spellCheck={false}
            autoComplete="off"
            className="min-h-7 w-40 rounded-control border border-line-control bg-lit px-2 font-mono text-12"
            onChange={(event) => field.setTyped(event.target.value)}
            onKeyDown={field.onKeyDown}
            onBlur={field.add}
          />
        </li>
      </ul>
      <PathNotes paths={paths} problem={field.problem} />
    </div>
  )
}

/** The pattern that is being typed: Enter adds it, Backspace in an empty field removes the last one. */
function usePathField({ paths, onChange }: PathsProps) {
  const [typed, setTyped] = useState('')
  const text = typed.trim()
  const problem = text === '' ? null : pathProblem(text, paths)
  const add = (): void => {
    if (text === '' || problem !== null) return
    onChange([...paths, text])
    setTyped('')
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter' && text !== '') {
      // Also with a modifier: a pattern that was only typed must not be left out of what is approved.
      event.preventDefault()
      add()
    } else if (event.key === 'Backspace' && typed === '' && paths.length > 0) onChange(paths.slice(0, -1))
  }
  return { typed, setTyped, problem, add, onKeyDown }
}

function PathChip({ path, onRemove }: { path: string; onRemove: () => void }): ReactElement {
  return (
    <li className="inline-flex min-h-7 min-w-0 items-center rounded-control border border-line-strong bg-lit pl-2">
      <code className="min-w-0 wrap-anywhere">{showHidden(path)}</code>
      <button
        type="button"
        aria-label={COMMON.remove(showHidden(path))}
        className="grid size-6 flex-none place-items-center rounded-chip text-ink-2 hover:bg-hover hover:text-ink"
        onClick={onRemove}
      >
        <Icon name="close" className="size-3.5" />
      </button>
    </li>
  )
}

/** What is wrong with the pattern that is typed, and what the others let an implementer do. */
function PathNotes({ paths, problem }: { paths: readonly string[]; problem: string | null }): ReactElement {
  const reached = [...new Set(paths)].flatMap((path) => {
    const reach = patternReach(path)
    return reach === null ? [] : [{ path, reach }]
  })
  return (
    <div id={NOTES_ID} className="mt-1 flex flex-col gap-0.5 text-12">
      {problem !== null && <p className="text-fail">{problem}</p>}
      {paths.length === 0 && <p className="text-ink-2">{TEXT.none}</p>}
      {reached.map(({ path, reach }) => (
        <p key={path} className="flex items-start gap-1.5 text-gold">
          <Icon name="warning" className="mt-px size-4" />
          <span className="wrap-anywhere">{TEXT.letsImplementerChange(showHidden(path), reach)}</span>
        </p>
      ))}
    </div>
  )
}
