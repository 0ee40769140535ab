import {
  Combobox,
  ComboboxGroup,
  ComboboxGroupLabel,
  ComboboxItem,
  ComboboxList,
  ComboboxProvider,
} from '@ariakit/react/combobox'
import { type ReactElement, useDeferredValue, useId, useState } from 'react'
import { useAppData, useCall } from '../../data/app-data.tsx'
import { useStore } from '../../data/store.ts'
import type { Command } from '../../keys/commands.tsx'
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
  const listId = useId()
  const optionId = ({ id }: PaletteItem): string => `${listId} ${id}`.replaceAll(' ', '-')
  const found = sections.flatMap((section) => section.found.map(({ item }) => optionId(item)))
  // The first one until another is chosen, and again once what was chosen is no longer found.
  const current = found.find((id) => id === chosen) ?? found[0] ?? null
  return (
    <Dialog title={COMMON.searchOrRunCommand} onClose={onClose} wide bare>
      <ComboboxProvider
        open
        value={typed}
        setValue={setTyped}
        activeId={current}
        setActiveId={(id) => setChosen(id ?? null)}
        focusLoop={false}
        includesBaseElement={false}
      >
        <div className="flex items-center gap-2 border-line border-b px-4 py-2">
          <Icon name="search" />
          <Combobox
            aria-label={COMMON.searchOrRunCommand}
            spellCheck={false}
            placeholder={TEXT.commandRunFile}
            className="min-h-8 w-full rounded-control bg-transparent px-1 text-15 -outline-offset-2"
            onKeyDownCapture={(event) => {
              // Enter that ends what an input method composes chooses nothing.
              if (event.nativeEvent.isComposing) event.stopPropagation()
            }}
          />
        </div>
        <ComboboxList aria-label={TEXT.found} className="max-h-[50vh] min-h-24 overflow-y-auto py-1">
          {sections.map((section) => (
            <Section key={section.title} section={section} current={current} optionId={optionId} onChoose={onChoose} />
          ))}
        </ComboboxList>
        <p role="status" className="px-4 py-2 text-12 text-ink-3">
          {found.length === 0 ? TEXT.nothingIsCalledThat : TEXT.commandsRunsFiles}
        </p>
      </ComboboxProvider>
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
  return (
    <ComboboxGroup className="min-w-0">
      <ComboboxGroupLabel render={<div className="px-4 pt-2 pb-1 text-12 text-ink-3">{title}</div>} />
      {found.map((each) => {
        const id = optionId(each.item)
        return (
          <Option key={id} id={id} found={each} isCurrent={id === current} onChoose={() => onChoose(each.item.run)} />
        )
      })}
    </ComboboxGroup>
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
    <ComboboxItem
      id={id}
      aria-selected={isCurrent}
      className={`flex min-h-8 w-full items-center gap-3 px-4 text-left ${look}`}
      onClick={onChoose}
      // What is in it is drawn by our own elements, which show what hides in a text (`jsx/`).
      render={
        <button type="button">
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
      }
    />
  )
}
