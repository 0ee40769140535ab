import { useState } from 'react'
import type { AnsweredGate } from '../../../shared/views.ts'
import type { GateKind } from '../../../shared/words.ts'

export interface ShownGate {
  /** The gate that is shown; null: there is none of these kinds. */
  gateId: string | null
  /** It was open when it was shown first, and this window did not answer it. */
  isHeld: boolean
  /** A newer open gate, while the one that is shown is not open any more. */
  nextId: string | null
  showNext(): void
  /** Shows a gate that this window has just opened. */
  show(gateId: string): void
  /** This window answered it (and closed the one that is held): whatever is asked next may take its place. */
  release(gateId: string): void
}

/** The gate that a person sees first: the newest open one of these kinds, else the last one that was answered. */
export function firstShown(gates: readonly AnsweredGate[], kinds: readonly GateKind[]): string | null {
  const ours = gates.filter(({ kind }) => kinds.includes(kind))
  const shown = ours.findLast(({ state }) => state === 'open') ?? ours.findLast(({ state }) => state === 'decided')
  return shown?.id ?? null
}

/**
 * A gate that the person looks at stays in sight when it is answered or replaced meanwhile: it says so, and they go on to the next
 * one themselves. One that was closed from the beginning gives way to any that opens.
 */
export function useShownGate(gates: readonly AnsweredGate[], kinds: readonly GateKind[]): ShownGate {
  const first = firstShown(gates, kinds)
  const isOpen = (id: string | null): boolean => gates.some((gate) => gate.id === id && gate.state === 'open')
  const [held, setHeld] = useState<string | null>(null)
  /** Until the window is told that they are closed, they look open. */
  const [answered, setAnswered] = useState<readonly (string | null)[]>([])
  const firstIsOpen = isOpen(first)
  // Held from the moment that an open one is shown.
  if (held === null && firstIsOpen && !answered.includes(first)) setHeld(first)
  const gateId = held ?? first
  return {
    gateId,
    isHeld: held !== null,
    nextId: firstIsOpen && first !== gateId && !isOpen(gateId) ? first : null,
    showNext: () => setHeld(first),
    show: setHeld,
    release: (id) => {
      setAnswered([...answered, id, held])
      setHeld(null)
    },
  }
}
