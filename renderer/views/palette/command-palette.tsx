import { type KeyboardEvent, type ReactElement, useDeferredValue, useEffect, useId, useState } from 'react'
import { useAppData, useCall } from '../../data/app-data.tsx'
import { useStore } from '../../data/store.ts'
import type { Command } from '../../keys/commands.tsx'
import { stepIn } from '../../keys/use-list-keys.ts'
import { navigate, useRoute } from '../../route.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/palette.ts'
import { paletteItems } from './items.ts'
import { type Found, type FoundSection, findItems, type PaletteItem, parseQuery } from './match.ts'

/** Runs that only the application knows: so many that match. */
const SEARCHED_RUNS = 20

/** Everything that can be done or gone to from here, found by a few letters. `onChoose` closes it and does the thing. */
export function CommandPalette({
  commands,
  onClose,
  onChoose,
}: {
  /** Those that worked where it was opened. */
  commands: readonly Command[]
  onClose(): void
  onChoose(run: () => void): void
}): ReactElement {
  const [typed, setTyped] = useState('')
  const [chosen, setChosen] = useState<string | null>(null)
  const items = useItems(commands, typed)
  const sections = findItems(items, typed)
  const found = sections.flatMap((section) => section.found)
  const current = found.find(({ item }) => item.id === chosen) ?? found[0] ?? null
  const listId = useId()
  const optionId = ({ id }: PaletteItem): string => `${listId} ${id}`.replaceAll(' ', '-')
  const move = (step: number): void => {
    const next = stepIn(
      found.map(({ item }) => item.id),
      current?.item.id ?? null,
      step,
    )
    setChosen(next)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown') move(1)
    else if (event.key === 'ArrowUp') move(-1)
    else if (event.key === 'Enter' && current) onChoose(current.item.run)
    else return
    event.preventDefault()
  }
  const activeId = current === null ? undefined : optionId(current.item)
  useEffect(() => {
    if (activeId !== undefined) document.getElementById(activeId)?.scrollIntoView({ block: 'nearest' })
  }, [activeId])
  return (
    <Dialog title={COMMON.searchOrRunCommand} onClose={onClose} wide bare>
      <div className="flex items-center gap-2 border-line border-b px-4 py-2">
        <Icon name="search" />
        <input
          // A dialog gives the focus to the element with this attribute; React would keep it from the page.
          ref={(field) => field?.setAttribute('autofocus', '')}
          role="combobox"
          aria-label={COMMON.searchOrRunCommand}
          aria-expanded="true"
          aria-controls={listId}
          aria-activedescendant={activeId}
          autoComplete="off"
          spellCheck={false}
          placeholder={TEXT.commandRunFile}
          value={typed}
          className="min-h-8 w-full rounded-control bg-transparent px-1 text-15 -outline-offset-2"
          onChange={({ target }) => {
            setTyped(target.value)
            setChosen(null)
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div id={listId} role="listbox" aria-label={TEXT.found} className="max-h-[50vh] min-h-24 overflow-y-auto py-1">
        {sections.map((section) => (
          <Section
            key={section.title}
            section={section}
            current={current?.item.id ?? null}
            optionId={optionId}
            onChoose={onChoose}
          />
        ))}
      </div>
      <p role="status" className="px-4 py-2 text-12 text-ink-3">
        {found.length === 0 ? TEXT.nothingIsCalledThat : TEXT.commandsRunsFiles}
      </p>
    </Dialog>
  )
}

/** What is known here at once, and older runs from the application. */
function useItems(commands: readonly Command[], typed: string): PaletteItem[] {
  const { runs, gates, openRun } = useAppData()
  const route = useRoute()
  const known = useStore(runs).unfiltered
  const waiting = useStore(gates)
  const { view } = useStore(openRun)
  const { kind, words } = parseQuery(useDeferredValue(typed))
  const query = words.join(' ')
  const isAsked = query.length > 1 && (kind === null || kind === 'run')
  const older = useCall('runs.list', isAsked ? { limit: SEARCHED_RUNS, query } : null).value?.rows ?? []
  const isKnown = new Set(known.map(({ id }) => id))
  return paletteItems(
    {
      commands: commands.filter(({ keys }) => keys !== 'mod+k'),
      gates: waiting,
      runs: [...known, ...older.filter(({ id }) => !isKnown.has(id))],
      open: route.name === 'run' && view?.runId === route.runId ? view : null,
      now: new Date(),
    },
    navigate,
  )
}

function Section({
  section: { title, found },
  current,
  optionId,
  onChoose,
}: {
  section: FoundSection
  current: string | null
  optionId: (item: PaletteItem) => string
  onChoose: (run: () => void) => void
}): ReactElement {
  const id = useId()
  return (
    <fieldset aria-labelledby={id} className="min-w-0">
      <div id={id} role="presentation" className="px-4 pt-2 pb-1 text-12 text-ink-3">
        {title}
      </div>
      {found.map((each) => (
        <Option
          key={each.item.id}
          id={optionId(each.item)}
          found={each}
          isCurrent={each.item.id === current}
          onChoose={() => onChoose(each.item.run)}
        />
      ))}
    </fieldset>
  )
}

function Option({
  id,
  found: { item, parts },
  isCurrent,
  onChoose,
}: {
  id: string
  found: Found
  isCurrent: boolean
  onChoose: () => void
}): ReactElement {
  const look = isCurrent ? 'bg-selected shadow-[inset_2px_0_0_var(--lapis-fill)]' : 'hover:bg-hover'
  return (
    <button
      type="button"
      id={id}
      role="option"
      aria-selected={isCurrent}
      tabIndex={-1}
      className={`flex min-h-8 w-full items-center text-left gap-3 px-4 ${look}`}
      onClick={onChoose}
      // The keyboard is in the field, and stays there.
      onPointerDown={(event) => event.preventDefault()}
    >
      <span className="min-w-0 truncate" dir="auto">
        {parts.map(({ at, text, isTyped }) => (
          <span key={at} className={isTyped ? 'font-strong' : ''}>
            {text}
          </span>
        ))}
      </span>
      <span className="min-w-0 flex-1 truncate text-12 text-ink-3" dir="auto">
        {item.note}
      </span>
      {item.keys !== null && <Kbd keys={item.keys} />}
    </button>
  )
}
