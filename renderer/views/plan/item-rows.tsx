import { type KeyboardEvent, type ReactElement, type ReactNode, useEffect, useRef } from 'react'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Tag } from '../../ui/status.tsx'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/plan.ts'
import { MoveButton } from './move-button.tsx'
import { type Item, moved } from './plan-draft.ts'

const idOf = (key: string): string => `plan-item-${key}`

interface ItemRowsProps {
  items: readonly Item[]
  /** "Criterion", "Command": with its number it names a field. */
  noun: string
  addLabel: string
  mono?: boolean
  /** Not as it was proposed. */
  isOwn(text: string): boolean
  problemOf(key: string): string | null
  /** What is known of the line, at its end. */
  asideOf?(text: string): ReactNode
  onChange(items: Item[]): void
  /** Adds an empty one at the end; returns its key. */
  onAdd(): string
}

/** Lines that are edited in place: Enter adds one, Backspace in an empty one removes it, Alt+↑ and Alt+↓ move it. */
export function ItemRows(props: ItemRowsProps): ReactElement {
  const { items, noun, addLabel, mono = false, isOwn, problemOf, asideOf, onChange, onAdd } = props
  const wanted = useRef<string | null>(null)
  useEffect(() => {
    if (wanted.current === null) return
    document.getElementById(idOf(wanted.current))?.focus()
    wanted.current = null
  })
  const add = (): void => {
    wanted.current = onAdd()
  }
  const act = (action: RowAction, { key }: Item): void => {
    if (action === 'add') {
      add()
      return
    }
    const at = items.findIndex((item) => item.key === key)
    wanted.current = action === 'remove' ? ((items[at + 1] ?? items[at - 1])?.key ?? null) : key
    onChange(action === 'remove' ? items.toSpliced(at, 1) : moved(items, key, action))
  }
  return (
    <div>
      <ol className="divide-y divide-line rounded-control border border-line empty:border-0">
        {items.map((item, index) => (
          <ItemRow
            key={item.key}
            item={item}
            number={index + 1}
            noun={noun}
            mono={mono}
            isOwn={isOwn(item.text)}
            problem={problemOf(item.key)}
            aside={asideOf?.(item.text)}
            onChange={(text) => onChange(items.with(index, { ...item, text }))}
            onAction={(action) => act(action, item)}
          />
        ))}
      </ol>
      <div className="mt-1">
        <Button look="quiet" icon="plus" onClick={add}>
          {addLabel}
        </Button>
      </div>
    </div>
  )
}

type RowAction = 'add' | 'remove' | 1 | -1

function ItemRow(props: {
  item: Item
  number: number
  noun: string
  mono: boolean
  isOwn: boolean
  problem: string | null
  aside: ReactNode
  onChange: (text: string) => void
  onAction: (action: RowAction) => void
}): ReactElement {
  const { item, number, noun, mono, isOwn, problem, aside, onChange, onAction } = props
  const name = `${noun} ${number}`
  const id = idOf(item.key)
  const onKeyDown = (event: KeyboardEvent): void => {
    const action = keyAction(event, item)
    if (action === null) return
    event.preventDefault()
    onAction(action)
  }
  return (
    <li className={`group px-2 py-1 ${isOwn ? 'bg-add' : 'bg-lit'}`}>
      <div className="flex items-start gap-1.5">
        <span className="w-5 flex-none pt-1 text-right text-12 text-ink-2 tabular-nums" aria-hidden="true">
          {mono ? <Icon name="terminal" /> : number}
        </span>
        <textarea
          id={id}
          aria-label={name}
          aria-invalid={problem === null ? undefined : true}
          aria-describedby={problem === null ? undefined : `${id}-problem`}
          rows={1}
          placeholder={TEXT.writeA(noun.toLowerCase())}
          dir="auto"
          spellCheck={!mono}
          value={item.text}
          className={`field-sizing-content min-h-7 w-full min-w-0 flex-1 resize-none rounded-chip bg-transparent px-1 py-1 ${mono ? 'font-mono' : ''}`}
          onChange={(event) => onChange(event.target.value)}
          onKeyDown={onKeyDown}
        />
        {isOwn && item.text !== '' && (
          <span className="pt-1">
            <Tag title={TEXT.writtenByYou}>{TEXT.you}</Tag>
          </span>
        )}
        <RowButtons name={name} onAction={onAction} />
        {aside}
      </div>
      {problem !== null && (
        <p id={`${id}-problem`} className="pl-7 text-12 text-fail">
          {problem}
        </p>
      )}
    </li>
  )
}

/** The field has keys for moving it, so only removing takes a Tab stop. */
function RowButtons({ name, onAction }: { name: string; onAction: (action: RowAction) => void }): ReactElement {
  return (
    <span className="flex flex-none opacity-0 group-focus-within:opacity-100 group-hover:opacity-100">
      <MoveButton what={name} step={-1} isTabStop={false} onMove={onAction} />
      <MoveButton what={name} step={1} isTabStop={false} onMove={onAction} />
      <Button look="quiet" icon="close" label={COMMON.remove(name)} onClick={() => onAction('remove')} />
    </span>
  )
}

function keyAction(event: KeyboardEvent, { text }: Item): RowAction | null {
  if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey) return null
  if (event.altKey) return event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : null
  if (event.key === 'Enter' && !event.shiftKey) return 'add'
  return event.key === 'Backspace' && text === '' ? 'remove' : null
}
