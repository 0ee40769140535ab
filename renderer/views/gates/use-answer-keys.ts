import { useCommands } from '../../keys/commands.tsx'

/** An answer as the keyboard gives it. */
export interface KeyedAnswer {
  keys: string
  /** As on the hint bar: "approve". */
  label: string
  isPossible: boolean
  run(): void
}

/** The keys that answer a gate, each only while its answer can be given. */
export function useAnswerKeys(group: string, answers: readonly KeyedAnswer[]): void {
  useCommands(
    answers.flatMap(({ keys, label, isPossible, run }) =>
      isPossible ? [{ keys, label, group, hint: true, run }] : [],
    ),
  )
}
