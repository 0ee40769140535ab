import {
  createContext,
  type ReactElement,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useSyncExternalStore,
} from 'react'
import { chordOf, doesRepeat, matchKeys } from './match-keys.ts'
import { createRegistry, type Registry } from './registry.ts'

export interface Command {
  /** `mod+enter`, `g h`, `shift+j`, `?`; see `chordOf`. */
  keys: string
  /** What it does, as on the hint bar and on the sheet of shortcuts: "approve", "next file". */
  label: string
  run(): void
  /** Where it stands on the sheet. */
  group: string
  /** One of the five to seven that the hint bar shows. */
  hint?: boolean
}

interface Registered {
  layer: number
  command: Command
}

const RegistryContext = createContext<Registry<Registered>>(createRegistry())
/** Dialogs are a layer above what they cover: only the topmost layer's commands work. */
const LayerContext = createContext(0)

export function CommandLayer({ children }: { children: ReactNode }): ReactElement {
  return <LayerContext value={useContext(LayerContext) + 1}>{children}</LayerContext>
}

/** How long the first key of a sequence waits for the second. */
const SEQUENCE_MS = 1_200

/** Listens on the window and runs the commands that the views below register. */
export function CommandKeys({ children }: { children: ReactNode }): ReactElement {
  const registry = useMemo(() => createRegistry<Registered>(), [])
  useEffect(() => {
    let pending = ''
    let timer: ReturnType<typeof setTimeout> | undefined
    const onKeyDown = (event: KeyboardEvent): void => {
      const chord = chordOf(event)
      if (chord === null || event.defaultPrevented || event.isComposing) return
      // In a field, single keys are text.
      if (isTextField(event.target) && !event.ctrlKey && !event.metaKey && chord !== 'escape') return
      if (event.repeat && !doesRepeat(chord)) return
      // On a control, these keys are the control's own.
      if (['enter', 'space'].includes(chord) && isControl(event.target)) return
      const entries = registry.list()
      const top = Math.max(0, ...entries.map(({ layer }) => layer))
      const here = entries.filter(({ layer }) => layer === top).map(({ command }) => command)
      const match = matchKeys(here, pending, chord)
      pending = match.pending
      clearTimeout(timer)
      if (pending !== '') timer = setTimeout(() => (pending = ''), SEQUENCE_MS)
      if (match.command === null && chord === 'escape') leaveField(event.target)
      if (match.command === null && pending === '') return
      event.preventDefault()
      match.command?.run()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => {
      window.removeEventListener('keydown', onKeyDown)
      clearTimeout(timer)
    }
  }, [registry])
  return <RegistryContext value={registry}>{children}</RegistryContext>
}

function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'button', 'range'].includes(target.type)
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable
}

/** From a text to what is around it, where single keys work again. */
function leaveField(target: EventTarget | null): void {
  if (!isTextField(target) || !(target instanceof HTMLElement)) return
  const around = target.closest<HTMLElement>('section[tabindex="-1"], main')
  if (around) around.focus({ preventScroll: true })
  else target.blur()
}

function isControl(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && target.closest('button, a[href], summary, input, select, [role="tab"]') !== null
  )
}

/** Registers commands while the component is there. What they run is always of the latest rendering. */
export function useCommands(commands: readonly Command[]): void {
  const registry = useContext(RegistryContext)
  const layer = useContext(LayerContext)
  const latest = useRef(commands)
  latest.current = commands
  const shape = commands
    .map(({ keys, label, group, hint }) => [keys, label, group, hint === true].join('\t'))
    .join('\n')
  const view = useRef({}).current
  // A header whose command is worded anew must not take its key back from the view below it.
  useEffect(() => registry.enter(view), [registry, view])
  useEffect(() => {
    // The shape alone decides when to register anew, so that a view may build its commands on each rendering.
    const entries = (shape === '' ? [] : shape.split('\n')).map((line, index): Registered => {
      const [keys = '', label = '', group = '', hint] = line.split('\t')
      return { layer, command: { keys, label, group, hint: hint === 'true', run: () => latest.current[index]?.run() } }
    })
    registry.set(view, entries)
  }, [registry, view, layer, shape])
}

/** The commands that work now: those of the topmost layer, each key once. */
export function useActiveCommands(): readonly Command[] {
  const registry = useContext(RegistryContext)
  const entries = useSyncExternalStore(registry.subscribe, registry.list)
  return useMemo(() => {
    const top = Math.max(0, ...entries.map(({ layer }) => layer))
    const byKeys = new Map<string, Command>()
    for (const { layer, command } of entries) {
      if (layer !== top) continue
      // Where the view stands that took the key, not where the one stood that lost it.
      byKeys.delete(command.keys)
      byKeys.set(command.keys, command)
    }
    return [...byKeys.values()]
  }, [entries])
}
